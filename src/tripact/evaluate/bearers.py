"""Who else knows what is known of a subject."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "bearers",
    inputs=("conversions",),
    outputs={"subject": "bigint", "bearer": "bigint"},
    says="a deal came from a person",
)
