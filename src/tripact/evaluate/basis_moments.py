"""When a person is there without a lawful basis for contact: what makes their clocks wait (DAT-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "basis_moments",
    inputs=("contact_bases", "visits"),
    outputs={"person": "bigint", "ts": "bigint", "seq": "bigint", "day_precision": "boolean"},
    says="a person was there without a lawful basis for contact",
    parameters=("as_of",),
)
