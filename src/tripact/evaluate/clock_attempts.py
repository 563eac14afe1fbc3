"""The attempts made while an obligation to try lasted, counted."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_attempts",
    inputs=("clock_made", "clock_unrepeated", "clock_spaced"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "ts": "bigint",
        "day_precision": "boolean",
        "tried": "bigint",
        "reached": "bigint",
    },
    says="with this attempt of a run so many count, on so many channels",
)
