"""Open time of runs whose calendar changes with the owner: as ``business_time_breach``, over the legs of a run."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "legs_breach",
    inputs=("targets", "clock_legs", "open_pieces"),
    outputs={"breach_after": "bigint"},
    says="the latest instant with so much open time of a run before it, over its legs",
    parameters=("b",),
)
