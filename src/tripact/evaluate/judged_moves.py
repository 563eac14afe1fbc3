"""The recorded moves that a gate judges, each with the stage it came from."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "judged_moves",
    inputs=("visits", "moves", "attribute_states"),
    outputs={
        "journey": "bigint",
        "subject": "bigint",
        "deal": "bigint",
        "stage": "text",
        "kind": "text",
        "stage_before": "text",
        "before_at": "bigint",
        "segment": "text",
        "reason": "text",
        "actor": "text",
        "seq": "bigint",
        "recorded_at": "bigint",
        "ts": "bigint",
        "judged_at": "bigint",
    },
    parameters=("asked",),
    says="a recorded move brought its subject into another stage",
)
