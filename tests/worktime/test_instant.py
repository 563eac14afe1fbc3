"""Instants are UTC milliseconds; zones matter only where text is read and shown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.errors import TripactError
from tripact.worktime.instant import DAY, HOUR, local_date, midnight, of_datetime, parse, show, to_datetime, zone

ZONE = "Europe/Bratislava"
instants = st.integers(-2_000_000_000_000, 4_000_000_000_000)


@given(instants, st.sampled_from(["UTC", ZONE, "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns"]))
def test_what_is_shown_can_be_read_again(instant: int, name: str) -> None:
    assert parse(show(instant, name), name) == instant
    assert of_datetime(to_datetime(instant, name)) == instant


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_day_begins_at_its_local_midnight(day: date) -> None:
    start = midnight(day, ZONE)
    assert local_date(start, ZONE) == day
    assert local_date(start - 1, ZONE) < day
    assert parse(day.isoformat(), ZONE) + 1 == midnight(date.fromordinal(day.toordinal() + 1), ZONE)


def test_days_of_daylight_saving_have_23_and_25_hours() -> None:
    spring, autumn = date(2025, 3, 30), date(2025, 10, 26)
    assert midnight(date(2025, 3, 31), ZONE) - midnight(spring, ZONE) == DAY - HOUR
    assert midnight(date(2025, 10, 27), ZONE) - midnight(autumn, ZONE) == DAY + HOUR


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-03-30T02:30", "does not happen in Europe/Bratislava"),
        ("2025-10-26T02:30", "2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00"),
    ],
)
def test_a_moment_to_look_from_must_happen_and_only_once(text: str, said: str) -> None:
    with pytest.raises(TripactError) as refused:
        parse(text, ZONE)
    assert said in refused.value.message
    assert parse(f"{text}+01:00", ZONE) == parse(f"{text}:00+01:00", "UTC")


def test_a_skipped_wall_time_maps_forward_and_a_doubled_one_is_the_first() -> None:
    skipped = of_datetime(datetime(2025, 3, 30, 2, 30), ZONE)  # noqa: DTZ001
    assert to_datetime(skipped, ZONE).hour == 3
    doubled = of_datetime(datetime(2025, 10, 26, 2, 30), ZONE)  # noqa: DTZ001
    assert doubled == of_datetime(datetime(2025, 10, 26, 0, 30, tzinfo=UTC))


def test_milliseconds_are_shown_where_they_matter() -> None:
    assert show(0) == "1970-01-01T00:00:00+00:00"
    assert show(1) == "1970-01-01T00:00:00.001+00:00"


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-13-01T10:00", "31.12.2026"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TripactError, match="is not a date or a time"):
        parse(text)


def test_unknown_zones_are_refused() -> None:
    with pytest.raises(TripactError, match="no time zone 'Europe/Bratislva'"):
        zone("Europe/Bratislva")
    with pytest.raises(TripactError):
        zone("../etc/passwd")
