"""The budget of each run in milliseconds of its measure (methods §3.3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_budgets",
    inputs=("timed_runs", "clock_promises", "named_runs", "day_ends", "business_ends", "day_targets"),
    outputs={
        "id": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "end_role": "text",
        "start_by_day": "boolean",
        "end_by_day": "boolean",
        "preempted": "bigint",
        "early": "bigint",
        "unit": "text",
        "rolled": "bigint",
        "days_of": "bigint",
        "named_at": "bigint",
        "calendar": "bigint",
        "amount": "bigint",
    },
    says="a run may take so long",
)
