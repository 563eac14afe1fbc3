"""When a person is there without a lawful basis for contact: what makes their clocks wait (DAT-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "basis_moments",
    inputs=("contact_states", "visits", "moves", "signals", "signal_verbs", "clock_moments", "attempts", "handoffs"),
    outputs={"person": "bigint", "ts": "bigint", "seq": "bigint", "day_precision": "boolean"},
    says="a person was there without a lawful basis for contact",
)
