"""Calendars for tests: the plain form of the conformance suite, and how the product reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.worktime.minutes import DAYS, Minutes, Raw
from tripact.worktime.axis import Axis
from tripact.worktime.calendar import Calendar
from tripact.worktime.dated import Dated
from tripact.worktime.plain import read_hours

WINDOW = 24
"""Days that are looked at around the start of a case."""

ANCHORS = (
    ("Europe/Bratislava", date(2025, 3, 24)),  # spring
    ("Europe/Bratislava", date(2025, 10, 20)),  # autumn
    ("Europe/Bratislava", date(2024, 2, 26)),  # a leap day
    ("America/New_York", date(2025, 10, 28)),
    ("Australia/Sydney", date(2025, 9, 29)),  # south: spring in October
    ("Australia/Sydney", date(2026, 3, 30)),
    ("America/Santiago", date(2025, 9, 1)),  # the hour after midnight is skipped
    ("America/Santiago", date(2026, 3, 30)),  # the hour before midnight happens twice
    ("America/Havana", date(2025, 10, 27)),  # the hour after midnight happens twice
    ("Atlantic/Azores", date(2025, 10, 20)),
    ("Australia/Lord_Howe", date(2025, 9, 29)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 3, 30)),
    ("Pacific/Chatham", date(2025, 9, 22)),  # 45 minutes, at 02:45
    ("Pacific/Chatham", date(2026, 3, 30)),
    ("Asia/Kathmandu", date(2025, 7, 7)),  # 5:45, no summer time
    ("America/St_Johns", date(2025, 3, 3)),
    ("Africa/Casablanca", date(2025, 2, 17)),  # back for Ramadan
    ("Pacific/Apia", date(2011, 12, 26)),  # without 30 December
    ("Etc/UTC", date(2025, 5, 5)),
)

SPANS: tuple[list[list[str]], ...] = (
    [],
    [["09:00", "17:00"]],
    [["08:00", "12:00"], ["13:00", "17:30"]],
    [["22:00", "06:00"]],
    [["00:00", "24:00"]],
    [["18:00", "24:00"]],
    [["00:00", "03:00"], ["23:15", "24:00"]],
    [["01:30", "03:15"]],
    [["02:30", "03:15"]],
    [["02:10", "02:40"], ["23:30", "00:30"]],
    [["00:20", "01:40"]],
    [["22:00", "02:20"], ["02:00", "04:00"]],
    [["12:00", "12:00"]],
)


@dataclass(frozen=True)
class Sample:
    """One calendar, maybe with a change, and the window in which it is asked."""

    versions: tuple[tuple[date | None, Raw], ...]
    first: date

    @property
    def start(self) -> int:
        """The first second of the window."""
        return number_of_day(self.first) * 60

    def minutes(self, step: int = 60) -> Minutes:
        """The brute force over the window."""
        return Minutes(self.versions, self.first, WINDOW * 2, step)

    def axis(self) -> Axis:
        """The product's axis, which knows more than the window."""
        return axis_of(self.versions, self.first)


def number_of_day(day: date) -> int:
    """The minute in which a day begins in UTC."""
    return (day - date(1970, 1, 1)).days * 1440


def axis_of(versions: Sequence[tuple[date | None, Raw]], first: date, days: int = WINDOW) -> Axis:
    """The axis of a calendar in plain form, around a day."""
    calendar = Calendar(Dated(tuple((since, read_hours(raw)) for since, raw in versions)))
    start = number_of_day(first) * 60_000
    return Axis.reaching(calendar, start - 200 * 86_400_000, start + days * 86_400_000)


def _raw(zone: str, first: date, spans: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    days = st.integers(0, WINDOW).map(lambda number: (first + timedelta(days=number)).isoformat())
    week = st.fixed_dictionaries({day: spans for day in DAYS})
    # Something is open at least once a week, so that every search ends inside the window.
    week = week.map(lambda given: {**given, "thu": given["thu"] or [["09:00", "17:00"]]})
    return st.fixed_dictionaries(
        {
            "zone": st.just(zone),
            "weekly": week,
            "closed": st.lists(days, max_size=3),
            "special": st.dictionaries(days, spans, max_size=2),
        }
    )


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Calendars of many zones around their changes of the clock, a third of which change their hours inside."""
    zone, first = draw(st.sampled_from(ANCHORS))
    spans = st.sampled_from(SPANS)
    versions: list[tuple[date | None, Raw]] = [(None, draw(_raw(zone, first, spans)))]
    if draw(st.integers(0, 2)) == 0:
        changed = first + timedelta(days=draw(st.integers(2, 12)))
        versions.append((changed, draw(_raw(zone, first, spans))))
    return Sample(tuple(versions), first)


@st.composite
def pauses(draw: st.DrawFn, start: int, most: int = 3) -> list[tuple[int, int]]:
    """Pauses in seconds around a start, on whole minutes, overlapping or not."""
    count = draw(st.integers(0, most))
    begins = [start + 60 * draw(st.integers(-600, 4000)) for _ in range(count)]
    return [(begin, begin + 60 * draw(st.integers(1, 2500))) for begin in begins]
