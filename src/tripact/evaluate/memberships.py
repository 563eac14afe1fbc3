"""Which account a person belonged to, and when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "memberships",
    inputs=("links",),
    outputs={"person": "bigint", "account": "bigint", "from_ts": "bigint", "until_ts": "bigint"},
    says="a person belonged to an account",
    parameters=("end",),
)
