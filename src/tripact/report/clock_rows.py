"""Queries over the clocks of an evaluation that also know the evaluation without any clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import chain
from tripact.worktime.duration import Duration
from tripact.worktime.instant import local_date


def promised(agreement: Agreement) -> tuple[str, ...]:
    """Return the commitments that have clocks: those with a time, prohibitions left out."""
    return tuple(name for name, each in agreement.clocks.items() if each.within and each.sort != "prohibition")


def promise(agreement: Agreement, name: str, as_of: int) -> Duration:
    """Return the time that a commitment promises at a moment."""
    within = agreement.clocks[name].within
    assert within is not None
    return within.at(local_date(as_of, agreement.zone)) or within.latest


def clock_rows(
    clocks: Clocks, query: exp.Query, given: Mapping[str, exp.Query] | None = None
) -> Sequence[tuple[object, ...]]:
    """Return the rows of a query over clocks; none where no clock ever started."""
    if clocks.first_start is None:
        return ()
    return clocks.query(chain(query, given or {}))
