"""What is known at each gate that asks for it, of whom and in which time."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "gate_known",
    inputs=("known_fields", "gate_fields", "handed_gates", "gate_handoffs"),
    outputs={
        "subject": "bigint",
        "side": "text",
        "stage": "text",
        "field": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a field that a gate asks for was known",
)
