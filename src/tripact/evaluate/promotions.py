"""The first instant at which a rule held, latched (methods §2.2)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "promotions",
    inputs=("values_at",),
    outputs={"person": "bigint", "stage": "text", "pass": "bigint", "ts": "bigint"},
    says="a rule held for the first time",
    kept=True,
    parameters=("stage", "rule"),
)
