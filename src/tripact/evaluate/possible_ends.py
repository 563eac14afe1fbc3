"""What may have ended a run that a fact of a day touches."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "possible_ends",
    inputs=(
        "doubtful_runs",
        "clock_moments",
        "moments",
        "clock_needs",
        "sure_attempts",
        "sure_moments",
        "clock_rules",
        "clock_renewals",
    ),
    outputs={
        "id": "bigint",
        "first_ts": "bigint",
        "last_ts": "bigint",
        "ended_by": "bigint",
    },
    says="this may have ended a run, between these instants",
)
