"""A dated value is in force from its date until the next one; a plain one always."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.worktime.dated import BEGINNING, END, Dated, is_dated, parse_dated
from tripact.worktime.instant import midnight

ZONE = "Europe/Bratislava"
days = st.dates(date(1990, 1, 1), date(2050, 1, 1))
histories = st.dictionaries(days, st.integers(), min_size=1, max_size=6).map(
    lambda changes: parse_dated({f"from {day}": changes[day] for day in sorted(changes)})
)


def test_a_plain_value_always_holds() -> None:
    value = parse_dated(50)
    assert (value.at(date(1970, 1, 1)), value.at(date(2999, 1, 1)), value.latest) == (50, 50, 50)
    assert list(value.spans(ZONE)) == [(BEGINNING, END, 50)]


def test_a_dated_value_changes_at_local_midnight() -> None:
    value = parse_dated({"from 2026-01-01": 50, "from 2026-07-01": 55})
    assert value.at(date(2025, 12, 31)) is None
    assert (value.at(date(2026, 6, 30)), value.at(date(2026, 7, 1))) == (50, 55)
    turn = midnight(date(2026, 7, 1), ZONE)
    assert [(end, held) for _, end, held in value.spans(ZONE)] == [(turn, 50), (END, 55)]
    assert turn % 86_400_000 == 22 * 3_600_000  # summer time: midnight in Bratislava is 22:00 UTC


@given(histories, days)
def test_the_latest_on_or_before_is_in_force(value: Dated[int], day: date) -> None:
    before = [held for since, held in value.changes if since is not None and since <= day]
    assert value.at(day) == (before[-1] if before else None)
    instant = midnight(day, ZONE)
    spanned = [held for start, end, held in value.spans(ZONE) if start <= instant < end]
    assert spanned == before[-1:]


@given(histories)
def test_spans_follow_one_another(value: Dated[int]) -> None:
    spans = list(value.spans(ZONE))
    assert all(first[1] == second[0] for first, second in pairwise(spans))
    assert spans[-1][1] == END
    assert value.map(str).values == tuple(map(str, value.values))


@given(days, st.integers(1, 400))
def test_dates_must_rise(day: date, back: int) -> None:
    with pytest.raises(ValueError, match="must rise"):
        parse_dated({f"from {day}": 1, f"from {day - timedelta(back)}": 2})


def test_a_mapping_with_another_key_is_no_dated_value() -> None:
    assert not is_dated({"from 2026-01-01": 1, "points": 2})
    assert not is_dated({})
    with pytest.raises(ValueError, match="day"):
        parse_dated({"from 2026-02-30": 1})
