"""Open time of runs whose calendar changes with the owner: as ``business_time_due``, over the legs of a run."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "legs_due",
    inputs=("targets", "clock_legs", "open_pieces"),
    outputs={"due_at": "bigint"},
    says="the earliest instant with so much open time of a run before it, over its legs",
    parameters=("b",),
)
