"""Whose doings are an account's: those of its people, of its users and of its deals."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_ties",
    inputs=("memberships", "usage", "deal_accounts"),
    outputs={"subject": "bigint", "account": "bigint", "from_ts": "bigint", "until_ts": "bigint"},
    says="what a person or a deal does in this time is work on, or an answer of, an account",
    parameters=("beginning", "end"),
)
