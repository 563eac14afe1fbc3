"""Every moment that a clock can name: what happened, as a verb with a name."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "moments",
    inputs=("happenings", "clock_moments", "clock_lines", "memberships"),
    outputs={
        "journey": "bigint",
        "verb": "text",
        "name": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
        "own": "bigint",
    },
    says="something happened that a clock can name",
)
