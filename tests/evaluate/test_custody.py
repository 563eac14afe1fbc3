"""Custody: the time of a clock in shares that add up to the whole (CLK-7)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.evaluate.clocks import MONDAY, MQL, STAGES, clocks, commitment, custody, hour
from tests.evaluate.judging import Judged
from tripact.worktime.instant import HOUR

Judge = Callable[..., Judged]

CLAUSE = """starts: stage mql, stops: milestone done, within: 90 elapsed hours, pauses: [
  {from: waiting_on_customer, until: customer_back, share: customer}, {from: opt_out, until: consent, share: consent},
  {from: milestone partner, until: milestone ours, share: partner}, {from: milestone queue, until: milestone free,
  share: system}]"""
TEXT = commitment(CLAUSE, "attributes: {owner: {}}")
BUSINESS = TEXT.replace("90 elapsed hours", "2 business hours")
FRIDAY = MONDAY + 4
NEXT_MONDAY = MONDAY + 7
DONE = ("p1", hour(20), "milestone", "done")
SHARES = ("system", "human", "customer", "consent", "partner")
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "customer": (("signal", "waiting_on_customer"), ("signal", "customer_back")),
    "consent": (("consent", "withdrawn"), ("consent", "given")),
    "partner": (("milestone", "partner"), ("milestone", "ours")),
    "system": (("milestone", "queue"), ("milestone", "free")),
}
RANKED = ("consent", "customer", "partner", "system")


def held(kind: str, since: float, until: float | None) -> list[tuple[object, ...]]:
    """A pause between two hours of Monday."""
    begin, end = KINDS[kind]
    return [("p1", hour(since), *begin), *([] if until is None else [("p1", hour(until), *end)])]


def owner(hours: float, who: str = "p1") -> tuple[object, ...]:
    return (who, hour(hours), "attribute", "owner", "sam")


def shares(judged: Judged) -> list[dict[str, float]]:
    """The shares in hours, those that are not zero."""
    found = []
    for each in custody(judged):
        parts = {name: getattr(each, f"{name}_share") for name in SHARES}
        assert sum(parts.values()) == each.lasted
        found.append({name: round(part / HOUR, 3) for name, part in parts.items() if part})
    return found


def test_without_anything_else_the_time_is_human(judge: Judge) -> None:
    assert shares(judge(TEXT, [MQL, DONE])) == [{"human": 10}]


def test_until_somebody_owns_it_the_system_holds_it(judge: Judge) -> None:
    assert shares(judge(TEXT, [MQL, owner(13), DONE])) == [{"system": 3, "human": 7}]


def test_an_owner_from_before_leaves_nothing_to_the_system(judge: Judge) -> None:
    assert shares(judge(TEXT, [owner(9), MQL, owner(13), DONE])) == [{"human": 10}]


def test_who_never_gets_an_owner_is_held_by_the_system_where_others_get_one(judge: Judge) -> None:
    assert shares(judge(TEXT, [MQL, owner(9, "p2"), DONE])) == [{"system": 10}]


def test_an_account_and_a_deal_hand_their_owner_on(judge: Judge) -> None:
    account = [("p1", 0, "link", "belongs_to", "a1"), owner(12, "a1")]
    deal = [("d1", 0, "link", "converted", "p1"), ("d1", hour(12), "deal", {"owner": "sam"})]
    for facts in (account, deal):
        assert shares(judge(TEXT, [*facts, MQL, DONE])) == [{"system": 2, "human": 8}]


def test_each_pause_is_the_share_of_its_party(judge: Judge) -> None:
    facts = [MQL, *held("customer", 11, 12), *held("consent", 13, 15), *held("partner", 16, 16.5), DONE]
    assert shares(judge(TEXT, facts)) == [{"human": 6.5, "customer": 1, "consent": 2, "partner": 0.5}]


def test_pauses_that_overlap_count_once_and_consent_comes_first(judge: Judge) -> None:
    facts = [MQL, *held("partner", 11, 15), *held("customer", 12, 16), *held("consent", 13, 14), owner(11.5), DONE]
    assert shares(judge(TEXT, facts)) == [{"system": 1, "human": 4, "customer": 3, "consent": 1, "partner": 1}]


def test_an_open_clock_is_shared_up_to_the_moment_and_an_open_pause_with_it(judge: Judge) -> None:
    assert shares(judge(TEXT, [MQL, *held("customer", 12, None)], hour(16))) == [{"human": 2, "customer": 4}]


def test_what_lies_outside_the_clock_is_nobodys(judge: Judge) -> None:
    facts = [*held("customer", 8, 11), MQL, *held("consent", 19, 30), DONE]
    assert shares(judge(TEXT, facts)) == [{"human": 8, "customer": 1, "consent": 1}]


def test_objectives_are_not_counted_beside_their_commitment(judge: Judge) -> None:
    text = commitment(CLAUSE + ", aim: 9 elapsed hours", "attributes: {owner: {}}")
    assert shares(judge(text, [MQL, DONE])) == [{"human": 10}]


@pytest.mark.parametrize("seed", range(3))
def test_shares_are_those_of_a_count_by_the_minute(judge: Judge, seed: int) -> None:
    chance = random.Random(seed)
    spans = [(kind, since, since + chance.randrange(1, 300)) for kind in RANKED for since in [chance.randrange(700)]]
    owned = chance.randrange(600)
    facts = [line for kind, since, until in spans for line in held(kind, 9 + since / 60, 9 + until / 60)]
    holders = [*spans, ("system", 0, owned)]
    minutes = [
        next((kind for kind in RANKED for k, a, b in holders if k == kind and a <= minute < b), "human")
        for minute in range(60, 660)
    ]
    expected = {name: round(minutes.count(name) / 60, 3) for name in SHARES if name in minutes}
    assert shares(judge(TEXT, [MQL, owner(9 + owned / 60), DONE, *facts])) == [expected]


def test_a_promise_in_business_time_is_shared_in_business_time(judge: Judge) -> None:
    facts = [
        ("p1", hour(16, FRIDAY), "move", "mql"),
        ("p1", hour(16.5, FRIDAY), "signal", "waiting_on_customer"),
        ("p1", hour(9.5, NEXT_MONDAY), "signal", "customer_back"),
        ("p1", hour(16, NEXT_MONDAY), "milestone", "done"),
    ]
    judged = judge(BUSINESS, facts, NEXT_MONDAY + 1)
    assert shares(judged) == [{"human": 7, "customer": 1}]
    assert [(each.elapsed or 0) / HOUR for each in clocks(judged)] == [7]


def test_what_passes_while_it_is_closed_is_nobodys(judge: Judge) -> None:
    facts = [("p1", hour(18, FRIDAY), "move", "mql"), ("p1", hour(8, NEXT_MONDAY), "milestone", "done")]
    assert shares(judge(BUSINESS, facts, NEXT_MONDAY + 1)) == [{}]


def test_where_the_calendar_is_not_known_no_shares_are_told(judge: Judge) -> None:
    frozen = "zone: UTC, holidays: {country: SK, years: 2020, source: law, closed: [2020-01-01]}"
    (each,) = custody(judge(BUSINESS.replace("zone: UTC", frozen), [MQL, DONE]))
    assert (each.lasted, each.human_share) == (None, None)


def test_a_clock_that_goes_on_by_the_next_owners_calendar_is_shared_on_both(judge: Judge) -> None:
    calendars = """calendars: {day: {zone: UTC, open: {mon-fri: "09:00-17:00"}}, early: {zone: UTC,
      open: {mon-fri: "05:00-11:00"}}}\nparties: {marketing: {calendar: day}, sdr: {calendar: day}}
