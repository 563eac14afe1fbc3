"""Whose time the time of one clock was: the shares that the causes of breaches count (CLK-7)."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.evaluate.custody import Custody
from tripact.report.clock_list import ListedClock, seconds
from tripact.report.clock_rows import clock_rows

PARTIES = ("human", "customer", "consent", "partner", "system")
"""Who may hold a clock, in the order in which they are told."""


def custody_of(clocks: Clocks, clock: ListedClock) -> Custody:
    """Return whose time it was of one clock."""
    query = exp.select(*Custody._fields).from_("custody")
    ((*row,),) = clock_rows(clocks, query.where(exp.EQ(this=exp.column("id"), expression=literal(clock.number))))
    return Custody(*row)  # type: ignore[arg-type]


def share_of(custody: Custody, party: str) -> int | None:
    """Return the share of a party in milliseconds of the clock's measure."""
    share: int | None = getattr(custody, f"{party}_share")
    return share


def custody_document(custody: Custody) -> dict[str, object]:
    """Return the shares in seconds; they add up to ``lasted``: what has run and what stood still in pauses."""
    shares = {f"{party}_seconds": seconds(share_of(custody, party)) for party in PARTIES}
    return {"lasted_seconds": seconds(custody.lasted), **shares}
