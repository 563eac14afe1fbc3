"""Who says that a journey entered a stage: outside systems and the agreement's own rules (STG-3)."""

from __future__ import annotations

from tripact.evaluate import recorded
from tripact.evaluate.step import Step

STEP = Step(
    "assertions",
    inputs=("recorded", "void_losses", "promotions", "stage_order"),
    outputs={**recorded.STEP.outputs, "basis": "text"},
    says="somebody, or the rule, says that a journey entered a stage",
    kept=True,
)
