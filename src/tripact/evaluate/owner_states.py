"""Who owned the record of what a clock runs on, and when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "owner_states",
    inputs=("line_values",),
    outputs={"journey": "bigint", "owner": "text", "from_ts": "bigint", "until_ts": "bigint", "seq": "bigint"},
    says="somebody owned the record of what a clock runs on; null: nobody",
    parameters=("end",),
)
