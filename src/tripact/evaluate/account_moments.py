"""What an account shares of what its people and its deals did, in the words of the clocks."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_moments",
    inputs=(
        "named_happenings",
        "clock_moments",
        "clock_lines",
        "account_ties",
        "account_consents",
        "attempts",
        "handoffs",
        "milestones",
        "signals",
    ),
    outputs={
        "line": "bigint",
        "verb": "text",
        "name": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
    },
    says="something happened in an account that a clock on it can name",
)
