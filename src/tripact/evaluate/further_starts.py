"""Starts of an obligation to try that has started already."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "further_starts",
    inputs=("clock_stretches", "clock_needs", "clock_rules", "applying_starts", "moments"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "stretch": "bigint",
        "started_at": "bigint",
        "start_by_day": "boolean",
    },
    says="in this stretch an obligation to try could have begun anew",
    parameters=("end",),
)
