"""Calendars at the edges of local time: nights, 24:00, skipped and repeated hours, changes, horizons."""

from __future__ import annotations

from datetime import date

import pytest

from tests.worktime.calendars import axis_of
from tests.worktime.published import instant
from tripact.errors import TripactError
from tripact.worktime.axis import Axis
from tripact.worktime.calendar import Calendar, Hours
from tripact.worktime.dated import Dated
from tripact.worktime.instant import DAY, HOUR, MINUTE, show
from tripact.worktime.plain import read_hours
from tripact.worktime.span import Span

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def opened(zone: str, day: str, *spans: list[str]) -> list[tuple[str, str]]:
    """The intervals of one day, shown in its zone."""
    calendar = Calendar.plain(read_hours({"zone": zone, "weekly": {each: list(spans) for each in WEEK}}))
    return [(show(a, zone), show(b, zone)) for a, b in calendar.intervals(date.fromisoformat(day))]


def length(zone: str, day: str, *spans: list[str]) -> int:
    calendar = Calendar.plain(read_hours({"zone": zone, "weekly": {each: list(spans) for each in WEEK}}))
    return sum(b - a for a, b in calendar.intervals(date.fromisoformat(day)))


@pytest.mark.parametrize(
    ("day", "span", "hours"),
    [
        ("2025-03-29", ["22:00", "06:00"], 7),
        ("2025-10-25", ["22:00", "06:00"], 9),
        ("2025-03-30", ["00:00", "24:00"], 23),
        ("2025-10-26", ["00:00", "24:00"], 25),
        ("2025-03-30", ["09:00", "17:00"], 8),
    ],
)
def test_nights_and_days_across_a_change_of_the_clock(day: str, span: list[str], hours: int) -> None:
    assert length("Europe/Bratislava", day, span) == hours * HOUR


def test_a_skipped_time_maps_forward() -> None:
    """02:30 does not exist: it is read 03:30, so a span that ends there keeps its length, one that opens there not."""
    assert opened("Europe/Bratislava", "2025-03-30", ["01:00", "02:30"]) == [
        ("2025-03-30T01:00:00+01:00", "2025-03-30T03:30:00+02:00")
    ]
    assert length("Australia/Lord_Howe", "2025-10-05", ["02:10", "02:50"]) == 10 * MINUTE
    (interval,) = opened("America/Los_Angeles", "2006-04-02", ["02:30", "03:15"])
    assert interval[0] > interval[1], "read as 03:30 to 03:15, so it opens nothing; zendesk/biz drops it too"


def test_a_time_that_happens_twice_opens_at_the_first_and_closes_at_the_second() -> None:
    assert opened("Europe/Bratislava", "2025-10-26", ["02:15", "02:45"]) == [
        ("2025-10-26T02:15:00+02:00", "2025-10-26T02:45:00+01:00")
    ]


def test_midnight_as_the_end_of_a_day_is_the_first_one() -> None:
    """In Havana the hour after midnight happens twice; Saturday ends with the first midnight all the same."""
    assert length("America/Havana", "2025-11-01", ["00:00", "24:00"]) == 24 * HOUR
    assert length("America/Havana", "2025-11-02", ["00:00", "24:00"]) == 25 * HOUR


def test_a_midnight_that_does_not_exist() -> None:
    """In Santiago the clock goes from 24:00 of Saturday to 01:00 of Sunday."""
    assert opened("America/Santiago", "2025-09-07", ["00:00", "24:00"]) == [
        ("2025-09-07T01:00:00-03:00", "2025-09-08T00:00:00-03:00")
    ]


def test_a_day_that_never_was_opens_nothing() -> None:
    """Samoa went from 29 to 31 December 2011; the night of the 29th runs its eight hours."""
    assert opened("Pacific/Apia", "2011-12-30", ["09:00", "17:00"]) == []
    assert length("Pacific/Apia", "2011-12-29", ["22:00", "06:00"]) == 8 * HOUR


def test_special_days_override_the_week_and_the_holidays() -> None:
    raw = {
        "zone": "Etc/UTC",
        "weekly": {"tue": [["09:00", "17:00"]], "wed": [["22:00", "06:00"]]},
        "closed": ["2025-12-23", "2025-12-24"],
        "special": {"2025-12-23": [["09:00", "10:00"], ["11:00", "12:00"]], "2025-12-30": []},
    }
    days = Hours.on
    hours = read_hours(raw)
    assert days(hours, date(2025, 12, 23)) == ((540, 600), (660, 720))
    assert days(hours, date(2025, 12, 24)) == days(hours, date(2025, 12, 30)) == ()
    assert days(hours, date(2025, 12, 31)) == ((1320, 1800),)


