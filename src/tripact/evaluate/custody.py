"""Whose time it was: the time of each clock in shares of system, human, customer, consent and partner (CLK-7)."""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.business_time import Counting
from tripact.evaluate.step import Step

STEP = Step(
    "custody",
    inputs=("custody_marks", "clock_budgets", "clock_rules"),
    outputs={
        "id": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "lasted": "bigint",
        "system_share": "bigint",
        "human_share": "bigint",
        "customer_share": "bigint",
        "consent_share": "bigint",
        "partner_share": "bigint",
    },
    says="the time of a clock was so much each party's",
    parameters=(),
)


class Custody(NamedTuple):
    """The shares of one clock's time, in milliseconds of its own measure; they add up to ``lasted``.

    ``lasted`` is the time that the clock has run and the time it stood still in pauses, between its start and its
    end: open time where the promise is in business time. None where the calendar is not known for all of it.
    """

    id: int
    commitment: str
    journey: int
    run: int
    started_at: int
    ended_at: int
    lasted: int | None
    system_share: int | None
    human_share: int | None
    customer_share: int | None
    consent_share: int | None
    partner_share: int | None


def custody_trees(counting: Counting) -> dict[str, exp.Query]:
    """Return the relation of the edges with the open time before each, by which shares are measured."""
    return {"custody_marks": counting.open_time("custody_edges", "ts", "open_before")}
