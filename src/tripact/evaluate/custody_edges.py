"""Where the time of a clock may change hands."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "custody_edges",
    inputs=("clock_budgets", "clock_rules", "clock_pauses", "owner_states", "owners_recorded"),
    outputs={"id": "bigint", "calendar": "bigint", "share": "text", "ts": "bigint", "step": "bigint"},
    says="a party begins (1) or ceases (-1) to hold a clock; 0 at its start and its end",
    parameters=("as_of",),
)
