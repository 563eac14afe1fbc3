"""The left inverse of open time, for many totals at once: the relational form of ``Axis.first_with``."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_due",
    inputs=("targets", "open_pieces"),
    outputs={"due_at": "bigint"},
    says="the earliest instant with so much open time before it; null beyond the expanded calendar",
    parameters=("b",),
)
