"""From when to when each prohibition ran."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "prohibition_runs",
    inputs=("clock_runs", "clock_rules", "clock_lines", "rests", "moves", "conversions", "day_ends", "day_targets"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "end_role": "text",
        "of_person": "bigint",
        "by_channel": "bigint",
        "reason": "text",
        "until_at": "bigint",
    },
    says="a prohibition ran, from when and until when",
)
