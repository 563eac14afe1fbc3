"""Of whom something new may change verdicts between two moments."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "touched_first",
    inputs=("news", "canonical", "judged_accounts", "deal_ties", "hopeful", "busy"),
    outputs={"key": "bigint", "late": "bigint"},
    parameters=("of_usage",),
    says="what is new since the last round may change the verdicts on a subject",
)
