"""Prohibitions: what must not happen until a day is over (CLK-5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.clocks import commitment, hour, prohibitions
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of

Judge = Callable[..., Judged]

REST = "starts: stage nurture, forbids: attempt, until: {timing: 45 days, else: 90 days}, lifts: hand_raise"
RAISER = "contact: {hand_raisers: demo}"
CONSENT = "starts: opt_out, forbids: [attempt, touch], lifts: consent"


def told(judged: Judged) -> list[tuple[str, float | None, int]]:
    """State, last day and violations of each."""
    return [
        (each.state, None if each.until_at is None else day_of(each.until_at), each.violations)
        for each in prohibitions(judged)
    ]


def nurture(day: float, reason: str | None = "timing") -> tuple[object, ...]:
    return ("p1", day, "move", "nurture", reason)


@pytest.mark.parametrize(("reason", "until"), [("timing", 50.0), ("budget", 95.0), (None, 95.0)])
def test_a_rest_is_as_long_as_its_reason_says(judge: Judge, reason: str | None, until: float) -> None:
    judged = judge(commitment(REST, RAISER), [nurture(hour(10), reason)], 30)
    assert told(judged) == [("running", until, 0)]


def test_a_reason_without_a_rest_forbids_nothing(judge: Judge) -> None:
    text = commitment(REST.replace(", else: 90 days", ""), RAISER)
    assert told(judge(text, [nurture(hour(10), "budget"), ("p1", 20, "attempt", "call")])) == []


@pytest.mark.parametrize(("day", "state"), [(49.9, "violated"), (50, "kept"), (60, "kept"), (hour(10), "kept")])
def test_a_forbidden_moment_breaks_it_until_the_rest_is_over(judge: Judge, day: float, state: str) -> None:
    judged = judge(commitment(REST, RAISER), [nurture(hour(10)), ("p1", day, "attempt", "call")])
    assert [each[0] for each in told(judged)] == [state]


def test_every_violation_is_counted_and_the_first_is_told(judge: Judge) -> None:
    calls = [("p1", day, "attempt", "call") for day in (20, 30, 60)]
    judged = judge(commitment(REST, RAISER), [nurture(5), *calls])
    assert told(judged) == [("violated", 51.0, 2)]
    assert day_of(prohibitions(judged)[0].violated_at) == 20


def test_what_lifts_a_rest_permits_what_follows(judge: Judge) -> None:
    facts = [nurture(5), ("p1", 20, "signal", "demo"), ("p1", 21, "attempt", "call")]
    assert told(judge(commitment(REST, RAISER), facts)) == [("lifted", 51.0, 0)]


def test_a_lift_does_not_undo_a_violation(judge: Judge) -> None:
    facts = [nurture(5), ("p1", 19, "attempt", "call"), ("p1", 20, "signal", "demo")]
    assert told(judge(commitment(REST, RAISER), facts)) == [("violated", 51.0, 1)]


def test_every_recycling_has_a_rest_of_its_own(judge: Judge) -> None:
    facts = [nurture(5), ("p1", 60, "move", "mql"), nurture(100), ("p1", 110, "attempt", "call")]
    assert told(judge(commitment(REST, RAISER), facts)) == [("kept", 51.0, 0), ("violated", 146.0, 1)]


def test_a_rest_begun_anew_ends_the_one_before(judge: Judge) -> None:
    facts = [nurture(5), ("p1", 30, "move", "mql"), nurture(31, "budget"), ("p1", 60, "attempt", "call")]
    assert told(judge(commitment(REST, RAISER), facts)) == [("kept", 51.0, 0), ("violated", 122.0, 1)]


def test_the_rest_of_the_recycle_section_counts(judge: Judge) -> None:
    recycle = "recycle: {reasons: [timing, budget], rest: {timing: 45 days, else: 60 days}}"
    text = commitment("starts: stage nurture, forbids: attempt, until: rest", recycle)
    assert told(judge(text, [nurture(5, "budget")])) == [("kept", 66.0, 0)]


def test_without_a_day_only_a_lift_ends_it(judge: Judge) -> None:
    out = ("p1", 5, "consent", "withdrawn")
    mail = ("p1", 300, "attempt", "email", {"automatic": True})
    assert told(judge(commitment(CONSENT), [out])) == [("running", None, 0)]
    assert told(judge(commitment(CONSENT), [out, mail])) == [("violated", None, 1)]
    assert told(judge(commitment(CONSENT), [out, ("p1", 200, "consent", "given"), mail])) == [("lifted", None, 0)]


def test_objecting_twice_is_one_prohibition(judge: Judge) -> None:
    facts = [("p1", day, "consent", "withdrawn") for day in (5, 9)]
    assert told(judge(commitment(CONSENT), facts)) == [("running", None, 0)]


def test_a_consent_of_the_same_instant_lifts_no_objection(judge: Judge) -> None:
    both = [("p1", 5, "consent", "given"), ("p1", 5, "consent", "withdrawn")]
    assert told(judge(commitment(CONSENT), both)) == [("running", None, 0)]


def about(day: float, state: str, channel: str) -> tuple[object, ...]:
    return ("p1", day, "consent", state, {"channel": channel})


def test_an_objection_forbids_its_channel_alone(judge: Judge) -> None:
    objected = about(5, "objected", "email")
    text = commitment(CONSENT)
    assert told(judge(text, [objected, ("p1", 6, "attempt", "call")])) == [("running", None, 0)]
    assert told(judge(text, [objected, ("p1", 6, "attempt", "email")])) == [("violated", None, 1)]


def test_a_consent_to_another_channel_lifts_nothing(judge: Judge) -> None:
    facts = [about(5, "objected", "email"), about(6, "given", "sms")]
    text = commitment(CONSENT)
    assert told(judge(text, [*facts, ("p1", 7, "attempt", "email")])) == [("violated", None, 1)]
    assert told(judge(text, [*facts, ("p1", 7, "attempt", "sms")])) == [("running", None, 0)]
    assert told(judge(text, [*facts, about(8, "given", "email")])) == [("lifted", None, 0)]


def test_a_call_that_is_forbidden_twice_over_is_one_violation(judge: Judge) -> None:
    facts = [("p1", 5, "consent", "withdrawn"), ("p1", 6, "attempt", "call"), ("p1", 6, "attempt", "sms")]
    assert told(judge(commitment(CONSENT), facts)) == [("violated", None, 2)]


def test_a_prohibition_applies_where_its_rule_holds(judge: Judge) -> None:
    text = commitment(REST + ", when: vip", "attributes: {vip: {type: boolean}}\n" + RAISER)
    facts = [nurture(5), ("p2", 5, "move", "nurture"), ("p2", 1, "attribute", "vip", "yes")]
    judged = judge(text, facts)
    assert [judged.name(each.journey) for each in prohibitions(judged)] == ["p2"]
