"""Work in progress: counted by owner and band as of any moment; hard limits refuse (STG-5, methods §18.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.cases import method
from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import instant
from tripact.evaluate.deals import Deals
from tripact.evaluate.wip import WorkInProgress, implied_cycle, proposed_deal, wip_breach, wip_maximum, wip_refusals

Judge = Callable[..., Judged]
TEXT = """
currency: EUR
attributes: {on_hold: {of: deal, type: boolean}}
parties: {ae: {owner: Sales}}
stages:
  discovery: {of: deal}
  proposal: {of: deal}
  won: {of: deal, kind: won}
  onboarded: {of: deal}
  lost: {of: deal, kind: lost}
wip: {per: ae, limits: {"acv < 100": 2, "acv >= 100": 1}, unless: "on_hold", kind: hard}
"""
SMALL, LARGE = "acv < 100", "acv >= 100"


def opened(deal: str, day: float, amount: str | None, owner: str | None = "ada") -> list[tuple[object, ...]]:
    """A deal that is opened on a day."""
    return [
        (deal, day, "move", "discovery"),
        (deal, day, "deal", None, {"amount": amount, "currency": "EUR", "owner": owner}),
    ]


def held(judged: Judged, *days: float) -> dict[tuple[object, ...], int]:
    """The open deals by owner, band and day."""
    of_day = {instant(day): day for day in days}
    return {
        (row.owner, row.band, of_day[row.ts]): row.n for row in WorkInProgress(Deals(judged.evaluation)).held(of_day)
    }


def test_the_worked_case() -> None:
    case = method("wip-limit") or pytest.skip("no worked cases")
    given, expected = case["inputs"], case["expected"]["wip_limit"]
    assert wip_maximum(given["throughput_per_day"], given["target_cycle_days"]) == expected
    assert implied_cycle(expected, given["throughput_per_day"]) == given["target_cycle_days"]
    assert implied_cycle(3, 0) is None


def test_open_deals_count_by_the_band_of_their_day_and_until_they_end(judge: Judge) -> None:
    facts = [
        *opened("d1", 1, "50"),
        *opened("d2", 2, "50"),
        ("d1", 5, "deal", None, {"amount": "500"}),
        ("d2", 8, "move", "won"),
        ("d2", 9, "move", "onboarded"),
    ]
    assert held(judge(TEXT, facts), 1, 3, 6, 10) == {
        ("ada", SMALL, 1): 1,
        ("ada", SMALL, 3): 2,
        ("ada", SMALL, 6): 1,
        ("ada", LARGE, 6): 1,
        ("ada", LARGE, 10): 1,
    }


def test_deals_on_hold_do_not_count_while_they_are(judge: Judge) -> None:
    facts = [
        *opened("d1", 1, "50"),
        ("d1", 3, "attribute", "on_hold", "true"),
        ("d1", 5, "attribute", "on_hold", ""),
    ]
    assert held(judge(TEXT, facts), 2, 4, 6) == {("ada", SMALL, 2): 1, ("ada", SMALL, 6): 1}


def test_what_is_unknown_is_in_no_band_and_of_nobody(judge: Judge) -> None:
    facts = [*opened("d1", 1, None), *opened("d2", 1, "50", None)]
    assert held(judge(TEXT, facts), 2) == {("ada", None, 2): 1, (None, SMALL, 2): 1}


def test_a_deal_that_ended_counts_for_the_owner_and_band_it_had(judge: Judge) -> None:
    facts = [*opened("d1", 1, "50"), ("d1", 7, "move", "lost"), *opened("d2", 1, "500"), ("d2", 8, "move", "won")]
    work = WorkInProgress(Deals(judge(TEXT, facts).evaluation))
    assert sorted((row.band, row.n) for row in work.closed(instant(7), instant(8))) == [(SMALL, 1)]
    assert sorted((row.band, row.n) for row in work.closed(instant(0), instant(9))) == [(SMALL, 1), (LARGE, 1)]


def test_a_hard_limit_refuses_one_more_and_says_which(judge: Judge) -> None:
    deals = Deals(judge(TEXT, [*opened("d1", 1, "50"), *opened("d2", 1, "50")]).evaluation)
    (refusal,) = wip_refusals(deals, {"owner": "ada", "acv": 60.0, "stage": "discovery"})
    assert (refusal.owner, refusal.band, refusal.limit, refusal.open) == ("ada", SMALL, 2, 2)
    assert wip_refusals(deals, {"owner": "bob", "acv": 60.0}) == ()
    assert wip_refusals(deals, {"owner": "ada", "acv": 600.0}) == ()
    assert wip_refusals(deals, {"owner": "ada", "acv": 60.0, "on_hold": True}) == ()
    assert wip_refusals(deals, {"owner": "ada"}) == ()


def test_a_known_deal_is_not_counted_twice(judge: Judge) -> None:
    judged = judge(TEXT, [*opened("d1", 1, "50"), *opened("d2", 1, "50")])
    deals, key = Deals(judged.evaluation), judged.facts.keys["d1"]
    assert wip_refusals(deals, {"owner": "ada", "acv": 70.0}, key) == ()
    assert wip_breach(deals, {"owner": "ada", "acv": 700.0}, key) is None


def test_a_soft_limit_refuses_nothing_but_is_broken(judge: Judge) -> None:
    soft = TEXT.replace("kind: hard", "kind: soft")
    deals = Deals(judge(soft, [*opened("d1", 1, "500")]).evaluation)
    assert wip_refusals(deals, {"owner": "ada", "acv": 600.0}) == ()
    breach = wip_breach(deals, {"owner": "ada", "acv": 600.0})
    assert breach is not None and breach.open == 1


def test_what_is_stated_is_added_to_what_is_known_of_the_deal(judge: Judge) -> None:
    facts = [*opened("d1", 1, "50"), *opened("d2", 1, "500"), ("d2", 2, "attribute", "on_hold", "true")]
    judged = judge(TEXT, facts)
    deals, key = Deals(judged.evaluation), judged.facts.keys["d2"]
    assert proposed_deal(deals, {"owner": "ada", "amount": "90", "currency": "EUR", "term_months": 6})["acv"] == 180
    assert proposed_deal(deals, {"owner": "ada", "amount": "90", "currency": "USD"})["acv"] is None
    known = proposed_deal(deals, {"stage": "proposal"}, key)
    assert (known["acv"], known["owner"], known["stage"], known["on_hold"]) == (500, "ada", "proposal", True)
    assert wip_refusals(deals, known, key) == ()
    fresh = proposed_deal(deals, {"owner": "ada", "amount": "500", "currency": "EUR"})
    assert wip_refusals(deals, fresh) == ()
    (refusal,) = wip_refusals(Deals(judge(TEXT, facts[:4]).evaluation), fresh)
    assert refusal.message.startswith("ada holds 1 open deals where acv >= 100; 1 are the most.")


HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 4), st.just("move"), st.sampled_from(["discovery", "proposal", "won", "lost"])),
        st.tuples(st.integers(1, 4), st.just("amount"), st.sampled_from(["50", "500"])),
        st.tuples(st.integers(1, 4), st.just("owner"), st.sampled_from(["ada", "bob"])),
    ),
    max_size=14,
)


@settings(max_examples=12)
@given(HAPPENINGS)
def test_the_counts_are_those_of_a_loop_over_the_facts(happenings: list[tuple[int, str, Any]]) -> None:
    facts: list[tuple[object, ...]] = []
    for day, (number, what, value) in enumerate(happenings, 1):
        body = ("move", value) if what == "move" else ("deal", None, {what: value, "currency": "EUR"})
        facts.append((f"d{number}", day, *body))
    judged = duckdb_court().judge(TEXT, facts)
    days = range(1, len(facts) + 1)
    assert held(judged, *days) == brute(happenings)
    judged.evaluation.close()


def brute(happenings: list[tuple[int, str, Any]]) -> dict[tuple[object, ...], int]:
    """The same, one fact after the other."""
    deals: dict[int, dict[str, Any]] = {}
    found: Counter[tuple[object, ...]] = Counter()
    for day, (number, what, value) in enumerate(happenings, 1):
        deals.setdefault(number, {})[what] = value
        for deal in deals.values():
            if deal.get("move", "discovery") in ("discovery", "proposal") and day:
                amount = deal.get("amount")
                band = None if amount is None else SMALL if float(amount) < 100 else LARGE
                found[deal.get("owner"), band, day] += 1
    return dict(found)
