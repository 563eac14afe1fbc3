"""Which definition by answers a recorded move asks for, and by which framework (QUA-2)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "asked_definitions",
    inputs=("judged_moves", "answered_definitions", "definition_frameworks"),
    outputs={
        "journey": "bigint",
        "subject": "bigint",
        "seq": "bigint",
        "ts": "bigint",
        "judged_at": "bigint",
        "segment": "text",
        "definition": "text",
        "framework": "text",
    },
    says="a move asked for a definition by answers, judged by a framework",
)
