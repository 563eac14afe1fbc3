"""What the agreement asks of moves, as the audit of recorded ones tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import Judged
from tripact.evaluate.gates import Gates

Judge = Callable[..., Judged]

WAY = """
attributes: {source: {}, segment: {of: account}, role: {values: [boss, clerk]}}
engagement: {signals: {demo: {points: 30}}, decay: {rate: 0.1}}
definitions:
  mql: "engagement >= 30 AND role = 'boss'"
  sql: {framework: hybrid, met: "3 of [problem, impact, process, budget_timing]"}
  sqo: {requires: [value, close_date]}
qualification:
  hybrid:
    fresh: 100 days
    problem: {}
    impact: {from: meddicc.metrics}
    process: {}
    budget_timing: {answers: [budget, timing]}
  meddicc: {metrics: {}}
stages:
  lead: {leave: {to: [mql, nurture], requires: [contact]}, fields: [source]}
  mql: {enter: definition mql, leave: {to: [sql, nurture]}, fields: {smb: [company]}}
  sql: {enter: definition sql, leave: {to: [discovery, nurture]}}
  discovery: {of: deal, enter: definition sqo, leave: {to: [won, lost], requires: [next_step]}}
  won: {kind: won, of: deal}
  lost: {kind: lost, of: deal}
  nurture: {kind: recycle, leave: {to: [mql]}}
