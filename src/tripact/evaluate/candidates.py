"""The people who could ever satisfy a rule; everybody else is spared the expensive windows."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "candidates",
    inputs=("slow_values",),
    outputs={"person": "bigint"},
    says="a person who could ever satisfy a rule",
    kept=True,
    parameters=("slow_rule",),
)
