"""The levels of each run with their budgets: warnings and the ladder after them (methods §4.1)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_levels",
    inputs=("commitments", "ladder", "clock_budgets"),
    outputs={
        "id": "bigint",
        "clock": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "percent": "bigint",
        "kind": "text",
        "told": "text",
        "reassign": "bigint",
        "calendar": "bigint",
        "started_at": "bigint",
        "stopped_at": "bigint",
        "end_by_day": "boolean",
        "due_at": "bigint",
        "breach_after": "bigint",
        "amount": "bigint",
        "verdict": "text",
        "unit": "text",
    },
    says="a share of the budget of a run at which somebody is told",
)
