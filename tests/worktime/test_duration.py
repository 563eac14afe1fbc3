"""Durations say how they are counted; a bare one is refused with its four readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.worktime.duration import Duration, parse_duration
from tripact.worktime.instant import DAY, HOUR, MINUTE


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("2 business hours", "business", 2 * HOUR),
        ("60 business minutes", "business", 60 * MINUTE),
        ("24 elapsed hours", "elapsed", DAY),
        ("1.5 elapsed hours", "elapsed", 90 * MINUTE),
        ("2 elapsed days", "elapsed", 2 * DAY),
        ("1 business day", "business day", 1),
        ("5 business days", "business day", 5),
        ("12 days", "day", 12),
        ("2 weeks", "day", 14),
        ("1 elapsed week", "elapsed", 7 * DAY),
    ],
)
def test_each_reading(text: str, unit: str, amount: int) -> None:
    duration = parse_duration(text)
    assert (duration.text, duration.unit, duration.amount) == (text, unit, amount)


def test_ends_of_days() -> None:
    assert parse_duration("5 days rolled").rolled
    assert parse_duration("1 business day same time").same_time
    assert parse_duration("12 days").milliseconds == 12 * DAY


@pytest.mark.parametrize("text", ["24h", "24 h", "24 hours", "2hours"])
def test_a_bare_time_names_the_four_readings(text: str) -> None:
    with pytest.raises(ValueError, match="four ways") as refused:
        parse_duration(text)
    number = text.split("h")[0].strip()
    for reading in ("business hours", "elapsed hours", "business days", "days"):
        assert f"'{number} {reading}'" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("60 business minuts", "60 business minutes"),
        ("5 days roled", "5 days rolled"),
        ("2 buisness days", "2 business days"),
        ("12 dys", "12 days"),
    ],
)
def test_a_misspelt_word_is_put_right_and_the_unit_kept(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean '{meant}'"):
        parse_duration(text)


def test_minutes_have_two_readings_neither_of_them_in_hours() -> None:
    with pytest.raises(ValueError, match=r"'90 business minutes' .* or '90 elapsed minutes'") as refused:
        parse_duration("90 minutes")
    assert "hours" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "soon", "hours 2", "-2 days", "1.5 days", "0.5 business days"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|whole days|readings|four ways"):
        parse_duration(text)


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_is_refused(text: str) -> None:
    try:
        assert isinstance(parse_duration(text), Duration)
    except ValueError as refused:
        assert text.strip()[:5] in str(refused)


@given(st.integers(0, 10_000), st.sampled_from(["business hours", "elapsed minutes", "business days", "days", "weeks"]))
def test_spaces_do_not_matter(number: int, unit: str) -> None:
    spaced = parse_duration(f"  {number}   {unit} ")
    plain = parse_duration(f"{number} {unit}")
    assert (spaced.unit, spaced.amount) == (plain.unit, plain.amount)
