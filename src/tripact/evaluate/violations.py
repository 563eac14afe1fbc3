"""Every fact that breaks a prohibition (CLK-5)."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.step import Step

STEP = Step(
    "violations",
    inputs=("prohibition_runs", "clock_lines", "clock_moments", "moments", "contact_bases"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "verb": "text",
        "name": "text",
        "channel": "text",
        "day_precision": "boolean",
    },
    says="a fact broke a prohibition",
    parameters=("end",),
)


class Violation(NamedTuple):
    """One fact that breaks a run of a prohibition; the instant in UTC milliseconds."""

    commitment: str
    journey: int
    run: int
    ts: int
    seq: int
    verb: str
    name: str
    channel: str | None
    by_day: bool
