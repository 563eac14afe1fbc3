"""Who was promoted by the rule of a stage for the first time, standing before that stage (methods §2.2)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "first_promotions",
    inputs=("crossings", "recorded", "stage_order"),
    outputs={"person": "bigint", "stage": "text", "pass": "bigint", "ts": "bigint", "before_seq": "bigint"},
    says="a person was promoted to a stage by its rule, for the first time",
    kept=True,
)
