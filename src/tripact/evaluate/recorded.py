"""Recorded moves into stages, by journey."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "recorded",
    inputs=("moves", "conversions", "stage_order"),
    outputs={
        "journey": "bigint",
        "deal": "bigint",
        "stage": "text",
        "place": "bigint",
        "kind": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
    },
    says="an outside system recorded a move of a journey into a stage",
    parameters=("judged",),
)
