"""What the axis shows at both ends of a clock's time, with its pauses."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_totals",
    inputs=("paused_clocks", "begun_clocks"),
    outputs={
        "calendar": "bigint",
        "id": "bigint",
        "amount": "bigint",
        "plain_total": "bigint",
        "due_total": "bigint",
        "breach_total": "bigint",
        "elapsed": "bigint",
    },
    says="a clock is due and broken at these totals of open time; null while an open pause comes first",
    parameters=(),
)