whose: {owner: {eve: early}}"""
    clause = CLAUSE.replace("90 elapsed hours", "9 business hours, whose: owner, handover: switch")
    agreed = f"commitments: {{answer: {{{clause}, between: [marketing, sdr]}}}}"
    handed = ("p1", hour(15), "attribute", "owner", "eve")
    facts = [owner(9), MQL, *held("customer", 14, 31), handed, ("p1", hour(34), "milestone", "done")]
    # five hours of the day's calendar until three, then those of the early one from five on Tuesday
    assert shares(judge(f"{STAGES}\n{calendars}\nattributes: {{owner: {{}}}}\n{agreed}", facts, MONDAY + 3)) == [
        {"human": 7, "customer": 3}
    ]


@pytest.mark.parametrize("seed", range(6))
def test_shares_add_up_to_what_has_run_and_what_stood_still(judge: Judge, seed: int) -> None:
    chance = random.Random(seed)
    spans = [(kind, since, since + chance.randrange(1, 6000)) for kind in RANKED for since in [chance.randrange(6000)]]
    facts = [line for kind, since, until in spans for line in held(kind, since / 60, until / 60)]
    start, end, owned = chance.randrange(3000), 3000 + chance.randrange(6000), chance.randrange(4000)
    facts += [("p1", hour(start / 60), "move", "mql"), ("p1", hour(end / 60), "milestone", "done"), owner(owned / 60)]
    judged = judge(BUSINESS, facts, NEXT_MONDAY + 7)
    # Monday to Friday from nine to five
    counted = [m for m in range(start, end) if m // 1440 % 7 < 5 and 540 <= m % 1440 < 1020]
    paused = [m for m in counted if any(since <= m < until for _, since, until in spans)]
    holders = [*spans, ("system", 0, owned)]
    minutes = [
        next((k for k in RANKED for kind, a, b in holders if kind == k and a <= m < b), "human") for m in counted
    ]
    expected = {name: round(minutes.count(name) / 60, 3) for name in SHARES if name in minutes}
    assert shares(judged) == [expected]
    ((clock,), (whole,)) = clocks(judged), custody(judged)
    assert whole.lasted == (clock.elapsed or 0) + len(paused) * 60_000
