"""Stages that their own rules open on a way back: after a return, or after a disqualification was undone."""

from __future__ import annotations

from tripact.evaluate import first_promotions
from tripact.evaluate.step import Step

STEP = Step(
    "reopenings",
    inputs=("own_visits", "stage_order", "reopened_stages", "moves", "attribute_states", "recycles", "values_at"),
    outputs=first_promotions.STEP.outputs,
    says="a person who came back was promoted to a stage by its own rule",
    kept=True,
    parameters=("opened", "rule", "end"),
)
