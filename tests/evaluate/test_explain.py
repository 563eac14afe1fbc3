"""Why a person is, or is not, promoted: clauses, evidence, what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.errors import TripactError
from tripact.evaluate.explanation import Clause, PersonTrace, Reading

Judge = Callable[..., Judged]

RULES = """
attributes:
  role: {}
  industry: {of: account}
  size: {of: account, type: number}
fit:
  industry: {points: {logistics: 15}, else: 0}
  size: {points: {"50-1000": 10}, else: 0}
  role: {points: {boss: 12, manager: 8}, else: 0}
  penalties: {student: -100}
engagement:
  signals: {demo: 30, page: 12, opened: {points: 1, keeps_warm: false}}
  decay: {rate: 0.1, per: week}
counts:
  topics: {signals: surge, within: 14 days, distinct: topic}
intent: {tier 2: "topics >= 2", tier 1: "topics >= 1"}
definitions:
  mql: "fit >= 60 AND (engagement >= 50 OR intent >= 2) AND role IN ('boss', 'manager')"
"""
KNOWN = [("p1", 0, "attribute", "industry", "logistics"), ("p1", 0, "attribute", "role", "manager")]
DEMOS = [("p1", 1, "signal", "demo"), ("p1", 9, "signal", "demo")]


def clauses(trace: PersonTrace, number: int = 0) -> dict[str, Clause]:
    return {clause.needed: clause for clause in trace.rules[number].clauses}


def reading(clause: Clause, name: str) -> Reading:
    return next(each for each in clause.has if each.name == name)


def seen(found: Iterable[Clause]) -> list[tuple[str, bool | None, tuple[str, ...]]]:
    return [(clause.needed, clause.held, clause.lacking) for clause in found]


def test_each_clause_says_what_is_needed_and_lacking(judge: Judge) -> None:
    trace = judge(RULES, [*KNOWN, DEMOS[0]], 2).explain()
    assert seen(trace.rules[0].clauses) == [
        ("fit >= 60", True, ()),
        ("(engagement >= 50 OR intent >= 2)", False, ("engagement +20", "intent +2")),
        ("role IN ('boss', 'manager')", True, ()),
    ]
    assert trace.rules[0].held is False
    assert trace.promotions == ()


def test_a_promoted_person_has_the_rule_as_it_stood_then(judge: Judge) -> None:
    trace = judge(RULES, [*KNOWN, *DEMOS], 100).explain()
    assert [(rule.stage, day_of(rule.ts), rule.held) for rule in trace.promotions] == [("mql", 9, True)]
    assert (trace.rules[0].held, trace.closest) == (False, ())
    engagement = reading(trace.promotions[0].clauses[1], "engagement")
    assert engagement.value == pytest.approx(57)


def test_the_rule_has_its_text_its_line_and_its_version(judge: Judge) -> None:
    rule = judge(RULES, KNOWN).explain().rules[0]
    line = next(n for n, text in enumerate(RULES.splitlines(), 5) if text.startswith("  mql:"))
    assert (rule.where, rule.version) == (f"small.yaml:{line + 1}", 1)
    assert rule.text == "fit >= 60 AND (engagement >= 50 OR intent >= 2) AND role IN ('boss', 'manager')"


def test_evidence_of_engagement_is_worth_what_decay_has_left(judge: Judge) -> None:
    facts = [*KNOWN, ("p1", 1, "signal", "demo"), ("p1", 9, "signal", "page"), ("p1", 12, "signal", "opened")]
    trace = judge(RULES, facts, 16).explain()
    engagement = reading(trace.rules[0].clauses[1], "engagement")
    assert [(each.seq, each.what, each.then) for each in engagement.evidence] == [
        (5, "opened", 1), (4, "page", 12), (3, "demo", 30),
    ]  # fmt: skip
    assert [each.now for each in engagement.evidence] == pytest.approx([0.9, 10.8, 24.3])
    assert sum(each.now or 0 for each in engagement.evidence) == pytest.approx(engagement.value)


def test_evidence_of_fit_is_each_value_with_its_points(judge: Judge) -> None:
    facts = [*KNOWN, ("p1", 3, "attribute", "student", "true"), ("p1", 4, "attribute", "role", "boss")]
    trace = judge(RULES, facts, 5).explain()
    fit = reading(trace.rules[0].clauses[0], "fit")
    found = {each.what: (each.seq, day_of(each.ts), each.then) for each in fit.evidence}
    assert found == {"industry = logistics": (1, 0, 15), "role = boss": (4, 4, 12), "student": (3, 3, -100)}
    assert fit.points == (27, 37)


def test_evidence_of_an_attribute_names_its_fact(judge: Judge) -> None:
    trace = judge(RULES, [*KNOWN, ("p1", 4, "attribute", "role", "boss")], 5).explain()
    role = reading(trace.rules[0].clauses[2], "role")
    assert [(each.seq, each.what) for each in role.evidence] == [(3, "role = boss")]
    assert role.points is None


def test_the_tiers_of_intent_stand_below_it(judge: Judge) -> None:
    trace = judge(RULES, [*KNOWN, ("p1", 1, "signal", "surge", "crm")], 5).explain()
    intent = reading(trace.rules[0].clauses[1], "intent")
    assert intent.value == 1
    assert seen(intent.clauses) == [("tier 2: topics >= 2", False, ("topics +1",)), ("tier 1: topics >= 1", True, ())]
    assert [each.what for each in intent.clauses[0].has[0].evidence] == ["surge crm"]


def test_an_unknown_value_can_neither_hold_nor_not(judge: Judge) -> None:
    trace = judge(RULES, [*DEMOS], 9).explain()
    role = trace.rules[0].clauses[2]
    assert (role.held, role.lacking) == (None, ("role one of boss, manager (unknown)",))
    assert trace.rules[0].held is False


def test_what_is_unknown_is_named_with_what_it_could_add(judge: Judge) -> None:
    trace = judge(RULES, KNOWN, 5).explain()
    assert [(each.name, round(each.could_add, 4)) for each in trace.unknown] == [("size", 27.027)]
    assert trace.fit_bounds == pytest.approx((62.1621621622, 89.1891891892))
    assert trace.fit_coverage == pytest.approx(27 / 37)


def test_as_of_the_past_only_the_past_is_seen(judge: Judge) -> None:
    judged = judge(RULES, [*KNOWN, *DEMOS])
    trace = judged.at(2).explain()
    assert [clause.held for clause in trace.rules[0].clauses] == [True, False, True]
    assert trace.promotions == ()


def test_the_path_shows_visits_by_rule_and_by_record(judge: Judge) -> None:
    trace = judge(RULES, [("p1", 0, "move", "lead"), *KNOWN, *DEMOS]).explain()
    assert [(visit.stage, visit.basis, day_of(visit.entered_at)) for visit in trace.path] == [
        ("lead", "recorded", 0), ("mql", "rule", 9),
    ]  # fmt: skip


def test_either_id_of_merged_people_explains_both(judge: Judge) -> None:
    facts = [*KNOWN, DEMOS[0], ("p2", 9, "signal", "demo"), ("p2", 10, "link", "merged", "p1")]
    judged = judge(RULES, facts)
    for person, other in (("p1", "p2"), ("p2", "p1")):
        trace = judged.explain(person)
        assert (trace.person, trace.same_as) == (person, (other,))
        assert [day_of(rule.ts) for rule in trace.promotions] == [9]


def test_what_the_account_brings_is_seen(judge: Judge) -> None:
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"),
        ("a1", 1, "attribute", "industry", "logistics"),
        ("p1", 1, "attribute", "role", "boss"),
        ("a1", 2, "signal", "surge", "crm"),
        ("a1", 3, "signal", "surge", "erp"),
    ]
    judged = judge(RULES, facts)
    trace = judged.explain()
    assert trace.accounts == ("a1",)
    assert [day_of(rule.ts) for rule in trace.promotions] == [3]
    assert judged.promoted() == {"p1": 3}


def test_what_a_merged_company_brings_is_seen(judge: Judge) -> None:
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"),
        ("a2", 1, "attribute", "industry", "logistics"),
        ("p1", 1, "attribute", "role", "boss"),
        ("p1", 2, "signal", "demo"),
        ("p1", 3, "signal", "demo"),
        ("a1", 9, "link", "merged", "a2"),
    ]
    judged = judge(RULES, facts)
    assert judged.promoted() == {"p1": 3}
    assert [day_of(rule.ts) for rule in judged.explain().promotions] == [3]
    assert judged.at(3).explain().rules[0].held is True


def test_of_whom_only_moves_are_known_everything_is_lacking(judge: Judge) -> None:
    trace = judge(RULES, [("p1", 0, "move", "lead")], 5).explain()
    assert [clause.held for clause in trace.rules[0].clauses] == [False, False, None]
    assert clauses(trace)["fit >= 60"].lacking == ("fit +60",)


def test_an_id_of_which_no_fact_speaks_is_an_error(judge: Judge) -> None:
    with pytest.raises(TripactError, match="No fact speaks of a person 'p9'") as raised:
        judge(RULES, KNOWN).explain("p9")
    assert raised.value.kind == "missing"


def test_an_account_is_no_person(judge: Judge) -> None:
    with pytest.raises(TripactError, match="a1"):
        judge(RULES, [("a1", 0, "attribute", "industry", "x")]).explain("a1")


def test_the_closest_a_person_came_is_shown(judge: Judge) -> None:
    facts = [*KNOWN, DEMOS[0], ("p1", 30, "attribute", "role", "user")]
    trace = judge(RULES, facts, 100).explain()
    assert [(rule.stage, day_of(rule.ts)) for rule in trace.closest] == [("mql", 1)]


def test_what_an_explanation_says_held_is_what_promoted(judge: Judge) -> None:
    facts = [(f"p{n}", *line[1:]) for n in range(1, 4) for line in (*KNOWN, *DEMOS)]
    del facts[5], facts[-1]
    judged = judge(RULES, facts)
    promoted = judged.promoted()
    for person in judged.facts.keys:
        trace = judged.explain(person)
        assert [day_of(rule.ts) for rule in trace.promotions] == ([promoted[person]] if person in promoted else [])
        assert all(rule.held for rule in trace.promotions)
        assert bool(trace.closest) is (person not in promoted)
