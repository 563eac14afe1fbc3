"""The value each attribute of an account held, and when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_states",
    inputs=("attributes",),
    outputs={
        "account": "bigint",
        "name": "text",
        "value": "text",
        "number": "double",
        "truth": "boolean",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="an attribute of an account held a value",
    cheap=True,
    parameters=("end",),
)
