"""The runs of each clock of each journey: its stretches, cut where an obligation to try began anew."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_runs",
    inputs=("clock_stretches", "clock_renewals", "clock_rules"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "calendar": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "start_by_day": "boolean",
        "ended_at": "bigint",
        "end_role": "text",
        "end_by_day": "boolean",
        "preempted": "bigint",
    },
    says="a clock ran from a start to an end, or still runs",
    parameters=("end",),
)
