"""Working calendars as the agreement writes them: opening hours, holidays, special days.

What a calendar *does* (open time between two instants, due moments) is in ``worktime``.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from tripact.agreement.values import TEXT, Clause, DatedOf, Short
from tripact.worktime.dated import Dated

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_PER_DAY = 24 * 60

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")
_YEARS = re.compile(r"(\d{4})(?: ?- ?(\d{4}))?")
_DAYS = re.compile(rf"({'|'.join(WEEKDAYS)})(?:-({'|'.join(WEEKDAYS)}))?")

Spans = tuple[tuple[int, int], ...]
"""Opening times of one day as (from, until) in minutes after local midnight; past 1440 is the next day."""


def parse_span(text: object) -> tuple[int, int]:
    """Return ``09:00-17:00`` as minutes; ``22:00-06:00`` ends on the next day, ``00:00-24:00`` is all day.

    Raises:
        ValueError: If the text is not two times of day.
    """
    match = _SPAN.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    if not match:
        raise ValueError(f"'{text}' is not a span of hours; write '09:00-17:00', '22:00-06:00' or '00:00-24:00'")
    hour, minute, end_hour, end_minute = match.groups()
    start = int(hour) * 60 + int(minute)
    end = MINUTES_PER_DAY if end_hour is None else int(end_hour) * 60 + int(end_minute)
    return start, end if end > start else end + MINUTES_PER_DAY


def parse_spans(raw: object) -> Spans:
    """Return the spans of one day: text, a list of texts, or ``closed``.

    Raises:
        ValueError: If one is not a span, or two overlap.
    """
    if raw == "closed" or raw == []:
        return ()
    spans = sorted(parse_span(text) for text in (raw if isinstance(raw, (list, tuple)) else [raw]))
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise ValueError("the opening hours of a day overlap; write each hour once")
    return tuple(spans)


def parse_days(text: str) -> tuple[int, ...]:
    """Return ``mon-fri`` or ``sat`` as weekday numbers, Monday 0.

    Raises:
        ValueError: If the text names no weekdays.
    """
    match = _DAYS.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' names no weekdays; write 'mon-fri' or 'sat' ({', '.join(WEEKDAYS)})")
    first = WEEKDAYS.index(match.group(1))
    last = WEEKDAYS.index(match.group(2) or match.group(1))
    return tuple(day % 7 for day in range(first, last + 1 if last >= first else last + 8))


def _each_day_once(week: dict[str, Spans]) -> dict[str, Spans]:
    named = [day for text in week for day in parse_days(text)]
    twice = sorted({WEEKDAYS[day] for day in named if named.count(day) > 1})
    if twice:
        raise ValueError(f"the hours of {', '.join(twice)} are given twice; write each day once")
    return week


_SPANS_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
DaySpans = Annotated[Spans, BeforeValidator(parse_spans), WithJsonSchema(_SPANS_SCHEMA)]
Week = Annotated[dict[str, DaySpans], AfterValidator(_each_day_once)]


def _holidays(raw: object) -> object:
    return {"country": raw} if isinstance(raw, str) else raw


def parse_years(raw: object) -> tuple[int, int]:
    """Return ``2024-2028`` or ``2026`` as the first and the last year.

    Raises:
        ValueError: If it says no years.
    """
    match = _YEARS.fullmatch(str(raw))
    first, last = (int(match.group(1)), int(match.group(2) or match.group(1))) if match else (1, 0)
    if first > last:
        raise ValueError(f"'{raw}' are no years; write 2026 or 2024-2028")
    return first, last


Years = Annotated[
    tuple[int, int],
    BeforeValidator(parse_years),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "examples": ["2024-2028"]}]}),
]
"""The first and the last of some years, written ``2024-2028``."""


class Holidays(Clause):
    """Public holidays: days frozen in the agreement with their source, or a country that a library knows.

    Attributes:
        country: ISO code of the country whose days they are.
        subdivision: The part of it, such as ``BY``.
        years: The years for which the days are frozen. Then no library is asked, and beyond them nothing is known.
        closed: The days. Without ``years`` they are closed beside those that the library knows of the country.
        source: Where they come from.
    """

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    subdivision: str | None = None
    years: Years | None = None
    closed: Annotated[tuple[date, ...], BeforeValidator(lambda raw: tuple(raw) if isinstance(raw, list) else raw)] = ()
    source: str = ""

    @property
    def place(self) -> str:
        """The country with its part, as ``tripact holidays`` takes it: ``SK``, ``DE-BY``."""
        return "-".join(filter(None, (self.country, self.subdivision)))

    @property
    def span(self) -> str:
        """The frozen years as they are written: ``2024-2028``, or ``2026``."""
        first, last = self.years or ("", "")
        return f"{first}" if first == last else f"{first}-{last}"

    @property
    def looked_up(self) -> bool:
        """Whether a library is asked for the days."""
        return self.country is not None and self.years is None


def _iso(raw: object) -> object:
    return {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else raw


def _real_dates(days: dict[str, Spans]) -> dict[str, Spans]:
    for day in days:
        date.fromisoformat(day)
    return days


class Calendar(Clause):
    """The open hours of a team.

    Attributes:
        zone: IANA time zone of the hours.
        open: Hours by weekday: ``{mon-fri: "09:00-17:00", sat: ["09:00-12:00"]}``.
        holidays: Days that are closed whatever the weekday.
        special: Hours of single days; they override both week and holidays.
    """

    zone: str | None = None
    open: Week
    holidays: Annotated[Holidays, BeforeValidator(_holidays), Short(TEXT)] | None = None
    special: Annotated[dict[str, DaySpans], BeforeValidator(_iso), AfterValidator(_real_dates)] = {}

    def spans_of(self, weekday: int) -> Spans:
        """Return the opening hours of a weekday, Monday 0."""
        return next((spans for days, spans in self.open.items() if weekday in parse_days(days)), ())


Calendars = dict[str, Annotated[Dated[Calendar], DatedOf(Calendar)]]
"""Calendars by name; one whose hours change is written ``{from 2026-01-01: {…}, from 2027-01-01: {…}}``."""
