"""Of whom the verdicts may change between two moments: all others keep theirs."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "touched",
    inputs=("touched_first", "deal_ties", "canonical"),
    outputs={"key": "bigint", "late": "bigint"},
    says="the verdicts on a subject may have changed since the last round",
)
