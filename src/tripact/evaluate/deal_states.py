"""What was known of each deal, field by field, and when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_states",
    inputs=("deals", "attributes"),
    outputs={
        "deal": "bigint",
        "kind": "text",
        "field": "text",
        "text": "text",
        "amount": "decimal",
        "moment": "bigint",
        "number": "double",
        "truth": "boolean",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a field or an attribute of a deal held a value",
    parameters=("end",),
)
