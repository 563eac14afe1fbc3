"""Local time of the invented company: seconds of the wall clock since 1970, and office hours.

Nothing happens between midnight and five, so an offset holds for a whole day and no local time
is ambiguous.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from tripact.examples.company.dice import Dice

MINUTE, HOUR, DAY = 60, 3_600, 86_400
ZONE = "Europe/Bratislava"

_EPOCH = date(1970, 1, 1)
_OPENS, _CLOSES = 9 * HOUR, 17 * HOUR


def wall(day: date, seconds: int = 0) -> int:
    """Return the local second of a day."""
    return (day - _EPOCH).days * DAY + seconds


def day_of(moment: int) -> date:
    """Return the local day of a moment."""
    return _EPOCH + timedelta(days=moment // DAY)


def utc(moment: int) -> int:
    """Return the same moment in seconds of universal time."""
    return moment - _offset(moment // DAY)


@cache
def _offset(day: int) -> int:
    noon = datetime(1970, 1, 1, 12, tzinfo=ZoneInfo(ZONE)) + timedelta(days=day)
    shift = noon.utcoffset()
    return int(shift.total_seconds()) if shift else 0


@cache
def day_text(day: int) -> str:
    """Return a day number as ``2025-10-03``."""
    return (_EPOCH + timedelta(days=day)).isoformat()


@cache
def is_working_day(day: int) -> bool:
    """Tell whether the office is open on a day number."""
    when = _EPOCH + timedelta(days=day)
    return when.weekday() < 5 and when not in _holidays(when.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SK", years=year))


def is_weekend(moment: int) -> bool:
    """Tell whether a moment lies on a Saturday or Sunday."""
    return (_EPOCH + timedelta(days=moment // DAY)).weekday() >= 5


def opening(moment: int) -> int:
    """Return the moment itself if the office is open then, else when it opens next."""
    day, second = divmod(moment, DAY)
    if is_working_day(day) and second < _CLOSES:
        return max(moment, day * DAY + _OPENS)
    day += 1
    while not is_working_day(day):
        day += 1
    return day * DAY + _OPENS


def worked(moment: int, minutes: float) -> int:
    """Return the moment after so many minutes of office time."""
    moment, left = opening(moment), int(minutes * MINUTE)
    while (today := moment - moment % DAY + _CLOSES - moment) < left:
        left -= today
        moment = opening(moment + today + HOUR)
    return moment + left


def at_work(day: int, dice: Dice) -> int:
    """Return a moment in office hours, on a day number or the next working day."""
    return opening(day * DAY + _OPENS) // DAY * DAY + int(dice.between(_OPENS + 300, _CLOSES - 300))


def at_leisure(day: int, dice: Dice) -> int:
    """Return a moment at which people look at web pages: mostly working hours, few evenings."""
    if dice.chance(0.17):
        return day * DAY + int(dice.between(18 * HOUR, 22 * HOUR))
    return day * DAY + int(
        dice.between(8 * HOUR, 13 * HOUR) if dice.chance(0.55) else dice.between(13 * HOUR, 18 * HOUR)
    )


def stamp(moment: int) -> str:
    """Return universal time as ``2025-10-03T12:22:05Z``."""
    return _text(utc(moment), "T") + "Z"


def local(moment: int) -> str:
    """Return local time as ``2025-10-03 14:22:05``."""
    return _text(moment, " ")


def slovak(moment: int) -> str:
    """Return local time as ``03.10.2025 14:22``."""
    text = _text(moment, " ")
    return f"{text[8:10]}.{text[5:7]}.{text[:4]} {text[11:16]}"


def _text(moment: int, between: str) -> str:
    day, second = divmod(moment, DAY)
    return f"{day_text(day)}{between}{second // HOUR:02}:{second // MINUTE % 60:02}:{second % 60:02}"


def instant(moment: int) -> datetime:
    """Return the moment as an aware datetime."""
    return datetime.fromtimestamp(utc(moment), UTC)
