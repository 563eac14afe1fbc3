"""The runs of an obligation to try as if each of its further starts began one."""

from __future__ import annotations

from tripact.evaluate.clock_stretches import STEP as STRETCHES
from tripact.evaluate.step import Step

STEP = Step(
    "tried_runs",
    inputs=("clock_stretches", "further_starts"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "calendar": "bigint",
        "stretch": "bigint",
        **{name: kind for name, kind in STRETCHES.outputs.items() if name not in ("commitment", "journey", "calendar")},
    },
    says="a run of an obligation to try, if it had begun here",
)
