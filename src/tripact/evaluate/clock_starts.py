"""The moments at which a clock could start."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_starts",
    inputs=("moments", "clock_moments", "clock_lines"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "person": "bigint",
        "account": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
    },
    says="a clock could start",
)
