"""How each run ends: by its stop, by the attempt that completes it, or early."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_ends",
    inputs=("clock_attempts", "clock_needs", "run_calendars"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "calendar": "bigint",
        "started_at": "bigint",
        "start_by_day": "boolean",
        "preempted": "bigint",
        "ended_at": "bigint",
        "end_role": "text",
        "end_by_day": "boolean",
        "early": "bigint",
    },
    says="a run ended, or still runs",
)
