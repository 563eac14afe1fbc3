"""Open time of runs whose calendar changes with the owner: as ``business_time_at``, over the legs of a run."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "legs_at",
    inputs=("points", "clock_legs", "day_pieces"),
    outputs={"b": "bigint"},
    says="so much open time of a run lies before an instant, over its legs",
    parameters=("t",),
)
