"""The people who could ever satisfy a rule; everybody else is spared the expensive windows."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "candidates",
    inputs=("slow_values",),
    outputs={"person": "bigint", "ts": "bigint", "until_ts": "bigint"},
    says="a span in which a person could satisfy a rule",
    kept=True,
    parameters=("slow_rule",),
)
