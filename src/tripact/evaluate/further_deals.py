"""Deals that run beside, or after, the deal that continues their person's pass (methods C14)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "further_deals",
    inputs=("assertions",),
    outputs={"journey": "bigint", "deal": "bigint", "stage": "text", "ts": "bigint"},
    says="a deal of a person is a pass of its own, from this stage and instant on",
    kept=True,
)
