"""The legs of a run with the open time before them, so that the run has one measure over all of them."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_legs",
    inputs=("legs_ended",),
    outputs={
        "id": "bigint",
        "n": "bigint",
        "calendar": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "gained": "bigint",
        "from_total": "bigint",
        "until_total": "bigint",
    },
    says="a leg of a run, and the totals of the run's open time that lie in it",
    parameters=("end",),
)
