"""What was recorded of each handoff, by journey."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "handoff_facts",
    inputs=("handoffs", "handoff_names", "conversions", "clock_lines"),
    outputs={
        "journey": "bigint",
        "handoff": "text",
        "action": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "reason": "text",
        "receiver": "text",
        "actor": "text",
        "complete": "double",
        "deal": "bigint",
    },
    says="somebody recorded something of a handoff",
)
