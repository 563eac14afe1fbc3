"""Frozen holidays: the library is never asked, and beyond the frozen years nothing is guessed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from tests.evaluate.clocks import CALL, MONDAY, MQL, RESPONSE, STAGES, hour, lives, prohibitions, states
from tests.evaluate.judging import Judged, agreement
from tripact.errors import TripactError
from tripact.evaluate.business_time_calendars import axis_of, known_days
from tripact.worktime.instant import DAY, HOUR, parse

Judge = Callable[..., Judged]
FROZEN = "holidays: {country: SK, years: %s, source: law, closed: [%s]}"


def office(years: str = "2026", closed: str = "2026-01-06") -> str:
    return f'{{zone: UTC, open: {{mon-fri: "09:00-17:00"}}, {FROZEN % (years, closed)}}}'


def text(clause: str = RESPONSE, calendar: str | None = None) -> str:
    return f"{STAGES}\ncalendars: {{office: {calendar or office()}}}\ncommitments: {{answer: {{{clause}}}}}"


def within(time: str) -> str:
    return f"starts: stage mql, stops: attempt, within: {time}"


def test_only_the_days_that_are_listed_are_closed(judge: Judge) -> None:
    """Tuesday 6 January is listed; 1 May, a holiday that the library knows, is not."""
    assert lives(judge(text(within("8 business hours")), [MQL]))[0].due == hour(10, MONDAY + 2)
    may = [("p1", hour(16, 119.0), "move", "mql")]
    assert lives(judge(text(within("2 business hours")), may, 200))[0].due == hour(10, 120.0)


def test_an_agreement_with_frozen_days_never_loads_the_library() -> None:
    program = (
        "import sys; from tests.evaluate.test_frozen_holidays import read_axis; read_axis();"
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def read_axis() -> None:
    read = agreement(text(), "UTC")
    first = parse("2026-03-02T09:00")
    axis_of(read.calendars["office"], "UTC", first, first + DAY).due(first, HOUR)


def test_a_question_beyond_the_frozen_years_is_refused_with_what_to_do() -> None:
    read = agreement(text(), "UTC")
    start = parse("2026-12-31T16:00")
    axis = axis_of(read.calendars["office"], "UTC", start, start)
    assert axis.due(start, HOUR) == parse("2026-12-31T17:00")
    for ask in (lambda: axis.due(start, 2 * HOUR), lambda: axis.breach_after(start, HOUR)):
        with pytest.raises(TripactError, match="frozen from 2026-01-01 to 2026-12-31"):
            ask()
    with pytest.raises(TripactError, match="frozen from 2026-01-01"):
        axis_of(read.calendars["office"], "UTC", start + 3 * DAY, start + 3 * DAY)


LAST = 364.0
"""Thursday 31 December 2026."""


def test_what_the_known_days_decide_is_decided_and_the_rest_is_undecidable(judge: Judge) -> None:
    facts = [("p1", hour(10, LAST - 1), "move", "mql"), ("p2", hour(16, LAST), "move", "mql")]
    answered = [*facts, ("p1", hour(11, LAST - 1), "attempt", "call"), ("p2", hour(16.5, LAST), "attempt", "call")]
    assert states(judge(text(), answered, LAST + 9)) == ["met", "met"]
    open_ones = lives(judge(text(), facts, LAST + 9))
    assert [each.state for each in open_ones] == ["breached_open", "undecidable"]
    assert states(judge(text(), facts, hour(16.9, LAST))) == ["breached_open", "running"]


def test_before_the_frozen_years_business_time_is_undecidable_and_elapsed_time_is_not(judge: Judge) -> None:
    facts = [("p1", hour(10, -30), "move", "mql"), ("p1", hour(11, -30), "attempt", "call")]
    assert states(judge(text(), facts)) == ["undecidable"]
    assert states(judge(text(within("2 elapsed hours")), facts)) == ["met"]


def test_days_end_also_where_holidays_are_not_known_but_rolled_ones_are_not_guessed(judge: Judge) -> None:
    facts = [("p1", hour(10, LAST + 1), "move", "mql")]
    assert lives(judge(text(within("2 days")), facts, LAST + 9))[0].due == LAST + 4
    assert states(judge(text(within("2 days rolled")), facts, LAST + 9)) == ["undecidable"]
    assert states(judge(text(within("2 business days")), facts, LAST + 9)) == ["undecidable"]


def test_a_rest_ends_also_where_holidays_are_not_known(judge: Judge) -> None:
    clause = "starts: stage mql, forbids: attempt, until: 2 days"
    (rest,) = prohibitions(judge(text(clause), [("p1", hour(10, LAST + 1), "move", "mql")], LAST + 9))
    assert rest.state == "kept"


def test_a_calendar_of_which_nothing_is_known_then_decides_nothing(judge: Judge) -> None:
    assert states(judge(text(calendar=office("2020", "2020-01-01")), [MQL, CALL])) == ["undecidable"]


@pytest.mark.parametrize(
    ("calendar", "known"),
    [
        (office(), (date(2026, 1, 1), date(2026, 12, 31))),
        ('{open: {mon: "09:00-17:00"}}', (None, None)),
        (f"{{from 2026-02-01: {office()}, from 2027-01-01: {office('2027', '2027-01-01')}}}",
         (None, date(2027, 12, 31))),
        (f"{{from 2026-02-01: {office()}, from 2027-02-01: {office('2027', '2027-01-01')}}}",
         (date(2027, 2, 1), date(2027, 12, 31))),
        (f"{{from 2025-02-01: {office()}}}", (date(2026, 1, 1), date(2026, 12, 31))),
        (f'{{from 2026-02-01: {office()}, from 2026-09-01: {{open: {{mon: "09:00-17:00"}}}}}}', (None, None)),
    ],
)  # fmt: skip
def test_the_days_that_a_calendar_knows(calendar: str, known: tuple[date | None, date | None]) -> None:
    assert known_days(agreement(text(calendar=calendar), "UTC").calendars["office"]) == known


def test_a_later_version_brings_its_own_days(judge: Judge) -> None:
    later = office("2026-2027", "2026-03-03, 2027-01-01")
    calendar = f"{{from 2026-01-01: {office()}, from 2026-03-01: {later}}}"
    tuesday = [("p1", hour(16, 60.0), "move", "mql")]
    assert lives(judge(text(calendar=calendar), tuesday, 100))[0].due == hour(10, 62.0)
