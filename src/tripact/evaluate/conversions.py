"""The person each deal came from."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "conversions",
    inputs=("links",),
    outputs={"deal": "bigint", "person": "bigint"},
    says="a deal came from a person",
)
