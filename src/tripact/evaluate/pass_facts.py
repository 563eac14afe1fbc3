"""What is said within a pass and holds in it alone: handoffs sent or accepted, attempts at contact (STG-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "pass_facts",
    inputs=("handoffs", "conversions", "further_deals", "attempt_meanings", "pass_ends"),
    outputs={
        "subject": "bigint",
        "source": "text",
        "name": "text",
        "handoff": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "seq": "bigint",
    },
    says="a handoff was sent or accepted, or somebody was contacted, within a pass",
    parameters=("end",),
)
