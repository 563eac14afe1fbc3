"""Clocks on facts of which only the day is known: days take days, hours are not guessed (methods §4.1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.clocks import (
    BY_DAY,
    CALL,
    MONDAY,
    MQL,
    OFFICE,
    RESPONSE,
    SCORING,
    WAITING,
    commitment,
    demo,
    hour,
    lives,
    states,
    waits,
)
from tests.evaluate.judging import Judged

Judge = Callable[..., Judged]


def test_an_hour_clock_on_a_day_is_undecidable(judge: Judge) -> None:
    by_day = ("p1", MONDAY, "move", "mql", BY_DAY)
    assert states(judge(commitment(RESPONSE), [by_day, CALL])) == ["undecidable"]
    assert states(judge(commitment(RESPONSE), [MQL, ("p1", MONDAY, "attempt", "call", BY_DAY)])) == ["undecidable"]


def test_an_hour_clock_with_a_pause_known_by_day_is_undecidable(judge: Judge) -> None:
    pause = ("p1", 5, "signal", "waiting_on_customer", BY_DAY)
    text = commitment(WAITING.replace("2 business hours", "9 business hours"))
    assert states(judge(text, [MQL, pause, *waits(40, 41)[1:], ("p1", 6, "attempt", "call")])) == ["undecidable"]


def test_a_day_after_the_time_is_late_at_any_of_its_hours(judge: Judge) -> None:
    answered, stopped = ("p1", 6, "attempt", "call", BY_DAY), ("p1", 6, "milestone", "void", BY_DAY)
    text = commitment(RESPONSE + ", cancels: milestone void")
    assert states(judge(text, [MQL, answered])) == ["met_late"]
    assert states(judge(text, [MQL, stopped])) == ["breached_open"]


def test_a_day_within_the_time_is_in_time_at_any_of_its_hours(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: attempt, cancels: milestone void, within: 96 elapsed hours")
    assert states(judge(text, [MQL, ("p1", 5, "attempt", "call", BY_DAY)])) == ["met"]
    assert states(judge(text, [MQL, ("p1", 5, "milestone", "void", BY_DAY)])) == ["cancelled"]
    assert states(judge(text, [MQL, ("p1", 8, "attempt", "call", BY_DAY)])) == ["undecidable"]


def test_whether_it_was_answered_or_cancelled_on_a_day_is_not_guessed(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: attempt, cancels: milestone void, within: 96 elapsed hours")
    both = [("p1", 5, "attempt", "call", BY_DAY), ("p1", 5, "milestone", "void", BY_DAY)]
    assert states(judge(text, [MQL, *both])) == ["undecidable"]


def test_an_answer_that_may_have_come_before_the_known_one_is_not_ignored(judge: Judge) -> None:
    by_day = ("p1", MONDAY, "attempt", "email", BY_DAY)
    assert states(judge(commitment(RESPONSE), [MQL, by_day, CALL])) == ["met"]
    late = ("p1", hour(15), "attempt", "call")
    assert states(judge(commitment(RESPONSE), [MQL, by_day, late])) == ["undecidable"]


def test_a_pause_of_a_day_after_the_time_pauses_nothing(judge: Judge) -> None:
    waiting = ("p1", 7, "signal", "waiting_on_customer", BY_DAY)
    assert states(judge(commitment(WAITING), [MQL, waiting])) == ["breached_open"]
    assert states(judge(commitment(WAITING), [MQL, waiting, ("p1", hour(10, 8), "attempt", "call")])) == ["met_late"]
    assert states(judge(commitment(WAITING), [MQL, waiting, CALL])) == ["met"]


def test_a_start_of_a_day_is_broken_once_no_hour_of_it_is_in_time(judge: Judge) -> None:
    by_day = ("p1", MONDAY, "move", "mql", BY_DAY)
    judged = judge(commitment(RESPONSE), [by_day])
    assert states(judged) == ["breached_open"]
    assert [(each.state, each.due) for each in lives(judged.at(hour(10, 5)))] == [("undecidable", None)]


def test_a_touch_of_the_day_before_does_not_hide_an_answer(judge: Judge) -> None:
    text = commitment(RESPONSE, "contact: {preceding: 24 elapsed hours}")
    before = ("p1", 3, "attempt", "email", BY_DAY)
    judged = judge(text, [before, MQL, CALL])
    assert [(each.state, each.stopped, each.elapsed) for each in lives(judged)] == [("met", hour(11.5), 1.5)]
    assert states(judge(text, [before, MQL])) == ["undecidable"]


@pytest.mark.parametrize(("day", "state"), [(4, "met"), (6, "met"), (7, "met_late"), (8, "met_late")])
def test_a_day_clock_takes_days(judge: Judge, day: float, state: str) -> None:
    text = commitment("starts: stage mql, stops: attempt, within: 2 days")
    assert states(judge(text, [MQL, ("p1", day, "attempt", "call", BY_DAY)])) == [state]


@pytest.mark.parametrize(("day", "state"), [(8, "met"), (9, "met"), (10, "met"), (11, "met_late")])
def test_a_closed_day_after_the_last_business_day_is_still_in_time(judge: Judge, day: float, state: str) -> None:
    text = commitment("starts: stage mql, stops: attempt, within: 4 business days")
    assert states(judge(text, [MQL, ("p1", day, "attempt", "call", BY_DAY)])) == [state]


def test_both_ends_on_one_day_are_a_clock_that_is_over(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: attempt, within: 2 days")
    for facts in ([MQL[1:], CALL[1:]], [CALL[1:], MQL[1:]]):
        days = [("p1", MONDAY, *fact[1:], BY_DAY) for fact in facts]
        assert states(judge(text, days)) == ["met"]


def test_a_day_that_ends_what_ran_does_not_end_what_it_starts(judge: Judge) -> None:
    text = commitment("starts: signal demo, stops: milestone done, within: 2 days")
    days = [("p1", 6, "milestone", "done", BY_DAY), ("p1", 6, "signal", "demo", BY_DAY)]
    assert states(judge(text, [demo(10), *days], 7)) == ["met", "running"]


def test_every_day_with_both_ends_is_a_clock_that_is_over(judge: Judge) -> None:
    text = commitment("starts: signal demo, stops: milestone done, within: 2 days")
    facts = [("p1", day, *what, BY_DAY) for day in (5, 9) for what in (("milestone", "done"), ("signal", "demo"))]
    assert states(judge(text, facts)) == ["met", "met"]


def test_all_ends_of_a_day_end_what_ran_before_it(judge: Judge) -> None:
    text = commitment("starts: signal demo, stops: milestone done, cancels: milestone void, within: 2 days")
    ends = [("p1", 6, "milestone", name, BY_DAY) for name in ("void", "done")]
    assert states(judge(text, [demo(10), *ends, demo(15, 6)], 7)) == ["met", "running"]


def test_a_promotion_by_a_fact_of_a_day_is_known_by_its_day(judge: Judge) -> None:
    text = (
        f"{SCORING}\n{OFFICE}\ncommitments: {{answer: {{starts: stage mql, stops: attempt, within: 2 business hours}}}}"
    )
    assert states(judge(text, [("p1", MONDAY, "signal", "page", BY_DAY), CALL])) == ["undecidable"]
    assert states(judge(text, [("p1", hour(10), "signal", "page"), CALL])) == ["met"]


def test_leaving_a_stage_on_a_day_is_known_by_that_day(judge: Judge) -> None:
    text = commitment("starts: left lead, stops: attempt, within: 2 business hours")
    facts = [("p1", 1, "move", "lead"), ("p1", MONDAY, "move", "mql", BY_DAY), CALL]
    assert states(judge(text, facts)) == ["undecidable"]


def test_a_stage_of_a_day_ends_with_that_day_also_behind_an_instant(judge: Judge) -> None:
    """Two business days from Tuesday 15:00 are used up on Thursday 17:00, and over when Friday opens."""
    text = commitment("starts: signal demo, stops: stage sal, within: 2 business days")
    evening = [("p1", hour(18, 7), "move", "mql"), ("p1", 7, "move", "sal", BY_DAY)]
    assert states(judge(text, [demo(15, 5), *evening])) == ["met"]


def test_a_stage_is_left_by_what_follows_it_and_not_by_a_further_deal(judge: Judge) -> None:
    text = commitment("starts: left sql, stops: attempt, within: 2 business hours")
    deals = [(deal, 1, "link", "converted", "p1") for deal in ("d1", "d2")]
    moves = [("d1", hour(10), "move", "sql"), ("d2", 5, "move", "sql", BY_DAY), ("d1", hour(10, 6), "move", "won")]
    assert states(judge(text, [*deals, *moves, ("p1", hour(11, 6), "attempt", "call")])) == ["met"]
