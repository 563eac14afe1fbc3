"""Which deals and people are told of together."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_ties",
    inputs=("canonical",),
    outputs={"deal": "bigint", "person": "bigint"},
    says="a deal came from a person, or some fact names both: what becomes of one may matter to the other",
)
