"""The state of deals as of any moment, from facts that leave out what stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import ErrorLevel, exp

from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import day_of, instant
from tests.evaluate.test_steps import DIALECTS
from tripact.evaluate.compose import read_query, tables_of
from tripact.evaluate.deals import Deals, DealState
from tripact.evaluate.step import Step

Judge = Callable[..., Judged]
STAGES = """
currency: EUR
attributes: {pov: {of: deal}, legal_risk: {of: deal, type: boolean}, segment: {of: account}}
forecast: {reopen_grace: 30 days}
stages:
  lead: {}
  discovery: {of: deal}
  proposal: {of: deal}
  won: {of: deal, kind: won}
  onboarded: {of: deal}
  lost: {of: deal, kind: lost}
  nurture: {kind: recycle}
"""
NAMES = (
    "deal_states", "deal_stays", "deal_people", "deal_accounts", "deal_values", "won_ages", "deal_losses",
    "deal_labels", "deal_rules",
)  # fmt: skip
each_step = pytest.mark.parametrize("name", NAMES)


def step(name: str) -> Step:
    declared: Step = import_module(f"tripact.evaluate.{name}").STEP
    return declared


@each_step
def test_a_step_of_the_deals_is_what_it_declares(name: str) -> None:
    query, declared = read_query(name), step(name)
    assert set(tables_of(query)) == set(declared.inputs)
    assert query.named_selects == list(declared.outputs)
    assert {node.name for node in query.find_all(exp.Placeholder)} == set(declared.parameters)


@each_step
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_engine_can_say_a_step_of_the_deals(name: str, dialect: str) -> None:
    assert read_query(name).sql(dialect, unsupported_level=ErrorLevel.RAISE)


def deal(day: float, **fields: Any) -> tuple[object, ...]:
    """What is known of the first deal from a day on."""
    return ("d1", day, "deal", None, fields)


def move(day: float, stage: str, who: str = "d1", **more: Any) -> tuple[object, ...]:
    """A deal, or a person, entered a stage."""
    return (who, day, "move", stage, more)


def state(judged: Judged, day: float) -> DealState:
    """The state of the first deal as of a day."""
    (found,) = Deals(judged.evaluation).states([instant(day)])
    return found


def test_fields_that_a_fact_leaves_out_stay_as_they_were(judge: Judge) -> None:
    facts = [
        deal(1, name="Acme", amount="1000.10", currency="EUR", owner="ada"),
        move(1, "discovery"),
        deal(5, list_amount="2000.20", close_date=instant(60)),
        deal(9, amount="1500.15", owner="bob"),
    ]
    judged = judge(STAGES, facts)
    early, late = state(judged, 6), state(judged, 9)
    assert (early.name, early.amount, early.owner) == ("Acme", Decimal("1000.1000"), "ada")
    assert (late.amount, late.owner, late.close_date) == (Decimal("1500.1500"), "bob", instant(60))
    assert late.discount == pytest.approx(0.25)
    assert (late.stage, day_of(late.stage_since), late.age_days) == ("discovery", 1, 8)


def test_what_nobody_said_is_unknown_and_not_false(judge: Judge) -> None:
    found = state(judge(STAGES, [move(1, "discovery")]), 3)
    assert (found.amount, found.discount, found.owner, found.next_step, found.stakeholders) == (None,) * 5
    assert (found.stage, found.standing, found.age_days) == ("discovery", "open", 2)
    marks = Deals(judge(STAGES, [move(1, "discovery")]).evaluation).marks(
        1, {"no_risk": "NOT legal_risk", "people": "stakeholders >= 3", "next": "next_step_dated"}
    )
    assert marks == {"no_risk": None, "people": None, "next": False}


def test_a_deal_known_only_by_its_fields_is_open_in_no_stage(judge: Judge) -> None:
    found = state(judge(STAGES, [deal(2, name="Acme")]), 4)
    assert (found.stage, found.standing, day_of(found.opened_at)) == (None, "open", 2)


def test_before_its_first_stage_a_deal_is_open_seen_then_and_seen_later(judge: Judge) -> None:
    judged = judge(STAGES, [deal(2, name="Acme"), move(5, "discovery")])
    then = judged.at(4)
    assert state(then, 4) == state(judged, 4)
    assert (state(judged, 4).standing, state(judged, 6).stage, state(judged, 6).age_days) == ("open", "discovery", 4)


def test_a_deal_that_is_won_stays_won_in_the_stages_after(judge: Judge) -> None:
    facts = [move(1, "discovery"), move(11, "won"), move(20, "onboarded")]
    judged = judge(STAGES, facts)
    assert [state(judged, day).standing for day in (5, 11, 25)] == ["open", "won", "won"]
    assert [state(judged, day).age_days for day in (15, 25)] == [10, 10]


def test_people_who_take_part_are_counted_once_and_from_their_day(judge: Judge) -> None:
    facts = [
        move(1, "discovery"),
        ("d1", 1, "link", "converted", "p1"),
        ("p2", 3, "link", "takes_part", "p2", {"deal": "d1"}),
        ("p3", 4, "attempt", "call", {"deal": "d1"}),
        ("p3", 5, "attempt", "call", {"deal": "d1"}),
        ("p1", 5, "answer", "pain", True, {"deal": "d1"}),
        ("p4", 5, "attempt", "call"),
    ]
    judged = judge(STAGES, facts)
    assert [state(judged, day).stakeholders for day in (1, 3, 5)] == [1, 2, 3]


def test_a_person_sent_back_takes_the_open_deal_along_and_nothing_else_does(judge: Judge) -> None:
    facts = [
        move(1, "lead", "p1"),
        ("d1", 2, "link", "converted", "p1"),
        move(2, "discovery"),
        move(4, "lead", "p1"),
        move(9, "nurture", "p1"),
    ]
    judged = judge(STAGES, facts)
    assert [(state(judged, day).stage, state(judged, day).standing) for day in (5, 10)] == [
        ("discovery", "open"), ("nurture", "recycled"),
    ]  # fmt: skip


def test_a_reason_counts_for_the_cycle_in_which_it_was_stated(judge: Judge) -> None:
    facts = [
        move(1, "discovery"),
        move(10, "lost", reason="timing"),
        deal(12, loss_reason="pricing"),
        move(60, "discovery"),
        move(70, "lost"),
        move(80, "proposal"),
        move(90, "lost", reason="competitor"),
    ]
    losses = Deals(judge(STAGES, facts).evaluation).losses()
    assert [(day_of(row.lost_at), row.lost_from, row.reason, row.voided) for row in losses] == [
        (10, "discovery", "pricing", False), (70, "discovery", None, True), (90, "proposal", "competitor", False),
    ]  # fmt: skip


def test_the_competitor_named_with_a_later_reason_counts_for_that_loss(judge: Judge) -> None:
    facts = [
        move(1, "discovery"),
        deal(2, competitor="x"),
        move(10, "lost"),
        deal(12, loss_reason="competitor", competitor="y"),
        move(60, "discovery"),
        move(70, "lost"),
    ]
    losses = Deals(judge(STAGES, facts).evaluation).losses()
    assert [(day_of(row.lost_at), row.competitor) for row in losses] == [(10, "y"), (70, None)]


def test_the_age_of_won_deals_is_their_median(judge: Judge) -> None:
    facts = [
        line
        for n, days in enumerate((4, 10, 30), 1)
        for line in (move(1, "discovery", f"d{n}"), move(1 + days, "won", f"d{n}"))
    ]
    deals = Deals(judge(STAGES, [*facts, move(300, "discovery", "d9")]).evaluation)
    rows = dict(deals.query(exp.select("stage", "days").from_("won_ages")))
    assert rows == {None: 10, "discovery": 10}
    key = next(key for key, name in enumerate(["", "d1", "d2", "d3", "d9"]) if name == "d9")
    assert deals.marks(key, {"young": "age_days < median_age_days"}) == {"young": False}


def test_the_account_and_its_attributes_speak_for_the_deal(judge: Judge) -> None:
    facts = [
        move(1, "discovery"),
        ("d1", 1, "link", "belongs_to", "a1"),
        ("a1", 2, "attribute", "segment", "smb"),
        ("a1", 8, "attribute", "segment", "enterprise"),
        ("d1", 3, "attribute", "pov", "success"),
    ]
    deals = Deals(judge(STAGES, facts).evaluation)
    asked = [(1, instant(day)) for day in (1, 5, 9)]
    labels = deals.labels("segment", deals.known([ts for _, ts in asked]))
    assert [labels.get(each) for each in asked] == [None, "smb", "enterprise"]
    assert deals.marks(1, {"big": "segment = 'enterprise' AND pov = 'success'"}) == {"big": True}


def test_amounts_of_another_currency_are_unknown_to_rules(judge: Judge) -> None:
    rule = {"small": "acv < 20000"}
    judged = judge(STAGES, [move(1, "discovery"), deal(1, amount="30000", currency="EUR", term_months=24)])
    assert Deals(judged.evaluation).marks(1, rule) == {"small": True}
    for other in ({"currency": "USD"}, {}):
        judged = judge(STAGES, [move(1, "discovery"), deal(1, amount="30", **other)])
        assert Deals(judged.evaluation).marks(1, rule) == {"small": None}


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.sampled_from(["1.50", "20", "300"]),
        "currency": st.sampled_from(["EUR", "USD"]),
        "owner": st.sampled_from(["ada", "bob"]),
        "next_step": st.sampled_from(["call", "visit"]),
        "next_step_due": st.integers(0, 9),
        "competitor": st.sampled_from(["x", "y"]),
    },
)
FACTS = st.lists(st.tuples(st.integers(0, 12), FIELDS), min_size=1, max_size=10)


@settings(max_examples=12)
@given(FACTS, st.integers(0, 13))
def test_the_state_of_any_moment_is_what_folding_the_facts_one_by_one_gives(
    said: list[tuple[int, dict[str, Any]]], day: int
) -> None:
    judged = duckdb_court().judge(STAGES, [move(0, "discovery"), *(deal(when, **fields) for when, fields in said)])
    found = state(judged, day)._asdict()
    judged.evaluation.close()
    known: dict[str, Any] = {}
    for when, fields in sorted(said, key=lambda each: each[0]):
        known |= fields if when <= day else {}
    if "amount" in known:
        known["amount"] = Decimal(known["amount"])
    names = ("amount", "currency", "owner", "next_step", "next_step_due", "competitor")
    assert {name: found[name] for name in names} == {name: known.get(name) for name in names}


@settings(max_examples=12)
@given(FACTS)
def test_a_snapshot_is_the_same_seen_then_and_seen_later(said: list[tuple[int, dict[str, Any]]]) -> None:
    judged = duckdb_court().judge(STAGES, [move(0, "discovery"), *(deal(when, **fields) for when, fields in said)])
    later = Deals(judged.evaluation).states([instant(6)])
    then = judged.at(6)
    assert Deals(then.evaluation).states([instant(6)]) == later
    judged.evaluation.close()
    then.evaluation.close()
