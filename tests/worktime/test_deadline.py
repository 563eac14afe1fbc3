"""Each unit of methods §3.3: hours, business days and days, with pauses and changes of the clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worktime.calendars import Sample, samples
from tests.worktime.published import axis, instant, plain, read
from tripact.errors import TripactError
from tripact.worktime.deadline import Deadline, deadline, measure_of
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import DAY, HOUR, SECOND, midnight, show
from tripact.worktime.span import Span

ZONE = "Europe/Bratislava"
OFFICE = {
    "tz": ZONE,
    "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    "holidays": ["2025-04-18", "2025-04-21"],
}


def told(start: str, text: str, *pauses: tuple[str, str], calendar: dict[str, object] = OFFICE) -> tuple[str, str]:
    """Due and breach after in local time."""
    begins = instant(start, ZONE)
    stops = [Span(instant(a, ZONE), instant(b, ZONE)) for a, b in pauses]
    found = deadline(begins, parse_duration(text), axis(plain(calendar), begins), stops)
    assert found.due is not None
    assert found.breach_after is not None
    return show(found.due, ZONE)[:16], show(found.breach_after, ZONE)[:16]


def test_the_four_readings_of_24_hours(shared: Path) -> None:
    (case,) = (case for case in read(shared, "methods.json")["cases"] if case["id"] == "bt-unit-ambiguity")
    start, expected = case["inputs"]["start_local"], case["expected"]
    assert told(start, "24 elapsed hours")[0] == expected["elapsed_24h"].replace(" ", "T")
    assert told(start, "24 business hours")[0] == expected["business_24h"].replace(" ", "T")
    assert told(start, "1 business day same time")[0] == expected["one_business_day_same_time"].replace(" ", "T")
    assert told(start, "1 business day")[0] == expected["one_business_day_end_of_day"].replace(" ", "T")


def test_five_days_over_easter(shared: Path) -> None:
    (case,) = (case for case in read(shared, "methods.json")["cases"] if case["id"] == "bt-5bd")
    start, expected = case["inputs"]["start_local"], case["expected"]
    assert told(start, "5 business days")[0] == expected["end_of_day"].replace(" ", "T")
    assert told(start, "5 business days same time")[0] == expected["same_time"].replace(" ", "T")
    assert told(start, "40 business hours")[0] == expected["business_40h"].replace(" ", "T")
    assert told(start, "5 days rolled")[0] == expected["five_calendar_days_rolled"].replace(" ", "T")
    # Our day is the whole local day; the case's own reading keeps the wall time.
    assert told(start, "5 days") == ("2025-04-22T00:00", "2025-04-22T00:00")


@pytest.mark.parametrize(
    ("start", "text", "due", "breach"),
    [
        # the start day is not counted, whatever it is; kept until business goes on
        ("2025-03-13T09:00", "1 business day", "2025-03-14T17:00", "2025-03-17T09:00"),
        ("2025-03-14T20:00", "1 business day", "2025-03-17T17:00", "2025-03-18T09:00"),
        ("2025-03-15T11:00", "1 business day", "2025-03-17T17:00", "2025-03-18T09:00"),
        ("2025-04-17T08:00", "1 business day", "2025-04-22T17:00", "2025-04-23T09:00"),
        # the same wall time, even where nothing is open
        ("2025-03-14T14:00", "2 business days same time", "2025-03-18T14:00", "2025-03-18T14:00"),
        ("2025-03-13T20:00", "1 business day same time", "2025-03-14T20:00", "2025-03-17T09:00"),
        ("2025-03-15T03:00", "1 business day same time", "2025-03-17T03:00", "2025-03-17T09:00"),
        # days end with the local day, summer time or not; an end on an open day is not rolled
        ("2025-03-28T10:00", "3 days", "2025-04-01T00:00", "2025-04-01T00:00"),
        ("2025-03-28T10:00", "3 days rolled", "2025-04-01T00:00", "2025-04-01T00:00"),
        ("2025-03-28T10:00", "2 days rolled", "2025-03-31T17:00", "2025-03-31T17:00"),
        ("2025-03-28T10:00", "0 days", "2025-03-29T00:00", "2025-03-29T00:00"),
        ("2025-03-29T12:00", "24 elapsed hours", "2025-03-30T13:00", "2025-03-30T13:00"),
        ("2025-10-25T12:00", "24 elapsed hours", "2025-10-26T11:00", "2025-10-26T11:00"),
        ("2025-03-29T12:00", "1 elapsed day", "2025-03-30T13:00", "2025-03-30T13:00"),
    ],
)
def test_each_unit(start: str, text: str, due: str, breach: str) -> None:
    assert told(start, text) == (due, breach)


@pytest.mark.parametrize(
    ("text", "due", "breach"),
    [
        # a pause from Thursday 16:00 to Friday 10:00 has two open hours, and eighteen on the wall
        ("8 business hours", "2025-03-14T13:00", "2025-03-14T13:00"),
        ("1 business day", "2025-03-17T11:00", "2025-03-17T11:00"),
        ("1 business day same time", "2025-03-14T13:00", "2025-03-14T13:00"),
        ("24 elapsed hours", "2025-03-15T05:00", "2025-03-15T05:00"),
        ("1 day", "2025-03-15T18:00", "2025-03-15T18:00"),
        ("1 day rolled", "2025-03-17T17:00", "2025-03-17T17:00"),
    ],
)
def test_pauses_move_each_unit_by_its_own_time(text: str, due: str, breach: str) -> None:
    assert told("2025-03-13T11:00", text, ("2025-03-13T16:00", "2025-03-14T10:00")) == (due, breach)


def test_a_pause_outside_hours_moves_no_business_day() -> None:
    night = ("2025-03-13T18:00", "2025-03-14T08:00")
    assert told("2025-03-13T11:00", "1 business day", night) == ("2025-03-14T17:00", "2025-03-17T09:00")
    assert told("2025-03-13T20:00", "1 business day same time", night)[0] == "2025-03-14T20:00"


def test_a_night_shift_ends_its_business_day_in_the_morning() -> None:
    nights = {"tz": ZONE, "weekly": {day: [["22:00", "06:00"]] for day in ("thu", "fri")}}
    assert told("2025-03-13T23:00", "1 business day", calendar=nights) == ("2025-03-15T06:00", "2025-03-20T22:00")


def test_an_open_pause_leaves_every_unit_without_a_deadline() -> None:
    start = instant("2025-03-13T11:00", ZONE)
    business = axis(plain(OFFICE), start)
    for text in ("8 business hours", "8 elapsed hours", "1 business day", "1 business day same time", "1 day rolled"):
        assert deadline(start, parse_duration(text), business, [Span(start + HOUR, None)]) == Deadline(None, None)


def test_what_has_no_answer() -> None:
    start = instant("2025-03-13T11:00", ZONE)
    business = axis(plain(OFFICE), start)
    with pytest.raises(TripactError, match="business days count from 1"):
        deadline(start, parse_duration("0 business days"), business)
    with pytest.raises(TripactError, match="not enough business days"):
        deadline(start, parse_duration("400 business days"), business)


def test_what_a_promise_is_measured_by() -> None:
    start = instant("2025-03-14T15:00", ZONE)
    business = axis(plain(OFFICE), start)
    lengths = {
        text: measure_of(parse_duration(text), business).elapsed(start, start + 3 * DAY)
        for text in ("2 business hours", "2 elapsed hours", "1 business day", "1 day")
    }
    assert list(lengths.values()) == [8 * HOUR, 72 * HOUR, 8 * HOUR, 72 * HOUR]


@settings(max_examples=40)
@given(samples(), st.integers(0, 10 * 86_400), st.integers(1, 6))
def test_business_days_are_counted_as_on_a_wall_calendar(sample: Sample, second: int, count: int) -> None:
    business = sample.axis()
    start = (sample.start + second) * SECOND
    day, left = business.calendar.day_of(start), count
    while left:
        day += timedelta(days=1)
        left -= bool(business.calendar.closing(day))
    found = deadline(start, parse_duration(f"{count} business days"), business)
    assert found.due == business.calendar.closing(day)
    zone = sample.versions[-1][1]["zone"]
    assert found.due is not None
    assert midnight(day, zone) < found.due <= midnight(day + timedelta(days=2), zone)
