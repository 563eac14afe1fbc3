"""The stakeholders of each deal: who takes part on the customer's side, and since when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_people",
    inputs=("links", "attempts", "answers"),
    outputs={"deal": "bigint", "person": "bigint", "since": "bigint"},
    says="a person takes part in a deal since an instant",
)
