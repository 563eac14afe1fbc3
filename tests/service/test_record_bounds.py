"""What cannot be meant is refused: years, sizes, times that the clocks skip or repeat, merges in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.recording import Desk

READ = {"person": "p1", "name": "source", "value": "web"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def merge(desk: Desk, person: str, other: str, **more: str) -> list[tuple[str, str]]:
    return desk.refused("link", person=person, relation="merged", other=other, **more)


@pytest.mark.parametrize("day", ["0001-01-01", "0026-03-02", "1850-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_year_that_cannot_be_is_refused_wherever_it_stands(desk: Desk, day: str) -> None:
    for when in (day, f"{day}T10:00", f"{day}T10:00Z"):
        (refusal,) = desk.state("deal", deal="d1", close_date=when).refused
        assert refusal.message == f"'close_date' names the year {day[:4]}; 1900 to 2200 are the years that can be."
        assert ("type", "occurred_at") in desk.refused("attribute", **READ, occurred_at=when)


def test_the_other_statements_of_a_file_go_on(desk: Desk) -> None:
    stated = [("attribute", {**READ, "occurred_at": when}) for when in ("2026-01-05", "0001-01-01", "2026-01-06")]
    states = [each.state for each in desk.recorder.record_all(stated)]
    assert states == ["recorded", "refused", "recorded"]


@pytest.mark.parametrize(
    ("kind", "raw", "field"),
    [
        ("usage", {"account": "a", "action": "x", "times": 2**63 - 1}, "times"),
        ("usage", {"account": "a", "action": "x", "times": 10**30}, "times"),
        ("usage", {"account": "a", "action": "x", "times": 0}, "times"),
        ("usage", {"account": "a", "action": "x", "seats": 10**9 + 1}, "seats"),
        ("attempt", {"person": "p1", "channel": "call", "direction": "inbound", "seconds": 10**12}, "seconds"),
        ("deal", {"deal": "d1", "term_months": 1201}, "term_months"),
        ("signal", {"person": "p1", "signal": "demo", "value": 1e300}, "value"),
    ],
)
def test_a_number_that_no_sum_would_hold_is_refused(desk: Desk, kind: str, raw: dict[str, object], field: str) -> None:
    assert desk.refused(kind, **raw) == [("range", field)]


def test_a_large_number_that_can_be_is_recorded(desk: Desk) -> None:
    assert desk.refused("usage", account="a", action="x", times=10**9, seats=10**9) == []
    assert desk.refused("deal", deal="d1", amount="99999999999999.9999", currency="EUR", term_months=1200) == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-03-29T02:30", "does not happen in Europe/Bratislava"),
        ("2025-10-26T02:30", "happens twice in Europe/Bratislava"),
    ],
)
def test_a_local_time_that_the_clocks_skip_or_repeat_needs_its_offset(desk: Desk, when: str, said: str) -> None:
    (refusal,) = desk.state("attribute", **READ, occurred_at=when).refused
    assert (refusal.rule, refusal.field) == ("type", "occurred_at") and said in refusal.message
    for offset in ("+01:00", "+02:00"):
        assert f"{when}:00{offset}" in refusal.message
        assert desk.refused("attribute", **READ, occurred_at=when + offset) == []
    assert desk.refused("attribute", **READ, occurred_at=when[:10]) == []


def test_nobody_is_merged_into_themselves(desk: Desk) -> None:
    assert merge(desk, "m1", "m1") == [("subject", "other")]


def test_merges_do_not_close_a_circle(desk: Desk) -> None:
    assert merge(desk, "m1", "m2") == merge(desk, "m2", "m3") == []
    assert merge(desk, "m2", "m1") == merge(desk, "m3", "m1") == merge(desk, "m3", "m2") == [("subject", "other")]
    assert merge(desk, "m1", "m2") == merge(desk, "m4", "m1") == merge(desk, "m1", "m3") == []
    assert desk.refused("link", account="m3", relation="merged", other="m1") == []


def test_merges_of_one_file_do_not_close_a_circle_either(desk: Desk) -> None:
    pairs = (("m1", "m2"), ("m2", "m1"), ("m2", "m3"), ("m3", "m1"), ("m5", "m6"))
    stated = [("link", {"person": one, "relation": "merged", "other": other}) for one, other in pairs]
    states = [each.state for each in desk.recorder.record_all(stated)]
    assert states == ["recorded", "refused", "recorded", "refused", "recorded"]


def test_a_merge_that_was_taken_back_closes_no_circle(desk: Desk) -> None:
    assert merge(desk, "m1", "m2", id="wrong") == []
    stated = [
        ("void", {"voided_id": "wrong"}),
        ("link", {"person": "m2", "relation": "merged", "other": "m1"}),
    ]
    assert [each.state for each in desk.recorder.record_all(stated)] == ["recorded", "recorded"]
