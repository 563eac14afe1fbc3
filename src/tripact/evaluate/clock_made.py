"""The attempts made while an obligation to try lasted."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_made",
    inputs=("clock_runs", "clock_needs", "moments"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "spacing": "bigint",
        "channel": "text",
        "chain": "bigint",
        "place": "text",
        "first_of_channel": "bigint",
        "of_instant": "bigint",
    },
    says="an attempt was made in a run",
    parameters=("burst",),
)
