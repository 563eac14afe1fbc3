"""Where each way left the path: what was said within a pass ends there (STG-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "pass_ends",
    inputs=("visits", "moves", "further_deals"),
    outputs={"line": "bigint", "seq": "bigint", "placed_at": "bigint"},
    says="a pass ended",
)
