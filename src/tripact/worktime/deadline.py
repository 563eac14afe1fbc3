"""When a promise is due: each unit of methods §3.3 from a duration and a calendar.

- business hours: open time.
- elapsed hours: wall-clock time.
- business days: the end of business of the n-th business day after the start day, which is not counted; or the same
  wall time on that day.
- days: the end of the local day start + n; rolled: an end on a closed day moves to the end of business of the next
  business day.

A business day deadline is a budget of open time too (all of it from the start to that instant), so pauses move it by
their open time, and it is broken only when business goes on. Days run on the wall clock, and so do their pauses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tripact.errors import TripactError
from tripact.worktime.axis import Axis
from tripact.worktime.duration import Duration
from tripact.worktime.instant import midnight, of_datetime, show, to_datetime
from tripact.worktime.measure import Measure, Pauses, WallClock

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """Both ends of a promise; None while an open pause comes first.

    Attributes:
        due: The earliest instant at which the time is used up: what people are told.
        breach_after: The latest instant that still keeps it; escalation happens strictly after.
    """

    due: int | None
    breach_after: int | None


def deadline(start: int, duration: Duration, axis: Axis, pauses: Pauses = ()) -> Deadline:
    """Return when a promise that begins at ``start`` is due, and until when it is kept.

    Raises:
        TripactError: If that lies beyond the expanded calendar.
    """
    if duration.unit == "business":
        return _counted(axis, start, duration.amount, pauses)
    if duration.unit == "elapsed":
        return _counted(WallClock(), start, duration.amount, pauses)
    if duration.unit == "business day":
        return _business_days(start, duration, axis, pauses)
    return _days(start, duration, axis, pauses)


def measure_of(duration: Duration, axis: Axis) -> Measure:
    """Return what a promise's time is counted by: open time for business units, else the wall clock."""
    return axis if duration.unit in ("business", "business day") else WallClock()


def business_day(axis: Axis, after: date, number: int) -> date:
    """Return the n-th day after a day on which something opens.

    Raises:
        TripactError: If it lies beyond the expanded calendar.
    """
    day = after
    while number > 0:
        day += _ONE_DAY
        if midnight(day, axis.calendar.hours(day).zone) > axis.until:
            raise TripactError(
                "invalid",
                f"There are not enough business days after {after}: the calendar is expanded to {show(axis.until)}.",
                hint="Give the calendar open days, or expand it further.",
            )
        number -= axis.calendar.closing(day) is not None
    return day


def _counted(measure: Measure, start: int, amount: int, pauses: Pauses) -> Deadline:
    return Deadline(measure.due(start, amount, pauses), measure.breach_after(start, amount, pauses))


def _business_days(start: int, duration: Duration, axis: Axis, pauses: Pauses) -> Deadline:
    if duration.amount < 1:
        raise TripactError("invalid", f"'{duration.text}': business days count from 1; the start day is not counted.")
    started = axis.calendar.day_of(start)
    day = business_day(axis, started, duration.amount)
    plain = _same_time(start, started, day, axis) if duration.same_time else axis.calendar.closing(day)
    assert plain is not None
    amount = axis.elapsed(start, plain)
    counted = _counted(axis, start, amount, pauses)
    # Without a pause that counts, the named instant itself is told, even if it is not open.
    unmoved = counted == _counted(axis, start, amount, ())
    return Deadline(plain if unmoved else counted.due, counted.breach_after)


def _same_time(start: int, started: date, day: date, axis: Axis) -> int:
    wall = to_datetime(start, axis.calendar.hours(started).zone).timetz().replace(tzinfo=None, fold=0)
    return of_datetime(datetime.combine(day, wall), axis.calendar.hours(day).zone)


def _days(start: int, duration: Duration, axis: Axis, pauses: Pauses) -> Deadline:
    calendar = axis.calendar
    ended = calendar.day_of(start) + timedelta(days=duration.amount + 1)
    end = WallClock().due(start, midnight(ended, calendar.hours(ended).zone) - start, pauses)
    if end is not None and duration.rolled:
        end = _rolled(end, axis)
    return Deadline(end, end)


def _rolled(end: int, axis: Axis) -> int:
    last = axis.calendar.day_of(end - 1)
    if axis.calendar.closing(last) is not None:
        return end
    closing = axis.calendar.closing(business_day(axis, last, 1))
    assert closing is not None
    return closing
