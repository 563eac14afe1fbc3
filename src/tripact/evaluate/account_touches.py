"""When somebody worked on an account: an attempt, a move, a handoff that was taken or returned."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_touches",
    inputs=("attempt_meanings", "moves", "handoffs", "conversions", "account_ties"),
    outputs={"account": "bigint", "subject": "bigint", "ts": "bigint", "seq": "bigint", "stage": "text"},
    says="somebody worked on an account, its people or its deals; a move has a stage",
)
