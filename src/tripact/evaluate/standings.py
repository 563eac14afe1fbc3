"""The running sums of slowly changing values after each change."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "standings",
    inputs=("changes",),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "until_ts": "bigint",
        "points": "bigint",
        "highest": "bigint",
        "lowest": "bigint",
        "penalty": "bigint",
    },
    says="running sums after each change",
    parameters=("end",),
)
