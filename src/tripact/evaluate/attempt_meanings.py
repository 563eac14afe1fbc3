"""Attempts at contact, and what their outcomes mean in the agreement."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "attempt_meanings",
    inputs=("attempts", "conversions", "attempt_outcomes"),
    outputs={
        "journey": "bigint",
        "person": "bigint",
        "deal": "bigint",
        "account": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
        "direction": "text",
        "automatic": "bigint",
        "meaning": "text",
        "made": "bigint",
    },
    says="somebody was contacted, or tried to be",
)
