"""Excused breaches: claimed, decided, and counted beside the breach (CLK-8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.clocks import MQL, RESPONSE, clocks, commitment
from tests.evaluate.judging import Judged
from tripact.evaluate.commitments import Clocks
from tripact.ledger.facts import Subjects, make_fact

Judge = Callable[..., Judged]

TWICE = "starts: signal demo, stops: milestone done, within: 2 business hours"


def excuse(action: str, day: float = 6, run: int | None = None, **more: object) -> tuple[object, ...]:
    return ("p1", day, "excuse", "answer", run, action, "outage", more)


def excused(judged: Judged) -> list[tuple[str, int]]:
    return [(each.state, each.excused) for each in clocks(judged)]


@pytest.mark.parametrize(("action", "counts"), [("claimed", 0), ("approved", 1), ("rejected", 0)])
def test_only_an_approved_excuse_excuses_and_the_breach_stays(judge: Judge, action: str, counts: int) -> None:
    assert excused(judge(commitment(RESPONSE), [MQL, excuse(action)])) == [("breached_open", counts)]


def test_the_last_decision_holds(judge: Judge) -> None:
    facts = [MQL, excuse("approved"), excuse("rejected", 7), excuse("claimed", 8)]
    judged = judge(commitment(RESPONSE), facts)
    assert [excused(judged.at(day)) for day in (6, 7, 8)] == [[("breached_open", n)] for n in (1, 0, 0)]


def test_an_excuse_counts_once_it_is_known(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE), [MQL, excuse("approved", recorded=9)])
    assert [excused(judged.at(8, known=known))[0][1] for known in (8, 9)] == [0, 1]


def test_an_excuse_names_its_run_where_there_are_several(judge: Judge) -> None:
    runs = [("p1", day, "signal", "demo") for day in (4, 6)] + [("p1", 5.9, "milestone", "done")]
    judged = judge(commitment(TWICE), [*runs, excuse("approved", 8), excuse("approved", 9, run=2)])
    assert [excused(judged.at(day)) for day in (8, 9)] == [
        [("met_late", 0), ("breached_open", 0)],
        [("met_late", 0), ("breached_open", 1)],
    ]


def test_an_excuse_of_another_clock_or_person_excuses_nothing(judge: Judge) -> None:
    other = ("p1", 6, "excuse", "elsewhere", None, "approved")
    stranger = ("p2", 6, "excuse", "answer", None, "approved")
    assert excused(judge(commitment(RESPONSE), [MQL, other, stranger])) == [("breached_open", 0)]


def test_an_excuse_told_of_the_deal_or_of_a_merged_person_reaches_the_clock(judge: Judge) -> None:
    deal = [("d1", 5, "link", "converted", "p1"), ("d1", 6, "excuse", "answer", None, "approved")]
    merged = [("p2", 6, "excuse", "answer", None, "approved"), ("p2", 7, "link", "merged", "p1")]
    for facts in (deal, merged):
        assert excused(judge(commitment(RESPONSE), [MQL, *facts])) == [("breached_open", 1)]


def test_an_excuse_reaches_the_objective_too(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE + ", aim: 60 business minutes"), [MQL, excuse("approved")])
    assert [each.excused for each in Clocks(judged.evaluation).objectives()] == [1]


def test_the_evidence_is_kept_apart_so_that_it_can_be_forgotten() -> None:
    body = {"commitment": "answer", "action": "claimed", "reason": "outage", "evidence": "Ms Novak was ill"}
    fact = make_fact("excuse", ("crm", "1"), Subjects(person="p1"), 0, body)
    assert fact.body == '{"action":"claimed","commitment":"answer","reason":"outage"}'
    assert fact.personal == '{"evidence":"Ms Novak was ill"}'
