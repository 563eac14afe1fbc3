"""The signals that count: a burst counts once."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "counted_signals",
    inputs=("person_signals", "rule_signals"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "signal": "text",
        "topic": "text",
        "inherited": "bigint",
    },
    says="a signal that counts: bursts count once",
)
