"""The instants, beside those of their values, at which a way back may open."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "return_instants",
    inputs=("recorded", "attributes", "rest_ends", "signals", "bypass_signals"),
    outputs={"person": "bigint", "ts": "bigint"},
    says="a way back of a person may open at an instant",
    parameters=("as_of",),
)
