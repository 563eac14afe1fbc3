"""What must not happen until a day is over, and whether it did (CLK-5)."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.step import Step

STEP = Step(
    "prohibitions",
    inputs=("prohibition_runs", "violations"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "until_at": "bigint",
        "lifted_at": "bigint",
        "reason": "text",
        "violated_at": "bigint",
        "violations": "bigint",
        "state": "text",
    },
    says="a prohibition ran, and whether it was kept",
    parameters=("as_of", "end"),
)


class Prohibition(NamedTuple):
    """One run of a prohibition; instants in UTC milliseconds, ``until_at`` None where only a lift ends it."""

    commitment: str
    journey: int
    run: int
    started_at: int
    until_at: int | None
    lifted_at: int | None
    reason: str | None
    violated_at: int | None
    violations: int
    state: str
