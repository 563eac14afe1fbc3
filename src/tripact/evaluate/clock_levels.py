"""The levels of each run with their budgets: warnings and the ladder after them (methods §4.1)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_levels",
    inputs=("clock_budgets", "clock_deadlines", "ladder"),
    outputs={
        "id": "bigint",
        "clock": "bigint",
        "percent": "bigint",
        "kind": "text",
        "told": "text",
        "reassign": "bigint",
        "calendar": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "amount": "bigint",
    },
    says="a share of the budget of a run at which somebody is told",
)
