"""The discovery checklist: what is answered, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.evaluate.cases import method
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.evaluate.checklist import Checklist, checklist_of_person

Judge = Callable[..., Judged]

ASKED = """
attributes: {segment: {of: account}}
scope: {segments: [smb, enterprise]}
definitions:
  sql: {framework: hybrid, met: "3 of [problem, impact, process, budget_timing]"}
qualification:
  hybrid:
    segments: smb
    fresh: 100 days
    problem: {asks: ["Why now?"]}
    impact: {from: meddicc.metrics}
    process: {}
    budget_timing: {answers: [budget, timing]}
  meddicc: {segments: enterprise, metrics: {asks: ["Which number?"]}}
stages: {sal: {leave: {to: [sql]}}, sql: {enter: definition sql}}
"""


def listed(judged: Judged, person: str = "p1") -> Checklist:
    return checklist_of_person(judged.agreement, judged.engine, judged.moment, person)


def states(checklist: Checklist, framework: str = "hybrid") -> dict[str, str]:
    found = next(each for each in checklist.frameworks if each.name == framework)
    return {dimension.name: dimension.state for dimension in found.dimensions}


def says(question: str, met: bool | None, day: float = 1, **more: Any) -> tuple[object, ...]:
    return ("p1", day, "answer", question, met, more)


def test_what_was_never_answered_is_unknown_and_is_asked(judge: Judge) -> None:
    checklist = listed(judge(ASKED, [says("impact", None)], 5))
    assert states(checklist) == dict.fromkeys(("problem", "impact", "process", "budget_timing"), "unknown")
    assert checklist.frameworks[0].dimensions[0].asks == ("Why now?",)
    assert [(each.state, each.met, each.since) for each in checklist.definitions] == [("unknown", 0, None)]


def test_two_answers_together_make_budget_and_timing(judge: Judge) -> None:
    facts = [says("budget", True), says("timing", True, 3)]
    assert states(listed(judge(ASKED, facts, 2)))["budget_timing"] == "unknown"
    assert states(listed(judge(ASKED, facts, 3)))["budget_timing"] == "met"
    assert states(listed(judge(ASKED, [*facts, says("budget", False, 4)], 5)))["budget_timing"] == "not_met"


def test_an_answer_of_another_framework_counts_where_the_agreement_says_so(judge: Judge) -> None:
    checklist = listed(judge(ASKED, [says("metrics", True, framework="meddicc", said_by="cfo")], 5))
    (answer,) = checklist.frameworks[0].dimensions[1].answers
    assert states(checklist)["impact"] == "met"
    assert (answer.framework, answer.said_by, answer.seq, day_of(answer.ts)) == ("meddicc", "cfo", 1, 1)


def test_an_answer_given_for_one_framework_does_not_count_in_another(judge: Judge) -> None:
    assert states(listed(judge(ASKED, [says("problem", True, framework="meddicc")], 5)))["problem"] == "unknown"


@pytest.mark.parametrize(("day", "state"), [(101, "met"), (101.01, "stale")])
def test_an_old_answer_is_stale(judge: Judge, day: float, state: str) -> None:
    assert states(listed(judge(ASKED, [says("problem", True)], day)))["problem"] == state


def test_the_definition_holds_since_its_third_answer_without_a_break(judge: Judge) -> None:
    facts = [says("problem", True), says("impact", True, 2), says("process", True, 3)]
    (held,) = listed(judge(ASKED, facts, 50)).definitions
    assert (held.state, held.met, day_of(held.since)) == ("met", 3, 3)
    broken = [*facts, says("process", False, 10), says("process", True, 20)]
    (again,) = listed(judge(ASKED, broken, 50)).definitions
    assert day_of(again.since) == 20
    (stale,) = listed(judge(ASKED, facts, 102)).definitions
    assert (stale.state, stale.since) == ("unknown", None)


def test_the_framework_is_that_of_the_segment(judge: Judge) -> None:
    facts = [("a1", 1, "attribute", "segment", "enterprise"), ("p1", 1, "link", "belongs_to", "a1")]
    checklist = listed(judge(ASKED, facts, 5))
    assert [(each.name, each.of_segment) for each in checklist.frameworks] == [("meddicc", True), ("hybrid", False)]


def test_a_definition_is_judged_by_the_framework_of_the_segment(judge: Judge) -> None:
    text = ASKED.replace(
        'met: "3 of [problem, impact, process, budget_timing]"',
        'met: {hybrid: "3 of [problem, impact, process, budget_timing]", meddicc: "1 of [metrics]"}',
    )
    facts = [
        ("p1", 3, "attribute", "segment", "enterprise"),
        says("metrics", True, 1, framework="meddicc"),
    ]
    judged = judge(text, facts, 2)
    (before,) = listed(judged).definitions
    (after,) = listed(judged.at(4)).definitions
    assert (before.framework, before.state, before.needs) == ("hybrid", "unknown", text_of(judged, "hybrid"))
    assert (after.framework, after.state, after.needs) == ("meddicc", "met", "1 of [metrics]")
    assert [each.name for each in listed(judged.at(4)).frameworks] == ["meddicc"]


def text_of(judged: Judged, framework: str) -> str:
    return judged.agreement.definitions["sql"].gates[framework]


def test_a_person_and_their_deal_share_the_answers(judge: Judge) -> None:
    facts = [("d1", 1, "link", "converted", "p1"), ("d1", 2, "answer", "problem", True)]
    assert states(listed(judge(ASKED, facts, 5)))["problem"] == "met"


@pytest.mark.parametrize("number", range(3))
def test_the_worked_case_of_three_of_four(judge: Judge, number: int) -> None:
    case = method("sql-3of4")
    if not case:
        pytest.skip("no worked cases")
    answers = case["inputs"]["answers"][number]
    text = ASKED.replace("{answers: [budget, timing]}", "{}")
    facts = [says(name, None if met is None else bool(met)) for name, met in answers.items()]
    (held,) = listed(judge(text, facts, 5)).definitions
    wanted = next(each for each in case["expected"].values() if isinstance(each, list))[number]
    assert (held.state == "met") is bool(wanted)
