"""The right inverse of open time, for many totals at once: the relational form of ``Axis.last_with``."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_breach",
    inputs=("targets", "open_pieces"),
    outputs={"breach_after": "bigint"},
    says="the latest instant with so much open time before it; null beyond the expanded calendar",
    parameters=("b",),
)
