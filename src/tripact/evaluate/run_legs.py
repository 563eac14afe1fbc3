"""The stretches of a run that are counted on different calendars, because its owner changed."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "run_legs",
    inputs=("clock_budgets", "run_readings", "run_switches", "clock_rules", "owner_states", "whose_calendars"),
    outputs={"id": "bigint", "calendar": "bigint", "from_ts": "bigint", "until_ts": "bigint", "n": "bigint"},
    says="a run is counted on a calendar from an instant until before another one; null: from then on",
    parameters=("end",),
)
