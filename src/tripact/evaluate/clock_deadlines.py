"""Both ends of the time of each run, in every unit of methods §3.3."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_deadlines",
    inputs=("clock_budgets", "business_time_clocks", "day_ends", "day_targets"),
    outputs={"id": "bigint", "due_at": "bigint", "breach_after": "bigint", "elapsed": "bigint", "amount": "bigint"},
    says="a run is due, broken after, and has run so long",
)
