"""Hard limits on open deals refuse one more; what is open already may go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.recording import Desk

LIMITED = """
stages:
  talk: {of: deal, leave: {to: [offer, lost, nurture]}}
  offer: {of: deal, leave: {to: [won, lost]}}
  won: {kind: won, of: deal}
  lost: {kind: lost, of: deal}
  nurture: {kind: recycle, leave: {to: [lost]}}
parties: {ae: {}}
recycle: {lost: [price]}
wip: {per: ae, limits: {"acv >= 0": 1}, kind: KIND}
"""


@pytest.fixture(params=["hard", "soft"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(tmp_path: Path, kind: str) -> Iterator[Desk]:
    made = Desk(tmp_path, LIMITED.replace("KIND", kind))
    yield made
    made.close()


def opened(desk: Desk, deal: str, day: str = "2026-02-02") -> list[tuple[str, str]]:
    """Open a deal of ada's; what refuses it."""
    refused = desk.refused("deal", deal=deal, owner="ada", amount="100", occurred_at=f"{day}T10:00")
    return refused or desk.refused("move", deal=deal, stage="talk", occurred_at=f"{day}T11:00")


def test_one_deal_more_than_the_limit_is_refused_only_where_it_is_hard(desk: Desk, kind: str) -> None:
    assert opened(desk, "d1") == []
    assert opened(desk, "d2") == ([("wip", "owner")] if kind == "hard" else [])


def test_what_is_dated_back_is_judged_by_the_present_too(desk: Desk, kind: str) -> None:
    assert opened(desk, "d1", "2026-02-10") == []
    assert opened(desk, "d2", "2026-02-01") == ([("wip", "owner")] if kind == "hard" else [])


def test_what_happened_to_a_deal_before_it_ended_may_be_told_late(desk: Desk) -> None:
    assert opened(desk, "d1", "2026-02-02") == []
    assert desk.refused("move", deal="d1", stage="lost", reason="price", occurred_at="2026-02-05T10:00") == []
    assert opened(desk, "d2", "2026-02-06") == []
    assert desk.refused("deal", deal="d1", next_step="call", occurred_at="2026-02-03T10:00") == []


def test_an_open_deal_goes_on_and_ends_whatever_the_limit(desk: Desk) -> None:
    assert opened(desk, "d1") == []
    assert desk.refused("deal", deal="d1", next_step="call", occurred_at="2026-02-03") == []
    assert desk.refused("move", deal="d1", stage="offer", occurred_at="2026-02-04") == []
    assert desk.refused("move", deal="d1", stage="lost", reason="price", occurred_at="2026-02-05") == []
    assert opened(desk, "d2", "2026-02-06") == []


def test_the_refusal_says_who_holds_what_and_what_to_do(desk: Desk, kind: str) -> None:
    opened(desk, "d1")
    if kind == "hard":
        (refusal,) = desk.state("deal", deal="d2", owner="ada", amount="100").refused
        assert "ada holds 1 open deals where acv >= 0; 1 are the most." in refusal.message
        assert "small.yaml" in refusal.where or "agreement.yaml" in refusal.where


WAITING = LIMITED.replace(
    'wip: {per: ae, limits: {"acv >= 0": 1}, kind: KIND}',
    """
attributes: {on_hold: {of: deal, type: boolean}, seats: {of: deal, type: number}, note: {of: deal}}
wip: {per: ae, limits: {"seats >= 10": 1, "else": 9}, unless: on_hold, kind: hard}
""".replace('"else"', '"acv >= 0"'),
)


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "waiting", WAITING)
    yield made
    made.close()


def stated(desk: Desk, deal: str, name: str, value: str) -> list[tuple[str, str]]:
    return desk.refused("attribute", deal=deal, name=name, value=value, occurred_at="2026-03-01T10:00")


def test_a_deal_that_comes_to_count_by_an_attribute_is_asked_like_a_new_one(waiting: Desk) -> None:
    for deal in ("d1", "d2"):
        desk_says = waiting.refused("attribute", deal=deal, name="on_hold", value="yes", occurred_at="2026-02-01T09:00")
        assert desk_says == [] and stated(waiting, deal, "seats", "20") == []
        assert opened(waiting, deal) == []
    assert stated(waiting, "d1", "on_hold", "no") == []
    assert stated(waiting, "d1", "on_hold", "no") == [], "what counts already adds nothing"
    assert stated(waiting, "d2", "note", "slow") == [], "nothing that limits speak of"
    assert stated(waiting, "d2", "on_hold", "no") == [("wip", "owner")]
    assert stated(waiting, "d2", "seats", "5") == [] and stated(waiting, "d2", "on_hold", "no") == []
    assert stated(waiting, "d2", "seats", "12") == [("wip", "owner")], "it would enter the band that is full"


def test_what_is_said_of_a_deal_that_ended_is_no_matter_of_limits(waiting: Desk, desk: Desk, kind: str) -> None:
    assert opened(desk, "d1") == []
    assert desk.refused("move", deal="d1", stage="lost", reason="price", occurred_at="2026-02-03") == []
    assert opened(desk, "d2", "2026-02-04") == []
    assert desk.refused("deal", deal="d1", next_step="call", occurred_at="2026-02-05") == []


