"""Whose facts it takes to judge the subjects that are touched."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "wanted_facts",
    inputs=("touched", "canonical", "judged_accounts", "deal_ties"),
    outputs={"key": "bigint", "own": "bigint"},
    says="facts of a subject are needed to judge those that are touched: all (own), or what reaches their account",
)
