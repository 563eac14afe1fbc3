"""What happened to each handoff, told in rounds."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "handoff_marks",
    inputs=("handoff_facts", "moments", "handoff_terms"),
    outputs={
        "handoff": "text",
        "journey": "bigint",
        "mark": "text",
        "ts": "bigint",
        "seq": "bigint",
        "placed_at": "bigint",
        "number": "bigint",
        "chain": "bigint",
    },
    says="a handoff became due, was sent, answered or made void, in a round",
)