recycle: {reasons: [timing, budget], lost: [price]}
forecast: {reopen_grace: 30 days}
"""


def flags(judge: Judge, facts: list[tuple[object, ...]], day: float = 400) -> list[tuple[int, str, str, str]]:
    """What is not met of every move, in order."""
    return [tuple(each) for each in Gates(judge(WAY, facts, day).evaluation).audit() if each.state != "met"]


LEAD = [("p1", 1, "attribute", "source", "web"), ("p1", 1, "identity", "form"), ("p1", 2, "move", "lead")]
SQL = [*LEAD, ("p1", 3, "move", "sql")]


def answers(day: float, **met: bool | None) -> list[tuple[object, ...]]:
    return [("p1", day, "answer", question, value) for question, value in met.items()]


def test_a_move_that_has_all_it_needs_is_clean(judge: Judge) -> None:
    boss = [("p1", 3, "attribute", "role", "boss")]
    facts = [*LEAD, *boss, ("p1", 4, "signal", "demo"), ("p1", 4.1, "move", "mql")]
    assert flags(judge, facts) == []


def test_a_field_of_the_stage_must_be_known_when_it_is_entered(judge: Judge) -> None:
    facts = [("p1", 2, "move", "lead"), ("p1", 3, "attribute", "source", "web")]
    assert flags(judge, facts) == [(1, "field", "source", "not_met")]


def test_what_a_stage_requires_must_be_known_when_it_is_left_for_the_main_path(judge: Judge) -> None:
    deal = [("d1", 5, "deal", "Big", "100", {"close_date": 1}), ("d1", 5, "move", "discovery")]
    assert flags(judge, [*deal, ("d1", 6, "move", "won")]) == [(3, "exit", "next_step", "not_met")]
    assert flags(judge, [*deal, ("d1", 6, "move", "lost", "price")]) == []
    step = ("d1", 6, "deal", None, None, {"next_step": "Offer"})
    assert flags(judge, [*deal, step, ("d1", 6, "move", "won")]) == []


def test_a_stage_leads_only_where_the_agreement_lets_it(judge: Judge) -> None:
    facts = [*SQL[:3], *answers(2, problem=True, impact=True, process=True), ("p1", 3, "move", "sql")]
    assert flags(judge, facts) == [(7, "allowed-move", "stage", "not_met")]


def test_nobody_begins_in_the_middle(judge: Judge) -> None:
    assert flags(judge, [("p1", 3, "move", "nurture", "timing")]) == [(1, "allowed-move", "stage", "not_met")]


@pytest.mark.parametrize(("segment", "asked"), [("smb", True), ("enterprise", False)])
def test_the_fields_of_a_segment_are_asked_of_that_segment_alone(judge: Judge, segment: str, asked: bool) -> None:
    facts = [*LEAD, ("p1", 1, "attribute", "segment", segment), ("p1", 3, "move", "mql")]
    assert ((5, "field", "company", "not_met") in flags(judge, facts)) is asked


@pytest.mark.parametrize(("role", "state"), [("clerk", "not_met"), (None, "unknown"), ("boss", None)])
def test_a_rule_is_judged_at_the_moment_of_the_move(judge: Judge, role: str | None, state: str | None) -> None:
    known = [("p1", 3, "attribute", "role", role)] if role else []
    late = ("p1", 9, "attribute", "role", "boss")
    # By then the product has promoted who meets the rule, so that the move is no new one.
    facts = [*LEAD, ("p1", 3, "signal", "demo"), ("p1", 4, "move", "mql"), *known, late]
    found = [(rule, field, held) for _, rule, field, held in flags(judge, facts)]
    assert found == ([("definition", "mql", state)] if state else [])


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"problem": True, "impact": True, "budget": True, "timing": True}, None),
        ({"problem": True, "impact": True, "budget": True}, "unknown"),
        ({"problem": True, "metrics": True, "process": True}, None),
        ({"problem": True, "impact": False, "process": False, "budget": True}, "not_met"),
        ({}, "unknown"),
    ],
)
def test_three_of_four_answers_open_the_stage(judge: Judge, given: dict[str, bool], state: str | None) -> None:
    found = flags(judge, [("p1", 1, "move", "sql", {"by_day": True}), *answers(1.5, **given)])
    assert [each[3] for each in found if each[1] == "definition"] == ([state] if state else [])


FRAMED = WAY.replace("attributes:", "scope: {segments: [smb, large, public]}\nattributes:")
FRAMED = FRAMED.replace("meddicc: {metrics: {}}", "meddicc: {segments: large, metrics: {}, champion: {}}")
FRAMED = FRAMED.replace("stages:", "  bant: {segments: smb, need: {}, money: {}, authority: {}}\nstages:", 1)
FRAMED = FRAMED.replace(
    'met: "3 of [problem, impact, process, budget_timing]"',
    'met: {hybrid: "3 of [problem, impact, process, budget_timing]", '
    'bant: "2 of [need, money, authority]", meddicc: "2 of [metrics, champion]"}',
)
HYBRID = ("problem", "process", "budget", "timing")


@pytest.mark.parametrize(
    ("segment", "given", "state"),
    [
        ("smb", ("need", "money"), None),
        ("smb", HYBRID, "unknown"),
        ("large", ("metrics", "champion"), None),
        ("large", HYBRID, "unknown"),
        ("public", HYBRID, None),
        ("public", ("need", "money"), "unknown"),
        (None, HYBRID, None),
        (None, ("metrics", "champion"), "unknown"),
    ],
)
def test_the_stage_is_opened_by_the_framework_of_the_segment(
    judge: Judge, segment: str | None, given: tuple[str, ...], state: str | None
) -> None:
    known = [("a1", 1, "attribute", "segment", segment), ("p1", 1, "link", "belongs_to", "a1")] if segment else []
    facts = [*known, *answers(2, **dict.fromkeys(given, True)), ("p1", 3, "move", "sql")]
    assert definitions(judge(FRAMED, facts)) == [state or "met"]


def definitions(judged: Judged) -> list[str]:
    """How the definition stood at each move that asks for it."""
    return [each.state for each in Gates(judged.evaluation).audit() if each.rule == "definition"]


def test_the_segment_is_that_in_force_at_the_move_and_a_deal_has_that_of_its_person(judge: Judge) -> None:
    text = FRAMED.replace("discovery: {of: deal, enter: definition sqo", "discovery: {of: deal, enter: definition sql")
    answered = answers(1, need=True, money=True)
    lead = [("p1", 2, "attribute", "segment", "smb"), ("p1", 5, "attribute", "segment", "large")]
    moves = [("p1", 1.5, "move", "sql"), ("p1", 2.5, "move", "nurture", "timing"), ("p1", 3, "move", "sql")]
    for day, state in ((4, "met"), (6, "unknown")):
        deal = [("d1", 3.5, "link", "converted", "p1"), ("d1", day, "move", "discovery")]
        assert definitions(judge(text, [*answered, *lead, *moves, *deal])) == ["unknown", "met", state]


def test_a_segment_stated_on_the_day_of_a_move_counts_for_it(judge: Judge) -> None:
    facts = [*answers(1, need=True, money=True), ("p1", 3.5, "attribute", "segment", "smb")]
    assert definitions(judge(FRAMED, [*facts, ("p1", 3, "move", "sql", {"by_day": True})])) == ["met"]


def test_an_answer_that_is_too_old_no_longer_counts(judge: Judge) -> None:
    given = answers(1, problem=True, impact=True, process=True)
    for day, states in ((101, []), (101.5, ["unknown"])):
        found = flags(judge, [*given, ("p1", day, "move", "sql")])
        assert [each[3] for each in found if each[1] == "definition"] == states


def test_a_deal_needs_its_fields_and_a_deal(judge: Judge) -> None:
    deal = [("d1", 5, "link", "converted", "p1"), ("d1", 5, "deal", "Big", "100", {"close_date": 1})]
    start = [*answers(1, problem=True, impact=True, process=True), ("p1", 3, "move", "sql")]
    assert flags(judge, [*start, *deal, ("d1", 6, "move", "discovery")]) == []
    without = flags(judge, [*start, ("p1", 6, "move", "discovery")])
    assert [each[1:3] for each in without] == [
        ("deal-stage", "deal"),
        ("definition", "close_date"),
        ("definition", "value"),
    ]


@pytest.mark.parametrize(("reason", "clean"), [("price", True), ("weather", False), (None, False)])
def test_a_loss_gives_a_reason_of_the_agreement(judge: Judge, reason: str | None, clean: bool) -> None:
    deal = [("d1", 5, "deal", "Big", "100", {"close_date": 1}), ("d1", 5, "move", "discovery")]
    found = flags(judge, [*deal, ("d1", 9, "move", "lost", reason)])
    assert found == ([] if clean else [(3, "reason", "reason", "not_met")])


def test_a_reason_that_the_deal_states_counts(judge: Judge) -> None:
    deal = [("d1", 5, "deal", "Big", "100", {"close_date": 1}), ("d1", 5, "move", "discovery")]
    told = ("d1", 9, "deal", None, None, {"loss_reason": "price"})
    assert flags(judge, [*deal, told, ("d1", 9, "move", "lost")]) == []


@pytest.mark.parametrize(("day", "found"), [(39, []), (39.1, ["allowed-move"])])
def test_a_lost_deal_may_be_reopened_within_the_grace(judge: Judge, day: float, found: list[str]) -> None:
    deal = [("d1", 5, "deal", "Big", "100", {"close_date": 1}), ("d1", 5, "move", "discovery")]
    facts = [*deal, ("d1", 9, "move", "lost", "price"), ("d1", day, "move", "discovery")]
    assert [each[1] for each in flags(judge, facts)] == found


def test_a_stage_told_twice_is_no_move(judge: Judge) -> None:
    assert flags(judge, [*LEAD, ("p1", 9, "attribute", "source", ""), ("p1", 10, "move", "lead")]) == []


def test_what_the_product_decided_is_not_judged(judge: Judge) -> None:
    facts = [*LEAD[:1], *LEAD[2:], ("p1", 3, "attribute", "role", "boss"), ("p1", 4, "signal", "demo")]
    assert flags(judge, facts) == []


HANDED = """
parties: {marketing: {}, sdr: {}, partner: {}}
definitions: {sal: {requires: [accepted_by]}}
stages:
  lead: {leave: {to: [mql]}}
  mql: {owner: marketing, leave: {to: [sal, nurture], requires: [contact_task]}}
  sal: {owner: sdr, enter: definition sal, leave: {to: [nurture]}}
  nurture: {kind: recycle, leave: {to: [mql]}}
