"""Open time of a calendar before an instant, for many at once: the relational form of ``Axis.open_time``."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_at",
    inputs=("points", "day_pieces"),
    outputs={"b": "bigint"},
    says="so much open time lies before an instant; null outside the expanded calendar",
    parameters=("t",),
)
