"""Recycle, rest and re-promotion: passes that a rule opens (methods §2.2, REC-1…3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.evaluate.cases import method
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of

Judge = Callable[..., Judged]
CASE = method("mql-timeline")

TIMELINE = """
attributes: {role: {}, fit_is: {}}
fit: {fit_is: {points: {good: 73, best: 100}}}
engagement:
  signals: {s12: 12, s10: 10, s15: 15, demo: 30, s3: 3}
  decay: {rate: 0.1, per: week, kind: idle_step}
definitions: {mql: "fit >= 70 AND role = 'boss' AND engagement >= 50"}
stages:
  lead: {}
  mql: {enter: definition mql}
  sal: {}
  nurture: {kind: recycle, leave: {to: [mql]}}
  out: {kind: disqualified}
recycle:
  reasons: [timing, budget]
  rest: {timing: REST, else: 60 days}
  repromote: "fit >= 70 AND role = 'boss' AND engagement >= 60"
  BYPASS
  max_passes: 4
"""


def timeline(rest: str = "45 days", bypass: str = "bypass: []") -> str:
    return TIMELINE.replace("REST", rest).replace("BYPASS", bypass)


def history() -> list[tuple[Any, ...]]:
    inputs = CASE["inputs"]
    facts: list[tuple[Any, ...]] = [("p1", 0, "attribute", "fit_is", "good"), ("p1", 0, "attribute", "role", "boss")]
    names = {12: "s12", 10: "s10", 15: "s15", 30: "demo", 3: "s3"}
    facts += [("p1", day, "signal", names[points]) for day, points in inputs["events_day_points"]]
    return [*facts, ("p1", inputs["recycled_at_day"], "move", "nurture", {"reason": "timing"})]


def promotions(judged: Judged) -> list[tuple[str, int, float]]:
    return [(stage, number, day_of(ts)) for ts, stage, number in judged.rows("promotions", "ts", "stage", "pass")]


@pytest.mark.skipif(not CASE, reason="the worked cases are not here")
def test_the_worked_timeline_without_bypass(judge: Judge) -> None:
    judged = judge(timeline(), history())
    assert [day for _, _, day in promotions(judged)] == CASE["expected"]["mql_days_no_bypass"]
    assert promotions(judged) == [("mql", 1, 5), ("mql", 2, 56)]
    assert judged.path("p1") == [("mql", 1, 5, 9), ("nurture", 1, 9, 56), ("mql", 2, 56, None)]
    held = judged.rows("suppressed_promotions", "pass", "ts", "until_ts", "engagement")
    assert [(n, day_of(ts), day_of(until)) for n, ts, until, _ in held] == [(1, 30, 55)]
    assert held[0][3] == pytest.approx(CASE["expected"]["engagement"]["30"])


@pytest.mark.skipif(not CASE, reason="the worked cases are not here")
def test_the_worked_timeline_with_bypass(judge: Judge) -> None:
    judged = judge(timeline(bypass="bypass: demo"), history())
    assert [day for _, _, day in promotions(judged)] == CASE["expected"]["mql_days_with_hand_raiser_bypass"]
    assert judged.rows("suppressed_promotions", "pass") == []
