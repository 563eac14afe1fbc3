"""When the clock of a reading did not run."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "reading_pauses",
    inputs=("doubtful_runs", "clock_moments", "moments"),
    outputs={
        "id": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a reading of a run was paused",
    parameters=("as_of",),
)
