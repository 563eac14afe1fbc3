"""How a person stands to being contacted on a channel, and in which time: the one reading of consents (DAT-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "contact_bases",
    inputs=("consents",),
    outputs={
        "person": "bigint",
        "channel": "text",
        "state": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "lasts_until": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
    },
    says="a person had consented to being contacted on a channel, or had withdrawn from it",
    parameters=("end",),
)
