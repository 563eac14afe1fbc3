"""The agreement's calendars as axes of business time, numbered for the relations; 0 is the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from tripact.agreement.agreement import Agreement
from tripact.evaluate.business_time_calendars import working_calendar
from tripact.evaluate.parameters import Relation
from tripact.ledger.kinds import ColumnType
from tripact.worktime.axis import Axis
from tripact.worktime.calendar import MINUTES_PER_DAY, Calendar, Hours
from tripact.worktime.instant import DAY, local_date, midnight

WALL = 0
"""The number of the wall clock: always open."""
_ALWAYS = Calendar.plain(Hours("UTC", (((0, MINUTES_PER_DAY),),) * 7))


def numbered(agreement: Agreement) -> dict[str, int]:
    """Return the number of each calendar by its name."""
    return {name: number for number, name in enumerate(agreement.calendars, 1)}


def axes(agreement: Agreement, since: int, until: int) -> dict[int, Axis]:
    """Return the axis of each calendar by its number, for clocks between two instants."""
    years = range(local_date(since, "UTC").year - 1, local_date(until, "UTC").year + 3)
    named = zip(count(1), agreement.calendars.values(), strict=False)
    calendars = {number: working_calendar(clause, agreement.zone, years) for number, clause in named}
    # a day more: the local day of the first clock is whole on the axis, also when it has 25 hours
    return {number: Axis.reaching(each, since - DAY, until) for number, each in {WALL: _ALWAYS, **calendars}.items()}


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
    """Return (calendar, day, ends_at, rolled_at) of every local day: its end, or that of the next business day."""
    columns: dict[str, ColumnType] = dict.fromkeys(("calendar", "day", "ends_at", "rolled_at"), "bigint")
    rows: list[tuple[int, ...]] = []
    for number, axis in axes_.items():
        following: int | None = None
        for _, end, day, _, closing in reversed(list(_days(axis))):
            following = closing if closing is not None else following
            rows.append((number, day, end, end if closing is not None else following or end))
    return Relation(columns, tuple(rows))


def business_ends(axes_: dict[int, Axis]) -> Relation:
    """Return (calendar, business_day, total) of every business day: the open time before its end of business."""
    columns: dict[str, ColumnType] = dict.fromkeys(("calendar", "business_day", "total"), "bigint")
    rows = [
        (number, business, axis.open_time(closing))
        for number, axis in axes_.items()
        for _, _, _, business, closing in _days(axis)
        if closing is not None
    ]
    return Relation(columns, tuple(rows))


def _days(axis: Axis) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Yield (from, until, day number, business days up to it, its end of business) of each local day of an axis."""
    calendar = axis.calendar
    begins = calendar.day_of(axis.since)
    first = begins.toordinal() + (begins != calendar.first_day)
    last = calendar.day_of(axis.until).toordinal() - 1
    business = 0
    for ordinal in range(first, last):
        day = date.fromordinal(ordinal)
        zone = calendar.hours(day).zone
        closing = calendar.closing(day)
        business += closing is not None
        yield midnight(day, zone), midnight(date.fromordinal(ordinal + 1), zone), ordinal, business, closing
