"""How a person stands to being contacted at all, on whatever channel, and in which time (DAT-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "contact_states",
    inputs=("contact_bases",),
    outputs={
        "person": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "based": "bigint",
        "refused": "bigint",
        "consenting": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
    },
    says="a person had a lawful basis for contact on some channel, or had refused it on all",
    parameters=("as_of", "end"),
)
