"""What is known within a pass alone."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "pass_fields",
    inputs=("pass_facts", "field_sources", "bearers"),
    outputs={
        "subject": "bigint",
        "field": "text",
        "handoff": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "seq": "bigint",
    },
    says="a handoff or an attempt carried a field within a pass",
)
