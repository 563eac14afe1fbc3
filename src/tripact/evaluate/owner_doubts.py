"""The runs in hours of which it is not known whose calendar they were counted on."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "owner_doubts",
    inputs=(
        "owner_states",
        "attributes",
        "deals",
        "clock_budgets",
        "run_whose",
        "clock_rules",
        "run_switches",
        "whose_calendars",
    ),
    outputs={
        "id": "bigint",
        "from_ts": "bigint",
    },
    says="from this instant on it is not known on whose calendar a run was counted",
)
