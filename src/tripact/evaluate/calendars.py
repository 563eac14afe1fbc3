"""The agreement's calendars as axes of business time, numbered for the relations; 0 is the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.evaluate.business_time_calendars import working_calendar
from tripact.evaluate.parameters import Relation
from tripact.ledger.kinds import ColumnType
from tripact.worktime.axis import AHEAD, Axis
from tripact.worktime.calendar import MINUTES_PER_DAY, Calendar, Hours
from tripact.worktime.instant import DAY, local_date, midnight

WALL = 0
"""The number of the wall clock of the agreement's zone: always open."""


class LocalDay(NamedTuple):
    """A day of a calendar.

    Attributes:
        start: When it begins.
        end: When the next one begins.
        day: Its number.
        business: How many business days there are up to it; None where that is not known.
        closing: Its end of business; None where there is none, or none is known.
    """

    start: int
    end: int
    day: int
    business: int | None
    closing: int | None


def numbered(agreement: Agreement) -> dict[str, int]:
    """Return the number of each calendar by its name."""
    return {name: number for number, name in enumerate(agreement.calendars, 1)}


def axes(agreement: Agreement, since: int, until: int) -> dict[int, Axis]:
    """Return the axis of each calendar by its number, for clocks between two instants.

    A calendar of which nothing is known then is left out: no clock on it can be decided.
    """
    years = range(local_date(since, "UTC").year - 1, local_date(until, "UTC").year + 3)
    named = zip(count(1), agreement.calendars.values(), strict=False)
    calendars = {number: working_calendar(clause, agreement.zone, years) for number, clause in named}
    # a day more: the local day of the first clock is whole on the axis, also when it has 25 hours
    return {
        number: Axis.reaching(each, since - DAY, until)
        for number, each in {WALL: _always(agreement.zone), **calendars}.items()
        if each.known_from < until + AHEAD and since - 2 * DAY < each.known_until
    }


def _always(zone: str) -> Calendar:
    return Calendar.plain(Hours(zone, (((0, MINUTES_PER_DAY),),) * 7))


def day_ends(axes_: dict[int, Axis]) -> Relation:
    """Return (calendar, utc_day, from_ts, until_ts, day, business_day) of local days, by each UTC day they touch."""
    columns: dict[str, ColumnType] = dict.fromkeys(
        ("calendar", "utc_day", "from_ts", "until_ts", "day", "business_day"), "bigint"
    )
    rows = [
        (number, utc_day, start, end, day, business)
        for number, axis in axes_.items()
        for start, end, day, business, _ in _days(axis)
        for utc_day in range(start // DAY, (end - 1) // DAY + 1)
    ]
    return Relation(columns, tuple(rows))


def day_targets(axes_: dict[int, Axis]) -> Relation:
    """Return (calendar, day, ends_at, rolled_at) of every local day: its end, or that of the next business day.

    Where the business days are not known, ``rolled_at`` is null.
    """
    columns: dict[str, ColumnType] = dict.fromkeys(("calendar", "day", "ends_at", "rolled_at"), "bigint")
    rows: list[tuple[int | None, ...]] = []
    for number, axis in axes_.items():
        following: int | None = None
        for _, end, day, business, closing in reversed(_days(axis)):
            following = None if business is None else closing if closing is not None else following
            rows.append((number, day, end, end if closing is not None else following))
    return Relation(columns, tuple(rows))


def business_ends(axes_: dict[int, Axis]) -> Relation:
    """Return (calendar, business_day, day, total) of every business day: the open time before its end of business."""
    columns: dict[str, ColumnType] = dict.fromkeys(("calendar", "business_day", "day", "total"), "bigint")
    rows = [
        (number, business, day, axis.open_time(closing))
        for number, axis in axes_.items()
        for _, _, day, business, closing in _days(axis)
        if closing is not None
    ]
    return Relation(columns, tuple(rows))


@lru_cache(maxsize=8)
def _days(axis: Axis) -> tuple[LocalDay, ...]:
    """Return the local days of an axis; several relations are made of them.

    Days are days also where holidays are not known; but whether they are business days is not.
    """
    return tuple(_each_day(axis))


def _each_day(axis: Axis) -> Iterator[LocalDay]:
    calendar, (since, until) = axis.calendar, axis.asked
    begins = calendar.day_of(since)
    first = begins.toordinal() + (begins != calendar.first_day)
    last = calendar.day_of(until).toordinal() - 1
    business = 0
    for ordinal in range(first, last):
        day = date.fromordinal(ordinal)
        zone = calendar.hours(day).zone
        start, end = midnight(day, zone), midnight(date.fromordinal(ordinal + 1), zone)
        closing = calendar.closing(day)
        known = axis.since <= start and max(end - 1, closing or end - 1) <= axis.until
        business += known and closing is not None
        yield LocalDay(start, end, ordinal, business if known else None, closing if known else None)
