"""Each run that a fact of a day touches, read as kindly and as strictly as its days allow."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "run_readings",
    inputs=("possible_ends", "doubtful_runs"),
    outputs={
        "id": "bigint",
        "read_of": "bigint",
        "kindly": "bigint",
        "calendar": "bigint",
        "amount": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "least": "bigint",
        "most": "bigint",
    },
    says="a run may have started and ended in these instants, by something between these two",
)
