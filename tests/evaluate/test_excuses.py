"""Excused breaches: claimed, decided, and counted beside the breach (CLK-8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlglot import exp

from tests.evaluate.clocks import MQL, RESPONSE, clocks, commitment
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of, instant
from tripact.evaluate.commitments import Clocks
from tripact.ledger.facts import Subjects, make_fact

Judge = Callable[..., Judged]

TWICE = "starts: signal demo, stops: milestone done, within: 2 business hours"


def excuse(action: str, day: float = 6, run: int | None = None, **more: object) -> tuple[object, ...]:
    return ("p1", day, "excuse", "answer", run, action, "outage", more)


CLAIM = excuse("claimed", 5.5)


def excused(judged: Judged) -> list[tuple[str, int]]:
    return [(each.state, each.excused) for each in clocks(judged)]


def demos(*days: float) -> list[tuple[object, ...]]:
    """Runs that start on these days; each is stopped, too late, on the day after."""
    return [(who, day + by, *what) for day in days for who, by, *what in _RUN]


_RUN = (("p1", 0, "signal", "demo"), ("p1", 0.9, "milestone", "done"))


def excused_starts(judged: Judged) -> list[float]:
    """The days on which the excused runs started."""
    return [day_of(each.started_at) for each in clocks(judged) if each.excused]


def states(judged: Judged) -> list[object]:
    """What became of the excuses, by the day on which their runs started."""
    rows = Clocks(judged.evaluation).query(
        exp.select("c.started_at", "x.state")
        .from_("commitments as c")
        .join("excuse_states as x", on="x.commitment = c.commitment and x.journey = c.journey and x.run = c.run")
        .order_by("c.started_at")
    )
    return [(day_of(started), state) for started, state in rows]


@pytest.mark.parametrize(("action", "counts"), [("claimed", 0), ("approved", 1), ("rejected", 0)])
def test_only_an_approved_excuse_excuses_and_the_breach_stays(judge: Judge, action: str, counts: int) -> None:
    assert excused(judge(commitment(RESPONSE), [MQL, CLAIM, excuse(action)])) == [("breached_open", counts)]


def test_an_approval_counts_after_a_claim_or_with_it_and_never_without(judge: Judge) -> None:
    for claims, counts in (((), 0), ((excuse("claimed", 7),), 0), ((excuse("claimed", 6),), 1), ((CLAIM,), 1)):
        judged = judge(commitment(RESPONSE), [MQL, excuse("approved"), *claims])
        assert excused(judged) == [("breached_open", counts)]


def test_an_approval_of_a_day_counts_with_a_claim_of_that_day(judge: Judge) -> None:
    facts = [MQL, excuse("claimed", 6.5), excuse("approved", 6, by_day=True)]
    assert excused(judge(commitment(RESPONSE), facts)) == [("breached_open", 1)]


def test_the_last_decision_holds(judge: Judge) -> None:
    facts = [MQL, CLAIM, excuse("approved"), excuse("rejected", 7), excuse("claimed", 8)]
    judged = judge(commitment(RESPONSE), facts)
    assert [excused(judged.at(day)) for day in (6, 7, 8)] == [[("breached_open", n)] for n in (1, 0, 0)]
    assert [states(judged.at(day))[0][1] for day in (5.6, 6, 7, 8)] == ["claimed", "approved", "rejected", "claimed"]


def test_an_excuse_counts_once_it_is_known(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE), [MQL, CLAIM, excuse("approved", recorded=9)])
    assert [excused(judged.at(8, known=known))[0][1] for known in (8, 9)] == [0, 1]


def test_an_excuse_without_a_run_is_of_the_last_one_that_had_started(judge: Judge) -> None:
    judged = judge(commitment(TWICE), [*demos(4, 6), CLAIM, excuse("approved", 5.6), *demos(8)])
    assert [excused_starts(judged.at(day)) for day in (5.6, 9)] == [[4.0], [4.0]]


def test_an_excuse_names_its_run_where_there_are_several(judge: Judge) -> None:
    told = [excuse(action, 9, run=1) for action in ("claimed", "approved")]
    assert excused_starts(judge(commitment(TWICE), [*demos(4, 6), *told])) == [4.0]


def test_an_excuse_stays_with_its_run_when_an_earlier_one_becomes_known(judge: Judge) -> None:
    late = [(*line, {"recorded": 20}) for line in demos(2)]
    for named in ({"run": 1}, {"started_at": instant(6)}, {}):
        told = [excuse(action, 7, **named) for action in ("claimed", "approved")]
        judged = judge(commitment(TWICE), [*demos(6), *told, *late])
        assert [excused_starts(judged.at(30, known=known)) for known in (7, 30)] == [[6.0], [6.0]]


def test_a_run_that_is_recorded_after_its_excuse_is_still_found(judge: Judge) -> None:
    told = [excuse(action, 9, run=2) for action in ("claimed", "approved")]
    assert excused_starts(judge(commitment(TWICE), [*told, *demos(4, 6)])) == [6.0]


def test_a_start_names_the_run_that_it_lies_in_and_no_other(judge: Judge) -> None:
    for day, found in ((4, [4.0]), (4.5, [4.0]), (4.95, []), (3.9, []), (6, [6.0])):
        told = [excuse(action, 9, started_at=instant(day)) for action in ("claimed", "approved")]
        assert excused_starts(judge(commitment(TWICE), [*demos(4, 6), *told])) == found


def test_an_excuse_of_another_clock_or_person_excuses_nothing(judge: Judge) -> None:
    others = [
        (who, 6, "excuse", what, None, action)
        for who, what in (("p1", "elsewhere"), ("p2", "answer"))
        for action in ("claimed", "approved")
    ]
    assert excused(judge(commitment(RESPONSE), [MQL, *others])) == [("breached_open", 0)]


def test_an_excuse_told_of_the_deal_or_of_a_merged_person_reaches_the_clock(judge: Judge) -> None:
    both = ("claimed", "approved")
    deal = [("d1", 5, "link", "converted", "p1"), *(("d1", 6, "excuse", "answer", None, each) for each in both)]
    merged = [*(("p2", 6, "excuse", "answer", None, each) for each in both), ("p2", 7, "link", "merged", "p1")]
    for facts in (deal, merged):
        assert excused(judge(commitment(RESPONSE), [MQL, *facts])) == [("breached_open", 1)]


def test_an_excuse_reaches_the_objective_too(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE + ", aim: 60 business minutes"), [MQL, CLAIM, excuse("approved")])
    assert [each.excused for each in Clocks(judged.evaluation).objectives()] == [1]


def test_the_evidence_is_kept_apart_so_that_it_can_be_forgotten() -> None:
    body = {"commitment": "answer", "action": "claimed", "reason": "outage", "evidence": "Ms Novak was ill"}
    fact = make_fact("excuse", ("crm", "1"), Subjects(person="p1"), 0, body)
    assert fact.body == '{"action":"claimed","commitment":"answer","evidenced":true,"reason":"outage"}'
    assert fact.personal == '{"evidence":"Ms Novak was ill"}'
