"""The people who could ever satisfy a rule; everybody else is spared the expensive windows."""

from __future__ import annotations

from tripact.evaluate import slow_values
from tripact.evaluate.step import Step

STEP = Step(
    "candidates",
    inputs=("slow_values",),
    outputs={**slow_values.STEP.outputs},
    says="a span in which a person could satisfy a rule",
    kept=True,
    parameters=("slow_rule",),
)
