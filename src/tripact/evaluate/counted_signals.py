"""The signals that count: a burst counts once."""

from __future__ import annotations

from tripact.evaluate import person_signals
from tripact.evaluate.step import Step

STEP = Step(
    "counted_signals",
    inputs=("person_signals", "rule_signals"),
    outputs=person_signals.STEP.outputs,
    says="a signal that counts: bursts count once",
)
