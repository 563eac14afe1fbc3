"""Calendars read as people write them: spans, nights, whole days, weeks around Sunday."""

from datetime import date

import pytest

from tests.agreement.texts import STAGES, issues, read
from tripact.agreement.calendars import parse_days, parse_span, parse_spans


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00-17:00", (540, 1020)),
        ("22:00-06:00", (1320, 1800)),
        ("00:00-24:00", (0, 1440)),
        ("08:15 - 12:00", (495, 720)),
    ],
)
def test_spans(text: str, minutes: tuple[int, int]) -> None:
    assert parse_span(text) == minutes


@pytest.mark.parametrize("text", ["9-17", "25:00-26:00", "09:00", "24:00-06:00", 9, None])
def test_what_is_no_span_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="not a span of hours"):
        parse_span(text)


def test_days() -> None:
    assert parse_days("mon-fri") == (0, 1, 2, 3, 4)
    assert parse_days("sat-mon") == (5, 6, 0)
    assert parse_days("sun") == (6,)
    assert parse_spans("closed") == ()


def test_a_calendar_with_everything() -> None:
    clauses = """calendars:
  support:
    from 2026-01-01:
      open: {mon-thu: ["08:00-12:00", "13:00-17:00"], fri: "22:00-06:00"}
      holidays: {country: SK, closed: [2026-09-01], source: "Act 241/1993 as of 2026"}
      special: {2026-12-24: "09:00-12:00", 2026-12-31: closed}
    from 2027-01-01:
      zone: Asia/Kathmandu
      open: {mon-sun: "00:00-24:00"}
"""
    assert [issue.rule for issue in issues(STAGES + clauses)] == ["not-frozen"]
    history = read(STAGES + clauses).calendars["support"]
    first, second = history.at(date(2026, 5, 1)), history.latest
    assert first is not None
    assert first.spans_of(0) == ((480, 720), (780, 1020))
    assert (first.spans_of(4), first.spans_of(6)) == (((1320, 1800),), ())
    assert first.special["2026-12-31"] == ()
    assert second.spans_of(6) == ((0, 1440),)


def test_a_wrong_hour_is_told_with_its_line() -> None:
    clauses = "calendars:\n  x:\n    from 2026-01-01:\n      open:\n        mon: 9-17\n"
    (issue,) = issues(STAGES + clauses)
    assert (issue.line, issue.rule) == (11, "value")
