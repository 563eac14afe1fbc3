"""What clocks run on beside people: further deals and accounts."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_lines",
    inputs=("further_deals", "account_promotions", "clock_moments", "signal_verbs", "signals", "attempts"),
    outputs={"line": "bigint", "person": "bigint", "account": "bigint", "since": "bigint"},
    says="clocks run on a further deal of a person, or on an account",
)
