"""What each person did, and what their account showed."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "person_signals",
    inputs=("signals", "memberships", "rule_signals", "candidates"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "signal": "text",
        "topic": "text",
        "inherited": "bigint",
    },
    says="a person, or their account, showed a signal",
)
