"""Instants: UTC milliseconds, and how they are read from and shown to people.

Arithmetic happens on the integers only. Zones matter at two edges: a local date or wall time
becomes an instant when it is read, and an instant becomes local text when it is shown.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tripact.errors import TripactError

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
YEARS = range(1900, 2201)
"""The years that a date or a time may name: any other is a slip of the keyboard, or stands for none."""
EARLIEST = (datetime(YEARS[0], 1, 1, tzinfo=UTC) - _EPOCH) // _MILLISECOND - DAY
LATEST = (datetime(YEARS[-1] + 1, 1, 1, tzinfo=UTC) - _EPOCH) // _MILLISECOND + DAY
"""No zone has an instant of these years outside."""
# A day inside what the calendar can hold, so that no zone leads beyond it.
_FIRST = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // _MILLISECOND
_LAST = (datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH) // _MILLISECOND


def zone(name: str) -> ZoneInfo:
    """Return the IANA zone called ``name``.

    Raises:
        TripactError: If there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise TripactError(
            "invalid", f"There is no time zone '{name}'.", hint="Use an IANA name such as Europe/Bratislava."
        ) from unknown


def of_datetime(moment: datetime, zone_name: str = "UTC") -> int:
    """Return the instant of ``moment``; a naive one is read in ``zone_name``.

    A wall time that daylight saving skips maps forward; one that happens twice is the first.
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name))
    return (aware.astimezone(UTC) - _EPOCH) // _MILLISECOND


def offsets_of(moment: datetime, zone_name: str) -> tuple[timezone, ...]:
    """Return the offsets from UTC at which ``moment`` can be meant: two where the clocks of the zone are changed.

    Of a wall time that happens twice the first is the larger; of one that is skipped it is the smaller.
    """
    if moment.tzinfo:
        return (timezone(moment.utcoffset() or timedelta()),)
    wall = moment.replace(tzinfo=zone(zone_name))
    both = (wall.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return tuple(timezone(each) for each in dict.fromkeys(both))


def at_switch(moment: datetime, zone_name: str) -> str | None:
    """Return what is wrong with a local time that daylight saving skips or repeats: only its offset could tell it."""
    offsets = offsets_of(moment, zone_name)
    if len(offsets) == 1:
        return None
    first, second = (moment.replace(tzinfo=each) for each in offsets)
    what = "happens twice" if first < second else "does not happen"
    return (
        f"is a time that {what} in {zone_name}, for the clocks are changed;"
        f" say which is meant: {first.isoformat()} or {second.isoformat()}"
    )


@lru_cache(maxsize=1 << 14)
def midnight(day: date, zone_name: str) -> int:
    """Return the instant at which the local ``day`` begins."""
    return of_datetime(datetime.combine(day, time(0)), zone_name)


@lru_cache(maxsize=1 << 10)
def years_in(zone_name: str) -> tuple[int, int]:
    """Return the first and the last instant of ``YEARS`` in a zone."""
    return midnight(date(YEARS[0], 1, 1), zone_name), midnight(date(YEARS[-1] + 1, 1, 1), zone_name) - 1


def to_datetime(instant: int, zone_name: str = "UTC") -> datetime:
    """Return ``instant`` as an aware datetime in ``zone_name``; instants off the calendar stop at its ends."""
    within = min(max(instant, _FIRST), _LAST)
    return (_EPOCH + timedelta(milliseconds=within)).astimezone(zone(zone_name))


def local_date(instant: int, zone_name: str) -> date:
    """Return the calendar day of ``instant`` in ``zone_name``."""
    return to_datetime(instant, zone_name).date()


def show(instant: int, zone_name: str = "UTC") -> str:
    """Return ISO 8601 text with the offset, to the second or finer where it matters."""
    moment = to_datetime(instant, zone_name)
    return moment.isoformat(timespec="milliseconds" if instant % SECOND else "seconds")


def parse(text: str, zone_name: str = "UTC") -> int:
    """Return the instant that ``text`` names: a date (its end) or an ISO 8601 date and time.

    A bare date given as a point in time means all of that day, so its last millisecond.

    Raises:
        TripactError: If the text is neither, names a year outside ``YEARS``, or a local time that daylight
            saving skips or repeats.
    """
    try:
        moment = written(text)
    except ValueError as bad:
        raise TripactError("invalid", f"'{text}' is not a date or a time.", hint=_HINT) from bad
    check_year(moment)
    if isinstance(moment, datetime):
        if switched := at_switch(moment, zone_name):
            raise TripactError("invalid", f"'{text}' {switched}.", hint="A time with its offset is always clear.")
        return of_datetime(moment, zone_name)
    return midnight(moment + timedelta(days=1), zone_name) - 1


def written(text: str) -> date:
    """Return the date that ``text`` writes, or the datetime if it has a time of day.

    Raises:
        ValueError: If it writes neither in ISO 8601.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def check_year(day: date) -> None:
    """Refuse a date or a time of a year that nobody means.

    Raises:
        TripactError: If its year lies outside ``YEARS``.
    """
    if day.year not in YEARS:
        message = f"The year {day.year:04} lies outside {YEARS[0]} to {YEARS[-1]}."
        raise TripactError("invalid", message, hint=_HINT)


_HINT = "Write 2026-03-31 or 2026-03-31T14:00."