handoffs:
  pack: {from: marketing, to: sdr, when: stage mql}
  lent: {from: marketing, to: partner, when: stage mql}
  referral: {from: partner, to: sdr, when: signal referred}
"""
MQL = [("p1", 1, "move", "lead"), ("p1", 2, "move", "mql")]


def handed(judge: Judge, facts: list[tuple[object, ...]]) -> list[str]:
    """What is not known when the last move enters the stage that asks for a handoff."""
    asked = Gates(judge(HANDED, facts).evaluation).audit([len(facts)])
    return [each.field for each in asked if each.state != "met"]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([("p1", 3, "handoff", "pack", "accepted")], []),
        ([("p1", 3, "handoff", "pack", "sent")], ["accepted_by"]),
        ([("p1", 3, "handoff", "lent", "accepted")], ["accepted_by"]),
        ([("p1", 3, "handoff", "referral", "accepted")], ["accepted_by", "contact_task"]),
        (
            [("p1", 3, "handoff", "pack", "accepted"), ("p1", 4, "handoff", "pack", "returned")],
            ["accepted_by", "contact_task"],
        ),
        ([("p1", 3, "attribute", "accepted_by", "Eva"), ("p1", 3, "attempt", "call")], []),
    ],
)
def test_a_stage_asks_for_the_handoff_that_leads_to_it(
    judge: Judge, facts: list[tuple[object, ...]], missing: list[str]
) -> None:
    assert handed(judge, [*MQL, *facts, ("p1", 9, "move", "sal")]) == missing


def test_an_acceptance_of_one_pass_opens_no_stage_in_the_next(judge: Judge) -> None:
    first = [*MQL, ("p1", 3, "handoff", "pack", "accepted"), ("p1", 4, "move", "sal")]
    again = [*first, ("p1", 5, "move", "nurture", "timing"), ("p1", 60, "move", "mql")]
    assert handed(judge, first) == []
    assert handed(judge, [*again, ("p1", 61, "move", "sal")]) == ["accepted_by", "contact_task"]
    assert handed(judge, [*again, ("p1", 61, "handoff", "pack", "accepted"), ("p1", 62, "move", "sal")]) == []


def test_where_no_handoff_leads_to_a_stage_any_will_do(judge: Judge) -> None:
    clauses = HANDED.replace("when: stage mql", "when: signal ready")
    facts = [*MQL, ("p1", 3, "handoff", "referral", "accepted"), ("p1", 4, "move", "sal")]
    asked = Gates(judge(clauses, facts).evaluation).audit([len(facts)])
    assert [each.field for each in asked if each.state != "met"] == []
