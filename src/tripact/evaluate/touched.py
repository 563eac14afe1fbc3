"""Of whom the verdicts may change between two moments: all others keep theirs."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "touched",
    inputs=("news", "canonical", "judged_accounts", "deal_ties", "hopeful", "busy"),
    outputs={"key": "bigint", "late": "bigint"},
    parameters=("of_usage",),
    says="the verdicts on a subject may have changed since the last round",
)
