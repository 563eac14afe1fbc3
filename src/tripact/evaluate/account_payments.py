"""When an account paid: from its first revenue or the first win of one of its deals, until it churned."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_payments",
    inputs=("account_touches", "revenue", "stage_order"),
    outputs={"account": "bigint", "from_ts": "bigint", "until_ts": "bigint"},
    says="an account paid in this time",
    parameters=("end",),
)
