"""Re-promotions that the rest after a recycle held back (methods §2.2)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "suppressed_promotions",
    inputs=("recycles",),
    outputs={
        "person": "bigint",
        "pass": "bigint",
        "stage": "text",
        "ts": "bigint",
        "until_ts": "bigint",
        "intent": "bigint",
        "engagement": "double",
    },
    says="the rule of re-promotion held during a rest, and promoted nobody",
)
