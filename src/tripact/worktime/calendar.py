"""Working calendars: which local hours of which days are open, and from when that changes.

A span belongs to the day on which it opens: a night shift 22:00-06:00 of a Friday is closed when the Friday is a
holiday, and runs into Saturday when Saturday is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from tripact.errors import TripactError
from tripact.worktime.dated import BEGINNING, END, Dated
from tripact.worktime.instant import DAY, MINUTE, local_date, midnight, zone
from tripact.worktime.union import Stretch

MINUTES_PER_DAY = 24 * 60
_EPOCH_DAY = date(1970, 1, 1).toordinal()

Days = tuple[date | None, date | None]
"""From a day to a day, both included; None: no end on that side."""

Spans = tuple[tuple[int, int], ...]
"""Opening times of one day as (from, until) in minutes after local midnight; past 1440 is the next day."""


@dataclass(frozen=True)
class Hours:
    """The open hours of one version of a calendar.

    Attributes:
        zone: IANA zone in which the hours are told.
        week: Spans of each weekday, Monday first.
        closed: Holidays: days that are closed whatever the weekday.
        special: Spans of single days; they override week and holidays, no spans close the day.
    """

    zone: str
    week: tuple[Spans, ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, Spans] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        zone(self.zone)
        spans = [span for day in (*self.week, *self.special.values()) for span in day]
        right = all(0 <= start < MINUTES_PER_DAY and start < end <= start + MINUTES_PER_DAY for start, end in spans)
        if len(self.week) != 7 or not right:
            raise TripactError(
                "invalid",
                "A calendar needs seven weekdays, and spans that open on their day and last 24 hours at most.",
            )

    def on(self, day: date) -> Spans:
        """Return the spans that open on a day."""
        if day in self.special:
            return self.special[day]
        return () if day in self.closed else self.week[day.weekday()]


@dataclass(frozen=True)
class Calendar:
    """Open hours with their history: a day follows the version in force on that day.

    Attributes:
        history: The hours, and from when they changed.
        known: The days whose holidays are known. What lies beyond is not asked of anybody and never guessed.

    Example:
        >>> office = Hours("Europe/Bratislava", ((((9 * 60, 17 * 60),),) * 5) + ((), ()))
        >>> Calendar.plain(office).intervals(date(2025, 3, 14))
        [(1741939200000, 1741968000000)]
    """

    history: Dated[Hours]
    known: Days = (None, None)

    @classmethod
    def plain(cls, hours: Hours) -> Calendar:
        """Return a calendar whose hours always held."""
        return cls(Dated.plain(hours))

    @property
    def first_day(self) -> date | None:
        """The day from which the calendar says anything; None if it always did."""
        return self.history.changes[0][0]

    @property
    def begins_at(self) -> int:
        """The instant from which the calendar says anything."""
        return BEGINNING if self.first_day is None else midnight(self.first_day, self.hours(self.first_day).zone)

    @property
    def first_known(self) -> date | None:
        """The first day of which everything is known; None if there is none."""
        return max((day for day in (self.first_day, self.known[0]) if day), default=None)

    @property
    def known_from(self) -> int:
        """The instant from which the open hours are known."""
        first = self.first_known
        return BEGINNING if first is None else midnight(first, self.hours(first).zone)

    @property
    def known_until(self) -> int:
        """The instant before which the open hours are known."""
        last = self.known[1]
        return END if last is None else midnight(last + timedelta(days=1), self.hours(last).zone)

    def hours(self, day: date) -> Hours:
        """Return the hours in force on a day.

        Raises:
            TripactError: If the calendar begins later; that is never guessed.
        """
        hours = self.history.at(day)
        if hours is None:
            raise TripactError("invalid", f"The calendar says nothing before {self.first_day}; {day} was asked.")
        return hours

    def day_of(self, instant: int) -> date:
        """Return the local day of an instant, in the zone in force on it."""
        nearly = local_date(instant, self.history.latest.zone)
        return local_date(instant, self.hours(nearly).zone)

    def intervals(self, day: date) -> list[Stretch]:
        """Return the spans that open on a day as stretches of UTC milliseconds, unmerged; some may be empty."""
        hours = self.hours(day)
        if not hours.on(day) or _skipped(day, hours.zone):
            return []
        return [(_opening(day, start, hours.zone), _closing(day, end, hours.zone)) for start, end in hours.on(day)]

    def closing(self, day: date) -> int | None:
        """Return the end of business of a day, or None if nothing opens on it."""
        return max((end for start, end in self.intervals(day) if start < end), default=None)


def days_from(first: date, count: int) -> Iterator[date]:
    """Yield a number of days, the first one given."""
    return (first + timedelta(days=number) for number in range(count))


def wall_midnight(day: date) -> int:
    """Return the midnight that begins a day in UTC, in milliseconds."""
    return (day.toordinal() - _EPOCH_DAY) * DAY


def utc_date(instant: int) -> date:
    """Return the UTC day of an instant."""
    return date.fromordinal(instant // DAY + _EPOCH_DAY)


def _skipped(day: date, zone_name: str) -> bool:
    """Whether the local day never was: Samoa went from 29 to 31 December 2011."""
    return _read(day, 0, zone_name, fold=0) >= _read(day, MINUTES_PER_DAY, zone_name, fold=0)


def _opening(day: date, minutes: int, zone_name: str) -> int:
    """The first time that clocks show it; a time that they skip is as long after the midnight as if they had not."""
    return _read(day, minutes, zone_name, fold=0)


def _closing(day: date, minutes: int, zone_name: str) -> int:
    """The last time that clocks show it; 24:00 is the end of the day, so the first midnight after it.

    Of the two readings of a wall time the later one is the second occurrence of an ambiguous time, and the forward
    reading of a skipped one.
    """
    first = _read(day, minutes, zone_name, fold=0)
    return first if minutes == MINUTES_PER_DAY else max(first, _read(day, minutes, zone_name, fold=1))


@lru_cache(maxsize=1 << 16)
def _read(day: date, minutes: int, zone_name: str, *, fold: int) -> int:
    # every axis asks for the same days again, and a zone answers slowly
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    offset = zone(zone_name).utcoffset(wall.replace(fold=fold))
    assert offset is not None
    return wall_midnight(day) + minutes * MINUTE - offset // timedelta(milliseconds=1)
