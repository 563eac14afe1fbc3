"""When somebody worked on an account: an attempt, a move, a handoff that was taken or returned."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_touches",
    inputs=("attempts", "moves", "handoffs", "conversions", "memberships"),
    outputs={"account": "bigint", "ts": "bigint"},
    says="somebody worked on an account, its people or its deals",
)
