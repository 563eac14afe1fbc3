"""Promotion: the first instant at which a rule held, latched (methods §2.1-2.2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import Judged

Judge = Callable[..., Judged]

RULES = """
attributes: {role: {}, segment: {of: account}, staff: {of: account, type: number}, vip: {type: boolean}}
engagement: {signals: {demo: 30, page: 10}, decay: {rate: 0.1, per: week}}
"""


def mql(rule: str) -> str:
    """An agreement in which this rule makes an MQL."""
    return f'{RULES}definitions: {{mql: "{rule}"}}'


def test_the_instant_is_that_of_the_last_condition_to_come_true(judge: Judge) -> None:
    facts = [
        ("p1", 1, "signal", "demo"),
        ("p1", 3, "attribute", "role", "champion"),
        ("p2", 3, "attribute", "role", "champion"),
        ("p2", 5, "signal", "demo"),
        ("p3", 1, "signal", "demo"),
        ("p4", 1, "attribute", "role", "champion"),
    ]
    judged = judge(mql("engagement >= 30 AND role = 'champion'"), facts)
    assert judged.promoted() == {"p1": 3, "p2": 5}


def test_a_threshold_is_met_by_equality(judge: Judge) -> None:
    facts = [("p1", 1, "signal", "demo"), ("p1", 7.9, "signal", "page"), ("p1", 7.9, "signal", "page")]
    assert judge(mql("engagement >= 50"), facts).promoted() == {"p1": 7.9}


def test_facts_of_one_instant_are_seen_together(judge: Judge) -> None:
    facts = [("p1", 1, "attribute", "role", "champion"), *[("p1", 1, "signal", "page")] * 3]
    facts = [*facts[1:], facts[0]]
    assert judge(mql("engagement >= 30 AND role = 'champion'"), facts).promoted() == {"p1": 1}


def test_what_was_only_ever_true_apart_promotes_nobody(judge: Judge) -> None:
    facts = [
        ("p1", 1, "attribute", "role", "champion"),
        ("p1", 2, "attribute", "role", "user"),
        ("p1", 3, "signal", "demo"),
    ]
    assert judge(mql("engagement >= 30 AND role = 'champion'"), facts).promoted() == {}


def test_unknown_is_not_met_either_way(judge: Judge) -> None:
    facts = [("p1", 1, "signal", "demo"), ("p2", 1, "attribute", "role", "user"), ("p2", 2, "signal", "page")]
    assert judge(mql("role = 'champion'"), facts).promoted() == {}
    assert judge(mql("NOT role = 'champion'"), facts).promoted() == {"p2": 1}
    assert judge(mql("role IS NULL"), facts).promoted() == {"p1": 1}


def test_numbers_texts_and_truths_of_attributes_are_read_by_their_type(judge: Judge) -> None:
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"),
        ("a1", 1, "attribute", "staff", "250"),
        ("a1", 2, "attribute", "segment", "smb"),
        ("p1", 3, "attribute", "vip", "no"),
    ]
    for rule, day in (("staff BETWEEN 200 AND 250", 1), ("segment IN ('smb', 'x')", 2), ("NOT vip", 3), ("vip", None)):
        assert judge(mql(rule), facts).promoted() == ({} if day is None else {"p1": day})


def test_each_stage_with_a_rule_has_its_own_promotion(judge: Judge) -> None:
    text = (
        RULES
        + """
definitions: {warm: "engagement >= 10", mql: "engagement >= 30"}
stages: {lead: {}, warm: {enter: definition warm}, mql: {enter: definition mql}}
"""
    )
    facts = [("p1", 1, "signal", "page"), ("p1", 2, "signal", "demo"), ("p2", 3, "signal", "demo")]
    judged = judge(text, facts)
    assert judged.promoted("warm") == {"p1": 1, "p2": 3}
    assert judged.promoted("mql") == {"p1": 2, "p2": 3}
    assert judged.path("p2") == [("warm", 1, 3, 3), ("mql", 1, 3, None)]


def test_without_a_rule_nobody_is_promoted(judge: Judge) -> None:
    text = RULES + "stages: {lead: {}, mql: {}}"
    judged = judge(text, [("p1", 1, "signal", "demo"), ("p1", 2, "move", "mql")])
    assert judged.promoted() == {}
    assert judged.path("p1") == [("mql", 1, 2, None)]


def test_the_pass_of_a_first_promotion_is_one(judge: Judge) -> None:
    judged = judge(mql("engagement >= 10"), [("p1", 1, "signal", "page")])
    assert judged.rows("promotions", "pass") == [(1,)]


def test_somebody_else_s_facts_change_nothing(judge: Judge) -> None:
    rule = mql("engagement >= 30 AND role = 'champion'")
    facts = [("p1", 1, "attribute", "role", "champion"), ("p2", 1, "signal", "demo"), ("p1", 2, "signal", "page")]
    assert judge(rule, facts).promoted() == {}


def test_pruning_leaves_nobody_out_whose_rule_needs_no_knowledge(judge: Judge) -> None:
    rule = mql("engagement >= 30 AND (role IS NULL OR role <> 'student')")
    judged = judge(
        rule, [("p1", 1, "signal", "demo"), ("p2", 0, "attribute", "role", "student"), ("p2", 1, "signal", "demo")]
    )
    assert judged.promoted() == {"p1": 1}
    assert judged.at(400, prune=False).promoted() == {"p1": 1}


def test_thousands_of_merges_are_no_longer_written_into_the_query(judge: Judge) -> None:
    merges = [(f"p{n}", 1, "link", "merged", "p1") for n in range(2, 260)]
    facts = [*((f"p{n}", 0, "signal", "page") for n in range(2, 60)), *merges]
    assert judge(mql("engagement >= 580"), facts).promoted() == {"p1": 0}


@pytest.mark.parametrize("stage", ["sal", "won", "out", "nurture"])
def test_who_is_beyond_the_stage_or_off_the_path_is_not_promoted(judge: Judge, stage: str) -> None:
    text = (
        RULES
        + """stages:
  lead: {}
  mql: {enter: definition mql}
  sal: {}
  won: {kind: won}
  nurture: {kind: recycle}
  out: {kind: disqualified}
"""
    )
    judged = judge(
        text + 'definitions: {mql: "engagement >= 10"}', [("p1", 1, "move", stage), ("p1", 2, "signal", "page")]
    )
    assert judged.promoted() == {}
    assert len(judged.rows("crossings", "person")) == 1
