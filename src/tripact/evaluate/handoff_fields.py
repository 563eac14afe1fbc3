"""What a handoff carried when it was sent, field by field."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.step import Step

STEP = Step(
    "handoff_fields",
    inputs=("handoff_rounds", "handoff_requires", "known_fields"),
    outputs={
        "handoff": "text",
        "journey": "bigint",
        "number": "bigint",
        "field": "text",
        "place": "bigint",
        "known": "bigint",
        "known_at": "bigint",
    },
    says="a required field was known, or not, when the handoff was sent",
)


class CarriedField(NamedTuple):
    """One required field of one handoff; ``known_at`` is when it first became known, also if that was too late."""

    handoff: str
    journey: int
    number: int
    field: str
    place: int
    known: int
    known_at: int | None
