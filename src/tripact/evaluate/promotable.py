"""Who could be promoted by a rule as they are: nobody else is nearer to it for what they do."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "promotable",
    inputs=("candidates",),
    outputs={"person": "bigint"},
    says="what is known of a person allows a rule to hold; the rest is up to what they do",
)
