"""What is known of whatever a clock runs on, and when: of a person, a further deal, an account."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "line_values",
    inputs=("attributes", "deals", "attribute_states", "account_states", "clock_lines", "conversions"),
    outputs={
        "line": "bigint",
        "name": "text",
        "value": "text",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a value held of what a clock runs on",
    parameters=("end",),
)
