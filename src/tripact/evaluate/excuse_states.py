"""What became of the excuse of each run of which one was claimed: it waits, or was decided (CLK-8)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "excuse_states",
    inputs=("clock_excuses",),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "claimed_at": "bigint",
        "state": "text",
    },
    says="the breach of a run was claimed to be excused, and what was decided",
)
