"""The verdict on a run that every reading of its days gives."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "read_verdicts",
    inputs=("reading_pauses", "run_readings", "business_time_clocks", "owner_doubts"),
    outputs={
        "id": "bigint",
        "ended_at": "bigint",
        "elapsed": "bigint",
        "state": "text",
    },
    says="whatever the time of its days, this is the verdict on a run",
    parameters=("as_of",),
)