def test_a_night_belongs_to_the_day_on_which_it_opens() -> None:
    raw = {"zone": "Etc/UTC", "weekly": {"mon": [["22:00", "06:00"]], "tue": [["22:00", "06:00"]]}}
    axis = axis_of([(None, {**raw, "closed": ["2025-05-06"]})], date(2025, 5, 5))
    assert axis.is_open(instant("2025-05-06T05:00", "UTC"))
    assert not axis.is_open(instant("2025-05-06T23:00", "UTC"))


def test_hours_that_change_while_a_clock_runs() -> None:
    """Until June 9-17 in Bratislava, from Monday 2 June 8-12 in New York: 10 hours from Friday noon."""
    old = {"zone": "Europe/Bratislava", "weekly": {"fri": [["09:00", "17:00"]]}}
    new = {"zone": "America/New_York", "weekly": {"mon": [["08:00", "12:00"]], "tue": [["08:00", "12:00"]]}}
    axis = axis_of([(None, old), (date(2025, 6, 1), new)], date(2025, 5, 26))
    start = instant("2025-05-30T12:00", "Europe/Bratislava")
    assert axis.due(start, 10 * HOUR) == instant("2025-06-03T09:00", "America/New_York")


def test_a_calendar_says_nothing_before_its_first_day() -> None:
    hours = read_hours({"zone": "Asia/Kathmandu", "weekly": {"mon": [["09:00", "17:00"]]}})
    calendar = Calendar(Dated(((date(2025, 5, 5), hours),)))
    begins = instant("2025-05-05T00:00", "Asia/Kathmandu")
    axis = Axis.reaching(calendar, begins, begins)
    assert axis.elapsed(begins, begins + DAY) == 8 * HOUR
    with pytest.raises(TripactError, match="outside the expanded calendar"):
        axis.open_time(begins - 1)
    with pytest.raises(TripactError, match="says nothing before 2025-05-05"):
        calendar.hours(date(2025, 5, 4))


def test_beyond_the_horizon_is_an_error() -> None:
    axis = axis_of([(None, {"zone": "Etc/UTC", "weekly": {"mon": [["09:00", "10:00"]]}})], date(2025, 5, 5))
    start = instant("2025-05-05T00:00", "UTC")
    assert axis.due(start, 57 * HOUR) is not None
    questions = (
        lambda: axis.due(start, 70 * HOUR),
        lambda: axis.breach_after(start, 700 * HOUR),
        lambda: axis.sub(start, 70 * HOUR),
        lambda: axis.open_time(axis.until + 1),
        lambda: axis.sub(axis.since, 0),
        lambda: axis.elapsed(start, axis.until + 1),
    )
    for question in questions:
        with pytest.raises(TripactError, match="outside the expanded calendar"):
            question()


@pytest.mark.parametrize("weekly", [{}, {"mon": []}])
def test_a_calendar_that_never_opens_is_an_error(weekly: dict[str, list[list[str]]]) -> None:
    with pytest.raises(TripactError, match="never open"):
        axis_of([(None, {"zone": "Etc/UTC", "weekly": weekly})], date(2025, 5, 5))


def test_hours_that_cannot_be() -> None:
    week = ((),) * 6
    for wrong in (week, (*week, ((600, 600),)), (*week, ((1500, 1600),)), (*week, ((0, 1441),))):
        with pytest.raises(TripactError, match="seven weekdays"):
            Hours("Etc/UTC", wrong)
    with pytest.raises(TripactError, match="no time zone"):
        Hours("Europe/Nowhere", (*week, ()))


def test_the_spans_of_an_explanation() -> None:
    """Friday 15:00 to Monday 10:00 without a pause from 16:00 to 16:30."""
    raw = {"zone": "Europe/Bratislava", "weekly": {each: [["09:00", "17:00"]] for each in WEEK[:5]}}
    axis = axis_of([(None, raw)], date(2025, 3, 10))
    friday, monday = (instant(text, "Europe/Bratislava") for text in ("2025-03-14T15:00", "2025-03-17T10:00"))
    pause = Span(friday + HOUR, friday + HOUR + 30 * MINUTE)
    assert axis.spans(friday, monday, [pause]) == [
        Span(friday, friday + HOUR),
        Span(friday + HOUR + 30 * MINUTE, friday + 2 * HOUR),
        Span(monday - HOUR, monday),
    ]
