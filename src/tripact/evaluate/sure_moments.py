"""The attempts that were surely made, each in its instant: so many at least count."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "sure_moments",
    inputs=("moments",),
    outputs={
        "journey": "bigint",
        "verb": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
    },
    says="an attempt was surely made in its instant",
    parameters=("burst",),
)
