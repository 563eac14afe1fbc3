"""The plain form of a calendar, as the conformance suite writes it: weekdays, closed days, special days.

{"zone": "Europe/Bratislava", "weekly": {"mon": [["09:00", "17:00"]]}, "closed": ["2025-04-18"],
 "special": {"2025-12-24": [["09:00", "12:00"]]}}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tripact.errors import TripactError
from tripact.worktime.calendar import MINUTES_PER_DAY, Hours, Spans
from tripact.worktime.instant import of_datetime
from tripact.worktime.span import Span

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


def read_hours(raw: object) -> Hours:
    """Return the hours that the plain form says; spans of a day may overlap, a night runs into the next day.

    Raises:
        TripactError: If it cannot be read.
    """
    given = mapping(raw, "calendar")
    weekly, special = mapping(given.get("weekly") or {}, "weekly"), mapping(given.get("special") or {}, "special")
    if unknown := set(weekly) - set(WEEKDAYS):
        raise unreadable(f"'{min(unknown)}' is no weekday; write {', '.join(WEEKDAYS)}")
    return Hours(
        zone=text(given.get("zone"), "zone"),
        week=tuple(_spans(weekly.get(day, [])) for day in WEEKDAYS),
        closed=frozenset(_day(day) for day in sequence(given.get("closed", []), "closed")),
        special={_day(day): _spans(spans) for day, spans in special.items()},
    )


def read_pause(raw: object, zone_name: str) -> Span:
    """Return a pause written as a pair of times; without a second one it is still open.

    Raises:
        TripactError: If it is no such pair, or ends before it begins.
    """
    pair = sequence(raw, "a pause")
    if len(pair) != 2:
        raise unreadable("a pause is a pair: its begin, and its end or null")
    start, end = read_instant(pair[0], zone_name), None if pair[1] is None else read_instant(pair[1], zone_name)
    if end is not None and end < start:
        raise unreadable(f"the pause from {pair[0]} ends before it begins")
    return Span(start, end)


def read_instant(raw: object, zone_name: str) -> int:
    """Return the instant of an ISO 8601 time; without an offset it is local in the zone.

    Raises:
        TripactError: If it is no time.
    """
    return of_datetime(read_time(raw), zone_name)


def read_time(raw: object) -> datetime:
    """Return the date and time that a text says, with its offset if it has one.

    Raises:
        TripactError: If it is no time.
    """
    try:
        return datetime.fromisoformat(text(raw, "a time"))
    except ValueError as wrong:
        raise unreadable(f"'{raw}' is not an ISO 8601 time") from wrong


def mapping(raw: object, name: str) -> Mapping[str, Any]:
    """Return ``raw`` as a JSON object, or say that ``name`` is none."""
    if not isinstance(raw, dict):
        raise unreadable(f"{name} must be an object")
    return raw


def sequence(raw: object, name: str) -> Sequence[Any]:
    """Return ``raw`` as a JSON array, or say that ``name`` is none."""
    if not isinstance(raw, list):
        raise unreadable(f"{name} must be a list")
    return raw


def text(raw: object, name: str) -> str:
    """Return ``raw`` as a text, or say that ``name`` is none."""
    if not isinstance(raw, str):
        raise unreadable(f"{name} must be a text")
    return raw


def unreadable(message: str) -> TripactError:
    """Return the error of a case that cannot be read."""
    return TripactError("invalid", f"{message}.", hint="The format is told in conformance/README.md.")


def _spans(raw: object) -> Spans:
    return tuple(_span(pair) for pair in sequence(raw, "the spans of a day"))


def _span(raw: object) -> tuple[int, int]:
    pair = sequence(raw, "a span")
    if len(pair) != 2:
        raise unreadable('a span is a pair of times such as ["09:00", "17:00"]')
    start, end = _minute(pair[0]), _minute(pair[1])
    return start, end if end > start else end + MINUTES_PER_DAY


def _minute(raw: object) -> int:
    match = _TIME.fullmatch(text(raw, "a time of day"))
    if not match:
        raise unreadable(f"'{raw}' is not a time of day such as '09:00' or '24:00'")
    return int(match[1]) * 60 + int(match[2]) if match[1] else MINUTES_PER_DAY


def _day(raw: object) -> date:
    try:
        return date.fromisoformat(text(raw, "a date"))
    except ValueError as wrong:
        raise unreadable(f"'{raw}' is not a date") from wrong
