"""Product-qualified accounts: usage in a trailing window (methods §2.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.cases import method
from tests.evaluate.clocks import clocks as clocks_of
from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import Line, day_of

Judge = Callable[..., Judged]


def clauses(rule: str, within: str = "14 days") -> str:
    return f"""
attributes: {{plan: {{of: account}}}}
definitions: {{pql: {{account: "{rule}", within: {within}}}}}
stages: {{lead: {{}}, sal: {{}}}}
"""


def used(account: str, day: float, action: str, user: str = "p1", **more: Any) -> tuple[object, ...]:
    return (account, day, "usage", action, {"person": user, **more})


def qualified(judged: Judged) -> dict[str, float]:
    """The day on which each account was qualified."""
    return {judged.name(account): day_of(ts) for account, ts in judged.rows("account_promotions", "account", "ts")}


def case() -> dict[str, Any]:
    return method("pql-3-in-14") or pytest.skip("no worked cases: put them into ../shared")


@pytest.mark.parametrize(("name", "mode"), [("actions", "count_mode_day"), ("distinct_actions", "distinct_mode_day")])
def test_three_key_actions_in_fourteen_days_by_either_count(judge: Judge, name: str, mode: str) -> None:
    worked = case()
    facts = [used("a1", day, action) for action, day in worked["inputs"]["actions"]]
    assert qualified(judge(clauses(f"{name} >= 3"), facts)) == {"a1": worked["expected"][mode]}


def test_the_window_is_closed_at_both_ends(judge: Judge) -> None:
    rule = clauses("actions >= 2")
    assert qualified(judge(rule, [used("a1", 1, "x"), used("a1", 15, "x")])) == {"a1": 15}
    assert qualified(judge(rule, [used("a1", 1, "x"), used("a1", 15.001, "x")])) == {}


def test_a_feature_is_counted_by_name_and_by_times(judge: Judge) -> None:
    rule = clauses("uses('report') >= 3 AND uses('export') >= 1")
    facts = [used("a1", 1, "report", times=2), used("a1", 2, "export"), used("a1", 3, "other", times=9)]
    assert qualified(judge(rule, facts)) == {}
    assert qualified(judge(rule, [*facts, used("a1", 4, "report")])) == {"a1": 4}


def test_active_users_are_different_people_in_the_window(judge: Judge) -> None:
    rule = clauses("active_users >= 2", "7 days")
    often = [used("a1", day, "x") for day in (1, 2, 3)]
    assert qualified(judge(rule, often)) == {}
    assert qualified(judge(rule, [*often, used("a1", 10, "x", "p2")])) == {"a1": 10}
    assert qualified(judge(rule, [*often, used("a1", 10.001, "x", "p2")])) == {}


def test_what_falls_out_of_the_window_no_longer_counts(judge: Judge) -> None:
    rule = clauses("distinct_actions = 1 AND actions < 2", "7 days")
    judged = judge(rule, [used("a1", 1, "x"), used("a1", 1, "y"), used("a1", 5, "x")])
    assert qualified(judged) == pytest.approx({"a1": 8}, abs=0.001)


def test_use_by_a_member_is_use_by_the_account(judge: Judge) -> None:
    facts = [("p1", 2, "link", "belongs_to", "a1"), ("p1", 1, "usage", "x"), ("p1", 3, "usage", "x")]
    assert qualified(judge(clauses("actions >= 1"), facts)) == {"a1": 3}


def test_an_attribute_of_the_account_may_come_last(judge: Judge) -> None:
    rule = clauses("actions >= 1 AND plan = 'trial'")
    facts = [used("a1", 1, "x"), ("a1", 4, "attribute", "plan", "trial"), used("a2", 1, "x")]
    assert qualified(judge(rule, facts)) == {"a1": 4}
    late = [used("a1", 1, "x"), ("a1", 20, "attribute", "plan", "trial")]
    assert qualified(judge(rule, late)) == {}


def test_each_definition_has_a_window_of_its_own(judge: Judge) -> None:
    text = clauses("actions >= 2").replace(
        "definitions: {", 'definitions: {habit: {account: "actions >= 2", within: 2 days}, '
    )
    rows = judge(text, [used("a1", 1, "x"), used("a1", 9, "x"), used("a1", 10, "x")])
    found = rows.rows("account_promotions", "definition", "ts")
    assert [(name, day_of(ts)) for name, ts in found] == [("habit", 10), ("pql", 9)]


def test_without_such_a_definition_nothing_is_qualified(judge: Judge) -> None:
    assert judge("", [used("a1", 1, "x")]).rows("account_promotions", "account") == []


def again(judged: Judged) -> list[tuple[Any, ...]]:
    """The number, the day and the day of settlement of each qualification of a1."""
    rows = judged.rows("account_promotions", "ts", "pass", "settled_at")
    return [(number, day_of(ts), None if settled is None else day_of(settled)) for ts, number, settled in rows]


REARMED = clauses("actions >= 2", "5 days, rearm: 30 days")
FIRST = [used("a1", 1, "x"), used("a1", 2, "x"), ("p1", 0, "link", "belongs_to", "a1")]


def test_a_qualification_that_nobody_settled_is_not_repeated(judge: Judge) -> None:
    assert again(judge(REARMED, [*FIRST, used("a1", 90, "x"), used("a1", 91, "x")])) == [(1, 2, None)]


def test_after_it_was_settled_and_left_alone_it_can_be_qualified_again(judge: Judge) -> None:
    facts = [*FIRST, ("p1", 5, "attempt", "email"), used("a1", 30, "x"), used("a1", 33, "x")]
    assert again(judge(REARMED, facts)) == [(1, 2, 5), (2, 35, None)]


def test_work_in_between_begins_the_quiet_time_anew(judge: Judge) -> None:
    facts = [*FIRST, ("p1", 5, "attempt", "email"), ("p1", 20, "move", "sal"), used("a1", 40, "x"), used("a1", 41, "x")]
    assert again(judge(REARMED, facts)) == [(1, 2, 5)]
    later = [*facts, used("a1", 60, "x"), used("a1", 61, "x")]
    assert again(judge(REARMED, later)) == [(1, 2, 5), (2, 61, None)]


def test_what_a_machine_sent_settles_nothing(judge: Judge) -> None:
    facts = [*FIRST, ("p1", 5, "attempt", "email", {"automatic": True}), used("a1", 90, "x"), used("a1", 91, "x")]
    assert again(judge(REARMED, facts)) == [(1, 2, None)]


def test_without_rearm_an_account_is_qualified_once(judge: Judge) -> None:
    facts = [*FIRST, ("p1", 5, "attempt", "email"), used("a1", 90, "x"), used("a1", 91, "x")]
    assert again(judge(clauses("actions >= 2", "5 days"), facts)) == [(1, 2, 5)]


WAYS: dict[str, tuple[Line, Line]] = {
    "its own deal": (("d1", 3, "link", "belongs_to", "a1"), ("d1", 5, "attempt", "call")),
    "a move of its own deal": (("d1", 3, "deal", {"account": "a1"}), ("d1", 5, "move", "sal")),
    "a deal that is told to be its own later": (("d1", 6, "link", "belongs_to", "a1"), ("d1", 5, "move", "sal")),
    "a handoff of its own deal": (("d1", 3, "link", "belongs_to", "a1"), ("d1", 5, "handoff", "h", "accepted")),
    "a user": (("a1", 3, "usage", "y", {"person": "p7"}), ("p7", 5, "attempt", "call")),
    "somebody, named with it": (("p7", 3, "link", "belongs_to", "a2"), ("p7", 5, "attempt", "call", {"account": "a1"})),
}


@pytest.mark.parametrize("way", WAYS)
def test_work_that_is_told_of_its_deals_and_users_settles_it(judge: Judge, way: str) -> None:
    facts = [*FIRST, *WAYS[way], used("a1", 60, "x"), used("a1", 61, "x")]
    assert again(judge(REARMED, facts)) == [(1, 2, 5), (2, 61, None)]


def test_a_deal_works_for_the_account_it_was_last_said_to_belong_to(judge: Judge) -> None:
    told = [("d1", 3, "link", "belongs_to", "a1"), ("d1", 9, "link", "belongs_to", "a2")]
    assert again(judge(REARMED, [*FIRST, *told, ("d1", 5, "attempt", "call")])) == [(1, 2, None)]


def test_a_user_who_joined_another_account_no_longer_works_for_it(judge: Judge) -> None:
    facts = [*FIRST, used("a1", 3, "y", "p7"), ("p7", 5, "attempt", "call")]
    joined = ("p7", 4, "link", "belongs_to", "a2")
    assert again(judge(REARMED, [*facts, joined])) == [(1, 2, None)]
    assert again(judge(REARMED, [*facts, joined, used("a1", 4.5, "y", "p7")])) == [(1, 2, 5)]


@pytest.mark.parametrize("more", [{"outcome": "bounced"}, {"direction": "inbound"}])
def test_what_is_no_attempt_for_clocks_settles_nothing(judge: Judge, more: dict[str, Any]) -> None:
    facts = [*FIRST, ("p1", 5, "attempt", "email", more), used("a1", 60, "x"), used("a1", 61, "x")]
    assert again(judge(f"{REARMED}\ncontact: {{not_counted: [bounced]}}", facts)) == [(1, 2, None)]


CALLED = (
    REARMED
    + """
