"""Recycle, rest and re-promotion: passes that a rule opens (methods §2.2, REC-1…3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.evaluate.cases import method
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.evaluate.commitments import Clocks

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


BOSS = [("p1", 0, "attribute", "fit_is", "good"), ("p1", 0, "attribute", "role", "boss")]


@pytest.mark.parametrize("points", ["", "call_me: {points: 0, keeps_warm: false},", "call_me: 0,"])
def test_whoever_asks_for_contact_is_back_at_once_whatever_the_signal_weighs(judge: Judge, points: str) -> None:
    text = timeline(bypass="bypass: call_me").replace("signals: {", f"signals: {{{points} ")
    text = text.replace("engagement >= 60", "engagement >= 20")
    facts = [*BOSS, *(("p1", 1, "signal", "demo") for _ in range(2)), ("p1", 3, "move", "nurture", "timing")]
    judged = judge(text, [*facts, ("p1", 5, "signal", "call_me")], 60)
    assert promotions(judged) == [("mql", 1, 1), ("mql", 2, 5)]


def recycled(*rest: tuple[Any, ...], reason: str = "timing") -> list[tuple[Any, ...]]:
    """A boss who was promoted on day 1 and recycled on day 2, and what came then."""
    first = [("p1", 1, "signal", "demo"), ("p1", 1, "signal", "demo")]
    return [*BOSS, *first, ("p1", 2, "move", "nurture", {"reason": reason}), *rest]


def demos(*days: float) -> list[tuple[Any, ...]]:
    return [("p1", day, "signal", "demo") for day in days for _ in range(2)]


def test_the_rule_is_tried_at_the_very_instant_the_rest_ends(judge: Judge) -> None:
    judged = judge(timeline("10 days"), recycled(*demos(12)))
    assert promotions(judged) == [("mql", 1, 1), ("mql", 2, 13)]
    (rest,) = judged.rows("recycles", "rest_until", "suppressed_at", "suppressed_until")
    assert [day_of(each) for each in rest] == [13, 2, 13]


def test_a_rest_ends_with_a_local_day_also_when_it_has_another_length(judge: Judge) -> None:
    # day 83.5 is 25 March, noon in UTC; on 29 March 2026 the clocks of Bratislava go forward
    facts = [*BOSS, *demos(80), ("p1", 83.5, "move", "nurture", {"reason": "timing"})]
    judged = judge(timeline("4 days"), facts, zone="Europe/Bratislava")
    ((ends,),) = judged.rows("recycles", "rest_until")
    assert day_of(ends) == 88 - 2 / 24


@pytest.mark.parametrize(("reason", "days"), [("timing", 10), ("budget", 60), (None, 60)])
def test_each_reason_has_its_rest(judge: Judge, reason: str | None, days: int) -> None:
    judged = judge(timeline("10 days"), recycled(reason=reason))  # type: ignore[arg-type]
    assert [day_of(ts) for (ts,) in judged.rows("recycles", "rest_until")] == [2 + days + 1]


def test_a_higher_threshold_and_a_risen_tier_bring_back(judge: Judge) -> None:
    text = timeline("10 days").replace("engagement >= 60", "(engagement >= 200 OR intent > intent_at_recycle)")
    text += 'counts: {shown: {signals: demo, within: 14 days}}\nintent: {tier 2: "shown >= 3", tier 1: "shown >= 1"}\n'
    judged = judge(text, recycled(*[("p1", day, "signal", "demo") for day in (20, 20.5, 21, 22)]))
    assert promotions(judged) == [("mql", 1, 1), ("mql", 2, 21)]
    assert judged.rows("recycles", "intent_at_recycle") == [(1,)]
    assert judged.rows("recycles", "engagement_at_recycle") == [(60.0,)]


def test_a_move_out_of_nurture_by_somebody_is_no_promotion(judge: Judge) -> None:
    judged = judge(timeline("10 days"), recycled(("p1", 5, "move", "sal"), *demos(20)))
    assert promotions(judged) == [("mql", 1, 1)]
    assert judged.path("p1")[-1] == ("sal", 2, 5, None)


def test_a_move_to_lead_waits_for_the_end_of_the_rest_all_the_same(judge: Judge) -> None:
    judged = judge(timeline("10 days"), recycled(("p1", 5, "move", "lead"), *demos(6)))
    assert judged.path("p1")[-2:] == [("lead", 2, 5, 13), ("mql", 2, 13, None)]


def test_the_same_move_after_a_return_is_the_next_recycle(judge: Judge) -> None:
    again = [("p1", day, "move", "nurture", {"reason": "timing"}) for day in (3, 30, 31)]
    judged = judge(timeline("10 days"), recycled(*demos(20), *again, *demos(50)))
    assert judged.path("p1") == [
        ("mql", 1, 1, 2), ("nurture", 1, 2, 20), ("mql", 2, 20, 30), ("nurture", 2, 30, 41), ("mql", 3, 41, None),
    ]  # fmt: skip
    assert judged.rows("recycles", "pass", "seq") == [(1, 5), (2, 9)]


def test_no_rule_makes_more_passes_than_agreed_and_no_move_is_dropped(judge: Judge) -> None:
    rounds = [
        fact
        for start in (20, 60, 100, 140, 180)
        for fact in (*demos(start), ("p1", start + 5, "move", "nurture", {"reason": "timing"}))
    ]
    judged = judge(timeline("10 days"), [*recycled(*rounds), ("p1", 300, "move", "sal")])
    assert [number for _, number, _ in promotions(judged)] == [1, 2, 3, 4]
    assert judged.path("p1")[-1][:2] == ("sal", 5)
    number, met_at, promoted_at = judged.rows("recycles", "pass", "met_at", "promoted_at")[-1]
    assert (number, promoted_at) == (4, None)
    assert met_at is not None


def test_disqualified_is_final_for_rules(judge: Judge) -> None:
    judged = judge(timeline("10 days"), [*recycled(("p1", 5, "move", "out")), *demos(30)])
    assert promotions(judged) == [("mql", 1, 1)]


def test_who_is_taken_back_from_disqualified_can_be_promoted(judge: Judge) -> None:
    facts = [*BOSS, ("p1", 1, "move", "out"), *demos(3), ("p1", 5, "move", "lead")]
    judged = judge(timeline(), facts)
    assert judged.path("p1") == [("out", 1, 1, 5), ("lead", 2, 5, 5), ("mql", 2, 5, None)]


def test_a_withdrawn_reason_ends_a_disqualification_for_the_rules(judge: Judge) -> None:
    text = timeline().replace("fit: {fit_is", "fit: {penalties: {student: -100}, fit_is")
    facts = [*BOSS, ("p1", 1, "attribute", "student", "true"), ("p1", 1, "move", "out", {"reason": "student"})]
    assert promotions(judge(text, [*facts, *demos(3)])) == []
    assert promotions(judge(text, [*facts, *demos(3), ("p1", 6, "attribute", "student", "false")])) == [("mql", 2, 6)]


def test_other_stages_with_a_rule_open_again_in_the_new_pass(judge: Judge) -> None:
    text = timeline("10 days").replace("stages:\n", "stages:\n  warm: {enter: definition warm}\n")
    text = text.replace("definitions: {", 'definitions: {warm: "engagement >= 10", ').replace("to: [mql]", "to: [warm]")
    judged = judge(text, recycled(*demos(20)))
    assert judged.path("p1") == [
        ("warm", 1, 1, 1), ("mql", 1, 1, 2), ("nurture", 1, 2, 20), ("warm", 2, 20, 20), ("mql", 2, 20, None),
    ]  # fmt: skip


def test_somebody_whom_a_deal_beside_the_first_was_recycled_stays_where_they_are(judge: Judge) -> None:
    text = timeline("10 days").replace("  out:", "  sql: {of: deal}\n  out:")
    links = [(deal, 3, "link", "converted", "p1") for deal in ("d1", "d2")]
    moves = [("d1", 4, "move", "sql"), ("d2", 5, "move", "sql"), ("d2", 6, "move", "nurture", {"reason": "timing"})]
    judged = judge(text, [*BOSS, *demos(1), *links, *moves, *demos(40)])
    assert promotions(judged) == [("mql", 1, 1)]
    assert judged.rows("recycles", "person") == []


def test_the_thresholds_are_those_of_the_instant_that_is_judged(judge: Judge) -> None:
    old = "\"fit >= 70 AND role = 'boss' AND engagement >= 60\""
    new = old.replace("60", "40")
    text = timeline("10 days").replace(
        f"repromote: {old}", f"repromote: {{from 2025-01-01: {old}, from 2026-02-10: {new}}}"
    )
    judged = judge(text, recycled(("p1", 35, "signal", "s15")))
    assert promotions(judged) == [("mql", 1, 1), ("mql", 2, 40)]


def test_what_is_known_of_the_day_alone_is_over_with_the_day(judge: Judge) -> None:
    facts = [*BOSS, *demos(1), ("p1", 2, "move", "nurture", {"reason": "timing", "by_day": True}), *demos(2.5)]
    judged = judge(timeline("10 days", "bypass: demo"), facts)
    assert promotions(judged) == [("mql", 1, 1), ("mql", 2, 13)]


def test_the_explanation_tells_the_whole_story_of_a_recycle(judge: Judge) -> None:
    trace = judge(timeline("10 days"), recycled(*demos(20)), day=40).explain()
    assert [(rule.stage, day_of(rule.ts)) for rule in trace.promotions] == [("mql", 1)]
    (told,) = trace.recycles
    assert (told.number, told.stage, told.reason, told.to_stage) == (1, "nurture", "timing", "mql")
    assert [day_of(ts) for ts in (told.recycled_at, told.rest_until, told.promoted_at, told.suppressed_at)] == [
        2, 13, 20, 2,
    ]  # fmt: skip
    assert told.rule is not None
    assert [(clause.needed, clause.held) for clause in told.rule.clauses] == [
        ("fit >= 70", True), ("role = 'boss'", True), ("engagement >= 60", True),
    ]  # fmt: skip
    assert not told.bypassed


def test_whoever_still_waits_is_told_what_is_missing_now(judge: Judge) -> None:
    trace = judge(timeline("10 days"), recycled(("p1", 12, "signal", "s3")), day=16).explain()
    (told,) = trace.recycles
    assert told.promoted_at is None
    assert told.rule is not None
    assert told.rule.clauses[2].lacking == ("engagement +3",)


CLOCKED = """
calendars: {office: {zone: UTC, open: {mon-sun: "00:00-24:00"}}}
commitments:
  answer: {starts: stage mql, stops: attempt, cancels: stage nurture, within: 2 business hours}
  welcome: {starts: definition mql, stops: attempt, within: 2 business hours}
  rest: {kind: prohibition, starts: stage nurture, forbids: attempt, until: rest}
"""


def test_a_second_pass_starts_its_own_clocks(judge: Judge) -> None:
    facts = recycled(*demos(20), ("p1", 20.05, "attempt", "call"), ("p1", 5, "attempt", "call"))
    judged = judge(timeline("10 days") + CLOCKED, facts)
    clocks = Clocks(judged.evaluation)
    assert [(each.commitment, each.run, day_of(each.started_at), each.state) for each in clocks.rows()] == [
        ("answer", 1, 1, "breached_open"), ("answer", 2, 20, "met"),
        ("welcome", 1, 1, "breached_open"), ("welcome", 2, 20, "met"),
    ]  # fmt: skip
    (rest,) = clocks.prohibitions()
    assert rest.until_at is not None
    assert (day_of(rest.until_at), rest.state, rest.violations) == (13, "violated", 1)


def test_the_rest_of_a_prohibition_is_that_of_the_recycle(judge: Judge) -> None:
    judged = judge(timeline("10 days") + CLOCKED, recycled(), zone="Europe/Bratislava")
    ((rest_until,),) = judged.rows("recycles", "rest_until")
    assert day_of(rest_until) == 13 - 1 / 24
