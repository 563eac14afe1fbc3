"""How old won deals were, and how long they stayed in each stage: medians."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "won_ages",
    inputs=("deal_stays",),
    outputs={"stage": "text", "days": "double"},
    says="the median age of won deals, over all or in a stage",
)
