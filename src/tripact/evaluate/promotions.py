"""Who was promoted by a rule, in which pass: for the first time, or after a recycle (methods §2.2)."""

from __future__ import annotations

from tripact.evaluate import first_promotions
from tripact.evaluate.step import Step

STEP = Step(
    "promotions",
    inputs=("first_promotions", "recycles", "reopenings"),
    outputs=first_promotions.STEP.outputs,
    says="a person was promoted to a stage by its rule",
    kept=True,
)
