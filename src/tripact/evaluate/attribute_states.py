"""The value each attribute of a person held, and when; accounts hand theirs down."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "attribute_states",
    inputs=("attributes", "account_states", "memberships", "restated"),
    outputs={
        "person": "bigint",
        "name": "text",
        "value": "text",
        "number": "double",
        "truth": "boolean",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="an attribute of a person held a value",
    cheap=True,
    parameters=("end",),
)