def held_back(desk: Desk, *deals: str) -> None:
    """Open deals of 20 seats that are on hold."""
    for deal in deals:
        assert desk.refused("attribute", deal=deal, name="on_hold", value="yes", occurred_at="2026-02-01T09:00") == []
        assert desk.refused("attribute", deal=deal, name="seats", value="20", occurred_at="2026-02-01T09:00") == []
        assert opened(desk, deal) == []


@pytest.mark.parametrize("nothing", [{"value": ""}, {"value": None}, {}])
def test_what_is_withdrawn_counts_as_unknown(waiting: Desk, nothing: dict[str, object]) -> None:
    held_back(waiting, "d1", "d2")
    assert stated(waiting, "d1", "on_hold", "no") == []
    withdrawn = {"deal": "d2", "name": "on_hold", "occurred_at": "2026-03-01T10:00", **nothing}
    assert waiting.refused("attribute", **withdrawn) == [("wip", "owner")]
    assert waiting.refused("attribute", **{**withdrawn, "name": "seats"}) == []
    assert waiting.refused("attribute", **{**withdrawn, "name": "owner"}) == []


def test_what_an_attribute_changes_is_judged_by_the_present_too(waiting: Desk) -> None:
    held_back(waiting, "d1", "d2")
    for deal, day, refused in (("d1", "2026-02-10", []), ("d2", "2026-02-05", [("wip", "owner")])):
        assert waiting.refused("attribute", deal=deal, name="on_hold", value="no", occurred_at=day) == refused
    assert opened(waiting, "d3", "2026-02-04") == []
    assert waiting.refused("attribute", deal="d3", name="seats", value="30", occurred_at="2026-02-05") == [
        ("wip", "owner")
    ]


def test_an_attribute_that_was_said_again_later_changes_nothing_now(waiting: Desk) -> None:
    held_back(waiting, "d1", "d2")
    assert waiting.refused("attribute", deal="d1", name="on_hold", value="no", occurred_at="2026-02-20") == []
    assert waiting.refused("attribute", deal="d2", name="on_hold", value="yes", occurred_at="2026-02-08") == []
    assert waiting.refused("attribute", deal="d2", name="on_hold", value="no", occurred_at="2026-02-05") == []


def test_what_is_said_of_a_deal_in_the_words_of_its_account_is_not_asked(tmp_path: Path) -> None:
    limits = LIMITED.replace('"acv >= 0": 1', '"employees >= 10": 1, "acv >= 0": 9').replace("KIND", "hard")
    desk = Desk(tmp_path, "attributes: {employees: {of: account, type: number}}" + limits)
    for deal in ("d1", "d2"):
        assert opened(desk, deal) == []
        assert desk.refused("attribute", deal=deal, name="employees", value="50", occurred_at="2026-03-01") == []
    desk.close()


@pytest.fixture
def sized(tmp_path: Path) -> Iterator[Desk]:
    """A desk at which ada may hold one deal of a large account, and holds it."""
    limits = LIMITED.replace('"acv >= 0": 1', '"employees >= 10": 1, "acv >= 0": 9').replace("KIND", "hard")
    made = Desk(tmp_path, "attributes: {employees: {of: account, type: number}}" + limits)
    for account, employees in (("large", "50"), ("small", "5")):
        told = {"account": account, "name": "employees", "value": employees, "occurred_at": "2026-02-01"}
        assert made.refused("attribute", **told) == []
    assert held(made, "d0", account="large", owner="ada") == []
    yield made
    made.close()


def held(desk: Desk, deal: str, **said: str) -> list[tuple[str, str]]:
    """Say something of a deal and open it; what refuses it."""
    refused = desk.refused("deal", deal=deal, **said, occurred_at="2026-02-02T10:00")
    return refused or desk.refused("move", deal=deal, stage="talk", occurred_at="2026-02-02T11:00")


def test_a_limit_may_be_set_by_what_is_known_of_the_account(sized: Desk) -> None:
    assert held(sized, "d1", account="small", owner="ada") == []
    assert held(sized, "d2", account="large", owner="ada") == [("wip", "owner")]
    assert held(sized, "d3", account="small", owner="ada") == []


@pytest.mark.parametrize("account", ["large", "small"])
def test_the_account_that_a_deal_was_linked_to_counts_more_than_one_that_is_named(sized: Desk, account: str) -> None:
    linked = {"relation": "belongs_to", "other": account, "occurred_at": "2026-02-02T09:00"}
    assert sized.refused("link", deal="d1", **linked) == []
    assert held(sized, "d1", owner="bob") == []
    other = "small" if account == "large" else "large"
    found = sized.refused("deal", deal="d1", account=other, owner="ada", occurred_at="2026-02-03T10:00")
    assert found == ([("wip", "owner")] if account == "large" else [])


def test_a_deal_known_by_its_account_alone_is_counted_by_it(sized: Desk) -> None:
    linked = {"relation": "belongs_to", "other": "large", "occurred_at": "2026-02-02T09:00"}
    assert sized.refused("link", deal="d1", **linked) == []
    assert held(sized, "d1", owner="ada") == [("wip", "owner")]
