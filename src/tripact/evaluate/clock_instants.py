"""The instants at which each clock of each journey could start or end."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_instants",
    inputs=("moments", "clock_moments", "clock_needs", "applying_starts"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "ts": "bigint",
        "begins": "bigint",
        "ending": "bigint",
        "by_day": "bigint",
        "touched_at": "bigint",
        "touched_by": "bigint",
    },
    says="in this instant a clock could start, or end, or both",
)
