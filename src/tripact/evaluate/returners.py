"""The people who left the path and may come back to it by a rule."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "returners",
    inputs=("recorded", "moves", "attributes"),
    outputs={"person": "bigint"},
    says="a journey left the path for a recycle stage, or was disqualified and taken back",
)
