"""Obligations to try: so often, on so many channels, so far apart, in time (methods §4.2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.cases import method
from tests.evaluate.clocks import BY_DAY, by_subject, clocks, commitment, states
from tests.evaluate.judging import Judged

Judge = Callable[..., Judged]

CONTACT = "contact: {replies: connected, not_counted: bounced, burst: 30 elapsed minutes}"
TOUCHES = "starts: stage mql, stops: [reply, left mql], needs: {attempts: 3}, within: 12 days"
START = ("p1", 4, "move", "mql")


def calls(*hours: float, channel: str = "call", who: str = "p1") -> list[tuple[object, ...]]:
    """Attempts so many hours after the start."""
    return [(who, 4 + hour / 24, "attempt", channel) for hour in hours]


def counted(judged: Judged) -> list[tuple[str, int, int]]:
    return [(each.state, each.attempts, each.channels) for each in clocks(judged)]


def test_the_worked_case_of_six_in_twelve_days(judge: Judge) -> None:
    case = method("attempts") or pytest.skip("no worked cases")
    text = commitment(
        TOUCHES.replace("attempts: 3", "attempts: 6") + ", aim: {attempts: 3, within: 48 elapsed hours}", CONTACT
    )
    judged = judge(text, [line for lead in case["inputs"]["leads"] for line in lead_facts(lead)], 20)
    missed = {"met_late": "missed", "breached_open": "missed", "running": "pending"}
    for rule, aim in (("rule_6_in_12", False), ("rule_3_in_48h", True)):
        found = {who.removeprefix("p"): missed.get(state, state) for who, state in by_subject(judged, aim=aim).items()}
        assert found == case["expected"][rule]
    tried = {judged.name(each.journey): min(1, each.attempts / 6) for each in clocks(judged)}
    assert tried["p3"] == pytest.approx(case["expected"]["completeness"]["3"])


def lead_facts(lead: dict[str, object]) -> list[tuple[object, ...]]:
    """A lead of the worked case, seen on day 20: closed ones began on the first day, the others as old as they say."""
    who, start = f"p{lead['id']}", 20 - float(lead.get("age_days", 19))  # type: ignore[arg-type]
    facts: list[tuple[object, ...]] = [(who, start, "move", "mql")]
    for hour in lead["attempts_h"]:  # type: ignore[attr-defined]
        outcome = "connected" if hour == lead.get("connected_h") else None
        facts.append((who, start + hour / 24, "attempt", "call", outcome))
    return facts


def test_the_attempt_that_completes_it_ends_the_clock(judge: Judge) -> None:
    (clock,) = clocks(judge(commitment(TOUCHES, CONTACT), [START, *calls(1, 20, 40, 60)]))
    assert (clock.state, clock.elapsed) == ("met", 40 * 3_600_000)


def test_a_reply_ends_the_obligation_early(judge: Judge) -> None:
    facts = [START, *calls(1), ("p1", 5, "attempt", "call", "connected")]
    assert counted(judge(commitment(TOUCHES, CONTACT), facts)) == [("fulfilled_early", 2, 1)]


def test_a_call_that_is_answered_is_an_attempt(judge: Judge) -> None:
    facts = [START, ("p1", 4 + 1 / 24, "attempt", "call", "connected")]
    text = commitment("starts: stage mql, stops: attempt, within: 2 elapsed hours", CONTACT)
    assert [each.state for each in clocks(judge(text, facts))] == ["met"]


def test_a_call_that_is_answered_starts_no_obligation_to_try(judge: Judge) -> None:
    text = commitment("starts: attempt, stops: reply, needs: {attempts: 3}, within: 12 days", CONTACT)
    answered = ("p1", 5, "attempt", "call", "connected")
    assert counted(judge(text, [answered])) == []
    assert counted(judge(text, [*calls(1), answered])) == [("fulfilled_early", 2, 1)]


def test_an_obligation_that_ends_after_its_time_was_missed(judge: Judge) -> None:
    facts = [START, *calls(1), ("p1", 30, "move", "sal")]
    assert counted(judge(commitment(TOUCHES, CONTACT), facts)) == [("breached_open", 1, 1)]


def test_late_attempts_do_not_mend_a_missed_obligation(judge: Judge) -> None:
    assert counted(judge(commitment(TOUCHES, CONTACT), [START, *calls(1, 2, 400)])) == [("met_late", 2, 1)]
    assert counted(judge(commitment(TOUCHES, CONTACT), [START, *calls(1, 400)])) == [("breached_open", 1, 1)]


def test_what_is_in_time_is_pending(judge: Judge) -> None:
    assert counted(judge(commitment(TOUCHES, CONTACT), [START, *calls(1, 2)], 8)) == [("running", 2, 1)]


def test_attempts_before_the_start_do_not_count(judge: Judge) -> None:
    assert counted(judge(commitment(TOUCHES, CONTACT), [*calls(-3, -2), START, *calls(1)], 8)) == [("running", 1, 1)]


def test_attempts_on_one_channel_within_a_burst_count_once(judge: Judge) -> None:
    mails = calls(1, 1.2, channel="email")
    assert counted(judge(commitment(TOUCHES, CONTACT), [START, *calls(1, 1.4), *mails], 8)) == [("running", 2, 2)]


@pytest.mark.parametrize(
    ("minutes", "tried"),
    [
        ((0, 20, 40, 60), 2),
        ((0, 20, 40, 60, 80, 100, 120), 4),
        ((0, 29, 58), 2),
        ((0, 30, 59), 2),
        ((0, 10, 10, 45, 45), 2),
    ],
)
def test_a_repeated_attempt_counts_again_a_burst_after_the_one_that_counted(
    judge: Judge, minutes: tuple[float, ...], tried: int
) -> None:
    facts = [START, *calls(*(1 + each / 60 for each in minutes))]
    text = commitment(TOUCHES.replace("attempts: 3", "attempts: 9"), CONTACT)
    assert counted(judge(text, facts, 8)) == [("running", tried, 1)]


def test_an_attempt_that_is_too_near_hides_no_later_one(judge: Judge) -> None:
    text = commitment(TOUCHES.replace("attempts: 3", "attempts: 3, spacing: 1 elapsed hour"), CONTACT)
    mails = calls(1.95, 2, channel="email")
    assert counted(judge(text, [START, *calls(1, 3), *mails])) == [("met", 3, 2)]


def test_a_burst_begun_before_the_start_still_has_its_attempt_after_it(judge: Judge) -> None:
    assert counted(judge(commitment(TOUCHES, CONTACT), [*calls(-0.1), START, *calls(0.1)], 8)) == [("running", 1, 1)]


def test_so_many_channels_are_needed(judge: Judge) -> None:
    text = commitment(TOUCHES.replace("attempts: 3", "attempts: 3, channels: 2"), CONTACT)
    facts = [START, *calls(1, 20, 40)]
    assert counted(judge(text, facts, 8)) == [("running", 3, 1)]
    assert counted(judge(text, [*facts, *calls(60, channel="email")], 8)) == [("met", 4, 2)]


@pytest.mark.parametrize(
    ("hours", "tried"),
    [((0, 4, 8), 3), ((0, 3, 6), 2), ((0, 3, 6, 9, 12), 3), ((0, 1, 2, 3, 4, 5), 2), ((0, 3.9), 1), ((0, 0, 4), 2)],
)
def test_attempts_that_count_are_so_far_apart(judge: Judge, hours: tuple[float, ...], tried: int) -> None:
    text = commitment(TOUCHES.replace("attempts: 3", "attempts: 4, spacing: 4 elapsed hours"))
    assert [each[1] for each in counted(judge(text, [START, *calls(*hours)], 8))] == [tried]


def test_the_attempt_that_starts_an_obligation_is_its_first(judge: Judge) -> None:
    text = commitment("starts: attempt, stops: reply, needs: {attempts: 3}, within: 21 days", CONTACT)
    assert counted(judge(text, calls(1, 20), 8)) == [("running", 2, 1)]


def test_deleting_nothing_but_a_task_leaves_the_evidence(judge: Judge) -> None:
    facts = [START, *calls(1, 20, 40), ("p1", 9, "void", "99")]
    assert states(judge(commitment(TOUCHES, CONTACT), facts)) == ["met"]


def test_a_day_counts_for_days_and_not_for_hours(judge: Judge) -> None:
    text = commitment(TOUCHES + ", aim: {attempts: 3, within: 48 elapsed hours}", CONTACT)
    days = [("p1", day, "attempt", "call", BY_DAY) for day in (4, 5, 6)]
    judged = judge(text, [("p1", 4.4, "move", "mql"), *days])
    assert (states(judged), states(judged, aim=True)) == (["met"], ["undecidable"])


def test_the_aim_has_a_number_of_attempts_of_its_own(judge: Judge) -> None:
    text = commitment(TOUCHES + ", aim: {attempts: 2, within: 48 elapsed hours}", CONTACT)
    judged = judge(text, [START, *calls(1, 20)], 8)
    assert (states(judged), states(judged, aim=True)) == (["running"], ["met"])


HOURS = TOUCHES.replace("attempts: 3", "attempts: 2").replace("12 days", "48 elapsed hours")


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ((4.5, 5.0), "met"),  # two attempts with their times, and one that is not needed
        ((4.5,), "undecidable"),
        ((4.0,), "undecidable"),
        ((), "breached_open"),
    ],
)
def test_an_attempt_of_a_day_matters_where_it_is_needed(judge: Judge, days: tuple[float, ...], state: str) -> None:
    facts = [START, *(("p1", day, "attempt", "call") for day in days)]
    facts.append(("p1", 5, "attempt", "call", BY_DAY))
    assert states(judge(commitment(HOURS, CONTACT), facts)) == [state]


def test_an_attempt_of_a_day_after_the_time_mends_nothing(judge: Judge) -> None:
    facts = [START, *calls(1), ("p1", 7, "attempt", "call", BY_DAY)]
    assert states(judge(commitment(HOURS, CONTACT), facts)) == ["met_late"]
    assert states(judge(commitment(HOURS.replace("2}", "3}"), CONTACT), facts)) == ["breached_open"]


def test_days_completed_by_an_attempt_with_its_time_end_with_that_time(judge: Judge) -> None:
    """Closed from 17:00, the last business day lasts until the next opening."""
    text = commitment(HOURS.replace("48 elapsed hours", "1 business day"), CONTACT)
    facts = [START, *calls(1), ("p1", 5.9, "attempt", "call"), ("p1", 9, "attempt", "call", BY_DAY)]
    assert states(judge(text, facts)) == ["met"]
