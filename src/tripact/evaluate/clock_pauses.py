"""When a clock does not run."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_pauses",
    inputs=("moments", "clock_moments", "clock_budgets", "pause_shares"),
    outputs={"id": "bigint", "share": "text", "from_ts": "bigint", "until_ts": "bigint"},
    says="a clock was paused",
    parameters=("end",),
)
