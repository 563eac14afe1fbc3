"""What would follow each run of an obligation to try, if it had begun."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_successors",
    inputs=("clock_budgets", "clock_deadlines", "tried_runs"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "stretch": "bigint",
        "started_at": "bigint",
        "next_at": "bigint",
        "next_by_day": "boolean",
    },
    says="an obligation to try that began here is followed by one that began there",
)
