"""Promises that end at the same wall time of the n-th business day (methods §3.3, bd_same_time)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.business_time import open_time
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import values_relation
from tripact.evaluate.parameters import Relation
from tripact.evaluate.step import Step
from tripact.ledger.kinds import ColumnType
from tripact.worktime.axis import Axis
from tripact.worktime.instant import DAY, midnight, of_datetime, to_datetime

STEP = Step(
    "same_time_runs",
    inputs=("timed_runs", "clock_promises", "day_ends", "business_ends", "wall_times", "wall_instants"),
    outputs={"commitment": "text", "journey": "bigint", "run": "bigint", "calendar": "bigint", "named_at": "bigint"},
    says="a run names this instant as its end",
)


def wall_relations(agreement: Agreement, axes: Mapping[int, Axis]) -> dict[str, Relation]:
    """Return what local clocks show, for agreements that ask: instant - shift = wall time since the day began.

    ``wall_times(calendar, day, from_ts, until_ts, shift)`` is asked by the instant,
    ``wall_instants(calendar, day, from_wall, until_wall, shift)`` by the wall time; of one that happens twice it gives
    the first, and one that is skipped it reads as if clocks had gone on.
    """
    known = axes if _asked(agreement) else {}
    return {
        "wall_times": _relation(("from_ts", "until_ts"), known, _by_instant),
        "wall_instants": _relation(("from_wall", "until_wall"), known, _by_wall),
    }


def named_runs(agreement: Agreement) -> exp.Query:
    """Return the runs that name an instant, with the open time before it; where none does, nothing is computed."""
    if _asked(agreement):
        return open_time(STEP.name, "named_at", "named_total")
    return values_relation({**STEP.outputs, "named_total": "bigint"}, ())


def _asked(agreement: Agreement) -> bool:
    return any(time.same_time for each in promises(agreement) for time in each.within.values)


Stretch = tuple[int, int, int]
"""From, until before, and the shift between."""


def _relation(
    ends: tuple[str, str], axes: Mapping[int, Axis], stretches: Callable[[date, str], Iterator[Stretch]]
) -> Relation:
    columns: dict[str, ColumnType] = dict.fromkeys(("calendar", "day", *ends, "shift"), "bigint")
    rows = [
        (number, ordinal, *stretch)
        for number, axis in axes.items()
        for ordinal in range(axis.calendar.day_of(axis.since).toordinal(), axis.calendar.day_of(axis.until).toordinal())
        for stretch in stretches(date.fromordinal(ordinal), axis.calendar.hours(date.fromordinal(ordinal)).zone)
    ]
    return Relation(columns, tuple(rows))


def _by_instant(day: date, zone: str) -> Iterator[Stretch]:
    start, end = midnight(day, zone), midnight(day + timedelta(days=1), zone)

    def shift(instant: int) -> int:
        local = to_datetime(instant, zone).replace(tzinfo=None)
        return instant - round((local - datetime.combine(day, datetime.min.time())) / timedelta(milliseconds=1))

    return _cut(start, end, shift)


def _by_wall(day: date, zone: str) -> Iterator[Stretch]:
    def shift(wall: int) -> int:
        told = datetime.combine(day, datetime.min.time()) + timedelta(milliseconds=wall)
        return of_datetime(told, zone) - wall

    return _cut(0, DAY, shift)


def _cut(start: int, end: int, shift: Callable[[int], int]) -> Iterator[Stretch]:
    """Yield a stretch in parts of one shift each; within a day it changes once at most."""
    if start >= end:
        return
    first, last = shift(start), shift(end - 1)
    if first == last:
        yield start, end, first
        return
    low, high = start, end - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if shift(middle) == first else (low, middle)
    yield start, high, first
    yield high, end, last