contact: {not_counted: [bounced]}
commitments: {call: {starts: definition pql, stops: attempt, within: 2 elapsed days}}
"""
)
HALVES = st.integers(0, 30).map(lambda day: day + 0.5)
TIES = st.one_of(
    st.tuples(
        st.sampled_from(["p1", "p2", "d1", "d2"]), HALVES, st.just("link"), st.just("belongs_to"),
        st.sampled_from(["a1", "a2"]),
    ),
    st.tuples(
        st.sampled_from(["d1", "d2"]), HALVES, st.just("link"), st.just("converted"), st.sampled_from(["p1", "p2"]),
    ),
    st.tuples(st.just("d1"), HALVES, st.just("deal"), st.sampled_from([{"account": "a1"}, {"account": "a2"}])),
    st.tuples(
        st.sampled_from(["a1", "a2"]), HALVES, st.just("usage"), st.just("y"),
        st.sampled_from([{"person": "p1"}, {"person": "p2"}]),
    ),
)  # fmt: skip
TRIES = st.tuples(
    st.sampled_from(["p1", "p2", "d1", "d2", "a1"]), HALVES.map(lambda day: day + 0.1), st.just("attempt"),
    st.just("email"),
    st.fixed_dictionaries({}, optional={
        "outcome": st.sampled_from(["bounced", "other"]), "direction": st.just("inbound"), "automatic": st.just(True),
        "account": st.just("a1"), "deal": st.just("d2"),
    }),
)  # fmt: skip


@settings(max_examples=max(2, settings().max_examples // 5))
@given(st.lists(TIES, max_size=6), st.lists(TRIES, min_size=1, max_size=6))
def test_what_settles_a_qualification_is_what_ends_the_clock_of_it(ties: list[Line], tries: list[Line]) -> None:
    court = duckdb_court()
    qualified = [(account, 1, "usage", "x", {"times": 2}) for account in ("a1", "a2")]
    judged = court.judge(CALLED, [*qualified, *ties, *tries])
    settled = {judged.name(key): ts for key, number, ts in judged.rows(
        "account_promotions", "account", "pass", "settled_at") if number == 1}  # fmt: skip
    ended = {judged.name(each.journey): each.stopped_at for each in clocks_of(judged) if each.run == 1}
    assert ended == settled
