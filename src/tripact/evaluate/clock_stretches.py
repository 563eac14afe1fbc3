"""The stretches of each clock of each journey: from a start to the first end after it."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_stretches",
    inputs=("clock_instants", "clock_rules"),
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
    says="from a start to an end a clock ran, or still runs",
)
