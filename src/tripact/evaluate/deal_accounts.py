"""The account of each deal."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_accounts",
    inputs=("links", "deals", "conversions", "memberships"),
    outputs={"deal": "bigint", "account": "bigint", "own": "bigint"},
    says="a deal belongs to an account",
)
