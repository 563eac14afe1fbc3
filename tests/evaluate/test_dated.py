"""What the agreement changes on a date: the verdict uses what was in force (methods C12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.worktime.instant import midnight

Judge = Callable[..., Judged]

ZONE = "Europe/Bratislava"
JULY = day_of(midnight(date(2026, 7, 1), ZONE))
SCORING = """
engagement:
  signals: {demo: 30, page: {from 2026-01-01: 10, from 2026-07-01: 20}}
  decay: {rate: 0, per: week}
"""
FIT = """
attributes: {industry: {}, size: {type: number}, role: {}}
fit:
  industry: {points: {logistics: 15}, else: 0}
  size: {points: {"50+": {from 2026-01-01: 10, from 2026-07-01: 5}}, else: 0}
"""


def lowered(before: str, after: str) -> str:
    return f'definitions: {{mql: {{from 2026-01-01: "{before}", from 2026-07-01: "{after}"}}}}'


def test_july_begins_at_the_local_midnight() -> None:
    assert JULY == 181 - 2 / 24


@pytest.mark.parametrize(("day", "promoted"), [(JULY - 0.001, {}), (JULY, {"p1": JULY}), (JULY + 9, {"p1": JULY})])
def test_a_threshold_that_falls_promotes_at_midnight(judge: Judge, day: float, promoted: dict[str, float]) -> None:
    facts = [("p1", 5, "signal", "demo"), ("p2", 5, "signal", "page")]
    judged = judge(SCORING + lowered("engagement >= 50", "engagement >= 30"), facts, day, zone=ZONE)
    assert judged.promoted() == promoted


def test_a_threshold_that_rises_takes_nothing_back(judge: Judge) -> None:
    facts = [("p1", 5, "signal", "demo"), ("p2", JULY, "signal", "demo")]
    judged = judge(SCORING + lowered("engagement >= 30", "engagement >= 50"), facts, zone=ZONE)
    assert judged.promoted() == {"p1": 5}


def test_a_role_that_is_let_in_promotes_at_midnight_with_and_without_pruning(judge: Judge) -> None:
    rule = lowered("role = 'boss' AND engagement >= 30", "role IN ('boss', 'user') AND engagement >= 30")
    facts = [
        line for n in (1, 2) for line in ((f"p{n}", 3, "attribute", "role", "user"), (f"p{n}", 4, "signal", "demo"))
    ]
    facts[-1] = ("p2", JULY + 4, "signal", "demo")
    judged = judge("attributes: {role: {}}" + SCORING + rule, facts, zone=ZONE)
    assert judged.promoted() == {"p1": JULY, "p2": JULY + 4}
    assert judged.at(400, prune=False).promoted() == judged.promoted()


def test_the_unknown_are_promoted_at_midnight_too(judge: Judge) -> None:
    rule = lowered("fit >= 60 AND engagement >= 30", "fit >= 0 AND engagement >= 30")
    judged = judge(FIT + SCORING + rule, [("p1", 4, "signal", "demo")], zone=ZONE)
    assert judged.promoted() == {"p1": JULY}


def test_a_rule_that_begins_on_a_date_says_nothing_before(judge: Judge) -> None:
    rule = 'definitions: {mql: {from 2026-07-01: "engagement >= 10"}}'
    facts = [("p1", 5, "signal", "demo"), ("p2", JULY + 5, "signal", "demo")]
    assert judge(SCORING + rule, facts, zone=ZONE).promoted() == {"p1": JULY, "p2": JULY + 5}


def test_a_signal_is_worth_what_it_was_worth_on_its_day(judge: Judge) -> None:
    facts = [("p1", JULY - 0.001, "signal", "page"), ("p1", JULY, "signal", "page")]
    judged = judge(SCORING + 'definitions: {mql: "engagement >= 30"}', facts, zone=ZONE)
    assert judged.value("engagement") == 30
    assert judged.promoted() == {"p1": JULY}


def test_points_before_their_first_date_are_none_and_do_not_keep_warm(judge: Judge) -> None:
    text = SCORING.replace("from 2026-01-01: 10, ", "").replace("rate: 0,", "rate: 0.1,")
    facts = [("p1", 100, "signal", "demo"), ("p1", 113, "signal", "page")]
    judged = judge(text + 'definitions: {mql: "engagement >= 30"}', facts, 114, zone=ZONE)
    assert judged.value("engagement") == pytest.approx(24.3)


def test_fit_points_that_change_on_a_date_change_fit_there(judge: Judge) -> None:
    facts = [("p1", 0, "attribute", "size", "80"), ("p1", 0, "attribute", "industry", "farms")]
    judged = judge(FIT + 'definitions: {mql: "fit >= 40"}', facts, zone=ZONE)
    assert [judged.at(day).value("fit_points", "fit") for day in (JULY - 0.001, JULY)] == [(10, 40), (5, 25)]


def test_what_is_attainable_changes_for_those_whose_own_points_do_not(judge: Judge) -> None:
    facts = [("p1", 0, "attribute", "industry", "logistics"), ("p2", 0, "signal", "demo")]
    judged = judge(FIT + 'definitions: {mql: "fit >= 70"}', facts, zone=ZONE)
    assert judged.at(JULY - 0.001).value("fit", "fit_upper") == (60, 100)
    assert judged.value("fit", "fit_upper") == (75, 100)
    assert judged.promoted() == {"p1": JULY}


def test_a_penalty_that_is_dropped_on_a_date_promotes_there(judge: Judge) -> None:
    text = FIT + "  penalties: {student: {points: {from 2026-01-01: -100, from 2026-07-01: 0}}}\n"
    facts = [("p1", 0, "attribute", "industry", "logistics"), ("p1", 0, "attribute", "student", "true")]
    judged = judge(text + 'definitions: {mql: "fit >= 60"}', facts, zone=ZONE)
    assert judged.promoted() == {"p1": JULY}


def test_dates_after_the_moment_change_nothing_yet(judge: Judge) -> None:
    facts = [("p1", 0, "attribute", "industry", "logistics"), ("p1", 0, "signal", "demo")]
    judged = judge(FIT + SCORING + lowered("fit >= 90", "fit >= 10"), facts, 100, zone=ZONE)
    assert judged.promoted() == {}
    assert judged.value("fit") == 60
