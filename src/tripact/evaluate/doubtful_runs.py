"""The runs in hours that a fact may touch of which only the day is known."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "doubtful_runs",
    inputs=("moments", "clock_moments", "clock_budgets", "clock_needs", "owner_doubts"),
    outputs={
        "id": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "calendar": "bigint",
        "amount": "bigint",
        "ended_at": "bigint",
        "end_by_day": "boolean",
        "start_by_day": "boolean",
        "preempted": "bigint",
        "start_before": "bigint",
        "first_start": "bigint",
        "last_start": "bigint",
    },
    says="a fact of a day may touch a run, which started between these instants",
    parameters=("as_of",),
)
