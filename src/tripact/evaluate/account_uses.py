"""Each use of the product, by the account whose use it was."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_uses",
    inputs=("usage", "memberships"),
    outputs={
        "account": "bigint",
        "person": "bigint",
        "action": "text",
        "times": "bigint",
        "ts": "bigint",
        "seq": "bigint",
    },
    says="somebody of an account used a feature",
    parameters=("judged",),
)
