"""What became of each recycle: how long it rests, what was held back, and how it came back (methods §2.2)."""

from __future__ import annotations

from tripact.evaluate.step import Step
from tripact.ledger.kinds import ColumnType

OUTPUTS: dict[str, ColumnType] = {
    "person": "bigint",
    "pass": "bigint",
    "stage": "text",
    "seq": "bigint",
    "reason": "text",
    "recycled_at": "bigint",
    "rest_until": "bigint",
    "lifted_at": "bigint",
    "left_at": "bigint",
    "intent_at_recycle": "bigint",
    "engagement_at_recycle": "double",
    "suppressed_at": "bigint",
    "suppressed_until": "bigint",
    "suppressed_intent": "bigint",
    "suppressed_engagement": "double",
    "to_stage": "text",
    "met_at": "bigint",
    "promoted_at": "bigint",
    "before_seq": "bigint",
}

STEP = Step(
    "recycles",
    inputs=(
        "recycles_before",
        "own_visits",
        "moves",
        "signals",
        "values_at",
        "rests_by_reason",
        "rest_ends",
        "bypass_signals",
        "reopened_stages",
    ),
    outputs=OUTPUTS,
    says="a journey was recycled; how long it rests, and how the rule brought it back",
    kept=True,
    parameters=("rule", "intent", "most", "end"),
)
