"""The pauses of clocks as unions."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_pauses",
    inputs=("pauses", "clocks"),
    outputs={"calendar": "bigint", "id": "bigint", "part": "bigint", "from_ts": "bigint", "until_ts": "bigint"},
    says="a clock does not run from an instant until before another one; null: still",
    parameters=("end",),
)
