"""Every pass has its own clocks: what ends a pass ends the clocks that ran in it (CLK-3, methods §4.1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.clocks import BY_DAY, clocks, commitment, hour, states
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of

Judge = Callable[..., Judged]

ANSWER = "starts: stage mql, stops: attempt, within: 48 elapsed hours"
MQL = ("p1", hour(10), "move", "mql")


def moved(stage: str, day: float, **more: object) -> tuple[object, ...]:
    return ("p1", day, "move", stage, more) if more else ("p1", day, "move", stage)


def spans(judged: Judged) -> list[tuple[float, float | None, str]]:
    return [
        (day_of(each.started_at), None if each.stopped_at is None else day_of(each.stopped_at), each.state)
        for each in clocks(judged)
    ]


@pytest.mark.parametrize("stage", ["nurture", "lost"])
def test_a_pass_that_ends_in_time_takes_its_open_clocks_with_it(judge: Judge, stage: str) -> None:
    assert spans(judge(commitment(ANSWER), [MQL, moved(stage, 5.0)], 60)) == [(hour(10), 5.0, "cancelled")]


def test_what_was_broken_before_the_pass_ended_stays_broken(judge: Judge) -> None:
    assert states(judge(commitment(ANSWER), [MQL, moved("nurture", 9.0)], 60)) == ["breached_open"]


def test_the_next_pass_has_a_clock_of_its_own(judge: Judge) -> None:
    facts = [MQL, moved("nurture", 9.0), moved("mql", 40.0), ("p1", 41.0, "attempt", "call")]
    assert spans(judge(commitment(ANSWER), facts, 60)) == [(hour(10), 9.0, "breached_open"), (40.0, 41.0, "met")]


def test_a_stage_of_the_path_ends_no_pass(judge: Judge) -> None:
    assert states(judge(commitment(ANSWER), [MQL, moved("sal", 5.0), moved("sql", 5.5)], 6)) == ["running"]


def test_an_obligation_to_try_is_fulfilled_by_the_end_of_the_pass(judge: Judge) -> None:
    tries = commitment("starts: stage mql, stops: reply, needs: {attempts: 3}, within: 12 days")
    assert states(judge(tries, [MQL, moved("lost", 6.0)], 60)) == ["fulfilled_early"]
    assert states(judge(tries, [MQL, moved("lost", 26.0)], 60)) == ["breached_open"]


def test_what_the_end_of_a_pass_starts_runs_on_until_the_next_one_ends(judge: Judge) -> None:
    thanks = commitment("starts: stage nurture, stops: milestone thanked, within: 3 elapsed hours")
    once = [MQL, moved("nurture", 9.0)]
    assert spans(judge(thanks, once, 60)) == [(9.0, None, "breached_open")]
    assert spans(judge(thanks, [*once, ("p1", 9.1, "milestone", "thanked")], 60)) == [(9.0, 9.1, "met")]
    twice = [*once, moved("mql", 20.0), moved("nurture", 30.0)]
    assert spans(judge(thanks, twice, 60)) == [(9.0, 30.0, "breached_open"), (30.0, None, "breached_open")]


def test_what_a_pass_that_ended_on_a_day_starts_is_not_ended_by_that_day(judge: Judge) -> None:
    thanks = commitment("starts: stage nurture, stops: milestone thanked, within: 5 days")
    facts = [MQL, moved("nurture", 9, **BY_DAY)]
    assert spans(judge(thanks, facts, 10)) == [(9, None, "running")]
    assert states(judge(thanks, [*facts, moved("mql", 20.0), moved("nurture", 30, **BY_DAY)], 31)) == [
        "breached_open", "running",
    ]  # fmt: skip


def test_a_pass_that_ends_on_the_day_of_the_start_ends_the_clock(judge: Judge) -> None:
    days = ANSWER.replace("48 elapsed hours", "2 days")
    assert states(judge(commitment(days), [MQL, moved("lost", 4, **BY_DAY)], 60)) == ["cancelled"]
    # at which hour it did is not known, nor whether it was before the start
    assert states(judge(commitment(ANSWER), [MQL, moved("lost", 4, **BY_DAY)], 60)) == ["undecidable"]


def test_a_lost_deal_ends_its_own_clocks_and_no_other_deal_s(judge: Judge) -> None:
    text = commitment("starts: stage sql, stops: milestone offer, within: 20 days")
    facts = [("p1", 5, "move", "sql", {"deal": "d1"}), ("p1", 6, "move", "sql", {"deal": "d2"}),
             ("p1", 8, "move", "lost", {"deal": "d2"})]  # fmt: skip
    assert spans(judge(text, facts, 10)) == [(5, None, "running"), (6, 8, "cancelled")]


def test_what_a_definition_starts_it_starts_anew(judge: Judge) -> None:
    scored = "engagement: {signals: {demo: 10}, decay: {rate: 0, per: week}}\ndefinitions: {mql: 'engagement >= 10'}"
    text = commitment("starts: definition mql, stops: attempt, within: 1 days", scored)
    text = text.replace("mql: {}", "mql: {enter: definition mql}")
    facts = [("p1", 4, "signal", "demo"), moved("nurture", 9.0), moved("mql", 30.0)]
    assert spans(judge(text, facts, 60))[0] == (4, 9.0, "breached_open")
