"""Clocks: what starts, stops, pauses and voids them, and the verdict (methods §4.1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.cases import method
from tests.evaluate.clocks import (
    CALL,
    MONDAY,
    MQL,
    OFFICE,
    RESPONSE,
    SCORING,
    STAGES,
    WAITING,
    Life,
    by_subject,
    clocks,
    commitment,
    demo,
    hour,
    lives,
    states,
    waits,
)
from tests.evaluate.judging import Judged
from tripact.errors import TripactError
from tripact.worktime.instant import MINUTE

Judge = Callable[..., Judged]

SIGNALS = "starts: signal demo, stops: milestone done, cancels: milestone void, within: 2 business hours"


def milestone(name: str, hours: float, day: float = MONDAY) -> tuple[object, ...]:
    return ("p1", hour(hours, day), "milestone", name)


def test_a_clock_is_kept_by_its_stop_in_time(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE), [MQL, CALL])
    assert lives(judged) == [Life("met", hour(10), hour(12), hour(12), hour(11.5), 1.5)]


@pytest.mark.parametrize(
    ("as_of", "state"), [(hour(11), "running"), (hour(12), "running"), (hour(12.1), "breached_open")]
)
def test_an_open_clock_is_broken_once_its_time_is_over(judge: Judge, as_of: float, state: str) -> None:
    assert states(judge(commitment(RESPONSE), [MQL], as_of)) == [state]


def test_a_late_stop_is_late(judge: Judge) -> None:
    assert states(judge(commitment(RESPONSE), [MQL, ("p1", hour(12.1), "attempt", "call")])) == ["met_late"]


def test_a_clock_outside_hours_runs_from_the_next_opening(judge: Judge) -> None:
    friday_night = [("p1", hour(20, 1), "move", "mql"), ("p1", hour(11), "attempt", "call")]
    assert lives(judge(commitment(RESPONSE), friday_night)) == [
        Life("met", hour(20, 1), hour(11), hour(11), hour(11), 2.0)
    ]


def test_time_used_up_at_closing_is_broken_only_when_business_goes_on(judge: Judge) -> None:
    friday = [("p1", hour(15, 1), "move", "mql")]
    assert lives(judge(commitment(RESPONSE), friday, hour(8.9)))[0] == Life(
        "running", hour(15, 1), hour(17, 1), hour(9), None, 2.0
    )
    assert states(judge(commitment(RESPONSE), friday, hour(9.1))) == ["breached_open"]


def test_in_one_instant_an_end_comes_before_a_start(judge: Judge) -> None:
    together = [demo(10), milestone("done", 11), demo(11)]
    assert states(judge(commitment(SIGNALS), together, hour(12))) == ["met", "running"]


def test_in_one_instant_a_stop_comes_before_a_cancel(judge: Judge) -> None:
    together = [demo(10), milestone("void", 11), milestone("done", 11)]
    assert states(judge(commitment(SIGNALS), together)) == ["met"]


@pytest.mark.parametrize(("ends", "state"), [(["done"], "met"), (["void"], "cancelled"), (["void", "done"], "met")])
@pytest.mark.parametrize("backwards", [False, True])
def test_what_starts_and_ends_in_one_instant_is_over(
    judge: Judge, ends: list[str], state: str, backwards: bool
) -> None:
    together = [demo(10), *(milestone(name, 10) for name in ends)]
    judged = judge(commitment(SIGNALS), together[:: -1 if backwards else 1], hour(20))
    assert [(each.state, each.elapsed) for each in lives(judged)] == [(state, 0.0)]


def test_one_end_in_the_instant_of_a_start_ends_what_ran_and_not_the_next(judge: Judge) -> None:
    facts = [demo(10), demo(11), milestone("void", 11), milestone("done", 11), milestone("done", 12), demo(12)]
    assert states(judge(commitment(SIGNALS), facts, hour(12.5))) == ["met", "met", "running"]


def test_a_call_in_the_instant_of_the_promotion_is_the_answer(judge: Judge) -> None:
    assert [
        (each.state, each.elapsed) for each in lives(judge(commitment(RESPONSE), [MQL, CALL[:1] + MQL[1:2] + CALL[2:]]))
    ] == [("met", 0.0)]


def test_a_stage_passed_in_one_instant_frees_from_trying(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: [reply, left mql], needs: {attempts: 3}, within: 12 days")
    assert states(judge(text, [MQL, ("p1", hour(10), "move", "sal")])) == ["fulfilled_early"]


def test_a_start_while_running_changes_nothing(judge: Judge) -> None:
    judged = judge(commitment(SIGNALS), [demo(10), demo(11), milestone("done", 12)])
    assert [(each.started, each.elapsed) for each in lives(judged)] == [(hour(10), 2.0)]


def test_a_start_after_a_stop_is_the_next_run(judge: Judge) -> None:
    judged = judge(commitment(SIGNALS), [demo(10), milestone("done", 11), demo(13), milestone("done", 16)])
    assert [(each.run, each.state) for each in clocks(judged)] == [(1, "met"), (2, "met_late")]


def test_what_stops_nothing_is_no_clock(judge: Judge) -> None:
    assert states(judge(commitment(SIGNALS), [milestone("done", 10)])) == []


def test_a_cancelled_clock_is_void(judge: Judge) -> None:
    assert states(judge(commitment(SIGNALS), [demo(10), milestone("void", 11), milestone("done", 14)])) == ["cancelled"]


def test_cancelling_does_not_mend_a_breach(judge: Judge) -> None:
    assert states(judge(commitment(SIGNALS), [demo(10), milestone("void", 14)])) == ["breached_open"]


def test_an_owner_change_does_not_reset_a_clock(judge: Judge) -> None:
    changed = ("p1", hour(11), "attribute", "owner", "sam")
    assert [each.elapsed for each in lives(judge(commitment(RESPONSE), [MQL, changed, CALL]))] == [1.5]


PRECEDING = "contact: {preceding: 24 elapsed hours}"


@pytest.mark.parametrize(("before", "state"), [(24, "met"), (24.1, "breached_open"), (0, "met")])
def test_a_touch_shortly_before_the_start_keeps_the_promise(judge: Judge, before: float, state: str) -> None:
    facts = [("p1", hour(10 - before), "attempt", "call"), MQL]
    (clock,) = clocks(judge(commitment(RESPONSE, PRECEDING), facts))
    assert (clock.state, clock.preempted) == (state, int(state == "met"))


def test_a_preempted_clock_is_over_at_once_so_a_later_start_is_answered_anew(judge: Judge) -> None:
    text = commitment("starts: signal demo, stops: attempt, within: 2 business hours", PRECEDING)
    judged = judge(text, [("p1", hour(9), "attempt", "call"), demo(10), demo(10, 6)])
    assert [(each.state, each.stopped) for each in lives(judged)] == [("met", hour(10)), ("breached_open", None)]


def test_starts_kept_by_one_touch_are_one_clock(judge: Judge) -> None:
    text = commitment("starts: signal demo, stops: attempt, within: 2 business hours", PRECEDING)
    assert states(judge(text, [("p1", hour(9), "attempt", "call"), demo(10), demo(11)])) == ["met"]


def test_only_a_touch_preempts_not_every_stop(judge: Judge) -> None:
    facts = [("p1", hour(9), "move", "sal"), MQL]
    assert states(judge(commitment(RESPONSE, PRECEDING), facts)) == ["breached_open"]


def test_an_attempt_that_repeats_one_before_the_start_stops_the_clock(judge: Judge) -> None:
    facts = [("p1", hour(9.9), "attempt", "call"), MQL, ("p1", hour(10.2), "attempt", "call")]
    assert states(judge(commitment(RESPONSE, "contact: {burst: 30 elapsed minutes}"), facts)) == ["met"]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"outcome": "bounced"}, "breached_open"),
        ({"outcome": "replied", "direction": "inbound"}, "breached_open"),
        ({"outcome": "replied"}, "met"),
        ({"outcome": "replied", "direction": "outbound"}, "met"),
    ],
)
def test_what_is_no_attempt_stops_nothing_and_one_that_is_answered_is_one(
    judge: Judge, said: dict[str, str], state: str
) -> None:
    contact = "contact: {not_counted: bounced, replies: replied}"
    facts = [MQL, ("p1", hour(11), "attempt", "email", said)]
    assert states(judge(commitment(RESPONSE, contact), facts)) == [state]


def test_automatic_mail_and_inbound_calls_are_no_attempts(judge: Judge) -> None:
    mail = ("p1", hour(11), "attempt", "email", {"automatic": True})
    call = ("p1", hour(11), "attempt", "call", {"direction": "inbound"})
    assert states(judge(commitment(RESPONSE), [MQL, mail, call])) == ["breached_open"]


def objects(since: float, until: float) -> list[tuple[object, ...]]:
    return [("p1", hour(since), "consent", "withdrawn"), ("p1", hour(until), "consent", "given")]


def test_a_pause_does_not_count_and_moves_the_deadline(judge: Judge) -> None:
    judged = judge(commitment(WAITING), [MQL, *waits(11, 13), ("p1", hour(13.5), "attempt", "call")])
    assert lives(judged) == [Life("met", hour(10), hour(14), hour(14), hour(13.5), 1.5)]


def test_overlapping_pauses_count_once(judge: Judge) -> None:
    judged = judge(commitment(WAITING), [MQL, *waits(10.5, 12), *objects(11.5, 13)])
    assert lives(judged)[0].due == hour(14.5)


@pytest.mark.parametrize(("as_of", "state"), [(10.9, "running"), (11, "paused"), (40, "paused")])
def test_a_clock_is_paused_while_a_pause_is_open(judge: Judge, as_of: float, state: str) -> None:
    life = lives(judge(commitment(WAITING), [MQL, *waits(11, None)], hour(as_of)))[0]
    assert (life.state, life.elapsed) == (state, round(min(as_of - 10, 1), 5))
    assert (life.due is None) is (state == "paused")


def test_a_broken_clock_cannot_be_paused(judge: Judge) -> None:
    assert states(judge(commitment(WAITING), [MQL, *waits(13, None)], hour(14))) == ["breached_open"]


def test_a_pause_from_before_the_start_holds_the_clock(judge: Judge) -> None:
    assert states(judge(commitment(WAITING), [*waits(9, None), MQL], hour(16))) == ["paused"]


def test_a_stop_told_late_revises_the_verdict(judge: Judge) -> None:
    told_late = ("p1", hour(11.5), "attempt", "call", {"recorded": 9})
    judged = judge(commitment(RESPONSE), [MQL, told_late], 8)
    assert states(judged.at(8, known=8)) == ["breached_open"]
    assert states(judged.at(8, known=9)) == ["met"]


def test_a_void_stop_stops_nothing(judge: Judge) -> None:
    assert states(judge(commitment(RESPONSE), [MQL, CALL, ("p1", 6, "void", "2")])) == ["breached_open"]


def test_an_objective_is_judged_apart(judge: Judge) -> None:
    judged = judge(commitment(RESPONSE + ", aim: 60 business minutes"), [MQL, CALL])
    assert (states(judged), states(judged, aim=True)) == (["met"], ["met_late"])


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("24 business hours", hour(15, 8)),
        ("24 elapsed hours", hour(15, 6)),
        ("1 business day", hour(17, 6)),
        ("3 business days same time", hour(15, 8)),
        ("1 day", 7),
        ("3 days", 9),
        ("3 days rolled", 9),
        ("4 days rolled", hour(17, 11)),
    ],
)
def test_each_unit_has_its_own_deadline(judge: Judge, within: str, due: float) -> None:
    """From Tuesday 15:00."""
    text = commitment(f"starts: stage mql, stops: attempt, within: {within}")
    assert lives(judge(text, [("p1", hour(15, 5), "move", "mql")]))[0].due == due


@pytest.mark.parametrize("more", ["", 'calendars: {ny: {zone: America/New_York, open: {mon-fri: "09:00-17:00"}}}'])
def test_days_without_a_calendar_of_their_own_end_in_the_zone_of_the_agreement(judge: Judge, more: str) -> None:
    """From Tuesday 15:00 UTC, which is seven o'clock in Los Angeles."""
    text = f"{STAGES}\n{more}\ncommitments: {{answer: {{starts: stage mql, stops: attempt, within: 1 day}}}}"
    judged = judge(text, [("p1", hour(15, 5), "move", "mql")], zone="America/Los_Angeles")
    assert lives(judged)[0].due == hour(8, 7)


def test_the_promise_in_force_at_the_start_counts(judge: Judge) -> None:
    text = commitment(
        "starts: signal demo, stops: attempt,"
        " within: {from 2026-01-01: 2 business hours, from 2026-01-06: 1 business hour}"
    )
    judged = judge(text, [("p1", hour(16), "signal", "demo"), ("p2", hour(0, 5), "signal", "demo")])
    assert [(each.amount // MINUTE, judged.name(each.journey)) for each in clocks(judged)] == [(120, "p1"), (60, "p2")]


def test_before_its_first_date_nothing_is_promised(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: attempt, within: {from 2026-02-01: 2 business hours}")
    assert states(judge(text, [MQL])) == []


WHEN = "attributes: {channel: {}, vip: {type: boolean}}"


def channel(who: str, value: str, day: float = 1) -> tuple[object, ...]:
    return (who, day, "attribute", "channel", value)


def test_a_commitment_applies_where_its_rule_holds_and_not_where_that_is_unknown(judge: Judge) -> None:
    text = commitment(RESPONSE + ", when: \"channel = 'inbound'\"", WHEN)
    facts = [channel("p1", "inbound"), channel("p2", "partner")]
    judged = judge(text, [*facts, *((who, hour(10), "move", "mql") for who in ("p1", "p2", "p3"))])
    assert by_subject(judged) == {"p1": "breached_open"}


def test_the_rule_is_asked_at_the_start(judge: Judge) -> None:
    text = commitment(RESPONSE + ", when: \"channel = 'inbound'\"", WHEN)
    assert by_subject(judge(text, [channel("p1", "inbound"), channel("p1", "partner", hour(11)), MQL])) == {
        "p1": "breached_open"
    }
    assert by_subject(judge(text, [channel("p1", "inbound", hour(11)), MQL])) == {}


def test_a_start_that_does_not_apply_does_not_swallow_one_that_does(judge: Judge) -> None:
    text = commitment(SIGNALS + ", when: vip", WHEN)
    judged = judge(text, [demo(10), ("p1", hour(11), "attribute", "vip", "true"), demo(12)])
    assert [each.started for each in lives(judged)] == [hour(12)]


def test_a_rule_holds_from_its_date(judge: Judge) -> None:
    when = "when: {from 2026-01-01: \"channel = 'x'\", from 2026-01-06: \"channel = 'inbound'\"}"
    facts = [channel("p1", "inbound"), channel("p2", "inbound"), MQL, ("p2", hour(0, 5), "move", "mql")]
    assert by_subject(judge(commitment(f"{RESPONSE}, {when}", WHEN), facts)) == {"p2": "breached_open"}


def test_a_rule_over_what_is_no_attribute_is_refused(judge: Judge) -> None:
    text = commitment(RESPONSE + ', when: "visits >= 1"', "counts: {visits: {signals: page, within: 7 days}}")
    with pytest.raises(TripactError, match="names visits"):
        states(judge(text, [MQL]))


def test_a_definition_that_opens_a_stage_starts_a_clock(judge: Judge) -> None:
    clause = "commitments: {answer: {starts: definition mql, stops: attempt, within: 2 business hours}}"
    assert states(judge(f"{SCORING}\n{OFFICE}\n{clause}", [("p1", hour(10), "signal", "page"), CALL])) == ["met"]


def test_before_its_calendar_begins_a_clock_is_undecidable(judge: Judge) -> None:
    office = "calendars: {office: {from 2026-02-01: {zone: UTC, open: {mon-fri: '09:00-17:00'}}}}"
    text = f"{STAGES}\n{office}\ncommitments: {{answer: {{{RESPONSE}}}}}"
    assert states(judge(text, [MQL, CALL])) == ["undecidable"]


def test_the_calendar_is_that_of_the_owner(judge: Judge) -> None:
    calendars = """calendars:
  day: {zone: UTC, open: {mon-fri: "09:00-17:00"}}
  night: {zone: UTC, open: {mon-fri: "17:00-23:00"}}
parties: {marketing: {calendar: day}, sdr: {calendar: night}}
"""
    for clause, due in (("between: [marketing, sdr]", 19), ("owner: marketing", 12), ("calendar: day, owner: sdr", 12)):
        text = f"{STAGES}\n{calendars}commitments: {{answer: {{{RESPONSE}, {clause}}}}}"
        assert lives(judge(text, [MQL]))[0].due == hour(due)


def test_a_rest_longer_than_the_horizon_of_calendars_is_still_due(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: attempt, within: 900 days")
    assert lives(judge(text, [MQL], hour(11)))[0].due == MONDAY + 901


def test_a_deal_of_nobody_has_clocks(judge: Judge) -> None:
    text = commitment("starts: stage sql, stops: milestone done, within: 2 business hours").replace(
        "sql: {}", "sql: {of: deal}"
    )
    waiting = [("d1", hour(10.5), "signal", "waiting_on_customer"), ("d1", hour(11.5), "signal", "customer_back")]
    paused = text.replace("within", "pauses: [{from: waiting_on_customer, until: customer_back}], within")
    facts = [("d1", hour(10), "move", "sql"), *waiting, ("d1", hour(12.5), "milestone", "done")]
    assert by_subject(judge(text, facts)) == {"d1": "met_late"}
    assert by_subject(judge(paused, facts)) == {"d1": "met"}


def test_the_deal_of_a_person_continues_their_clock(judge: Judge) -> None:
    text = commitment("starts: stage mql, stops: milestone done, within: 2 business hours")
    facts = [MQL, ("d1", hour(10.5), "link", "converted", "p1"), ("d1", hour(11), "milestone", "done")]
    assert by_subject(judge(text, facts)) == {"p1": "met"}


def test_a_merged_person_has_one_set_of_clocks(judge: Judge) -> None:
    other = ("p2", hour(10.5), "move", "mql")
    merged = ("p2", hour(16), "link", "merged", "p1")
    facts = [MQL, other, ("p2", hour(11), "attempt", "call"), merged]
    judged = judge(commitment(RESPONSE), facts)
    assert by_subject(judged) == by_subject(judged.at(hour(15))) == {"p1": "met"}
    assert by_subject(judged.at(hour(15), known=hour(15))) == {"p1": "breached_open", "p2": "met"}


def test_the_worked_first_responses(judge: Judge) -> None:
    case = method("first-response") or pytest.skip("no worked cases")
    given, expected = case["inputs"], case["expected"]
    at = {f"p{n}": minutes for n, minutes in enumerate(given["answered"])}
    facts = [(who, hour(9), "move", "mql") for who in at]
    facts += [(who, hour(9 + minutes / 60), "attempt", "call") for who, minutes in at.items()]
    now = hour(16, 5)
    facts += [(f"p{100 + n}", now - m / 1440, "move", "mql") for n, m in enumerate(given["open_elapsed"])]
    for minutes in (60, 120):
        clause = f"starts: stage mql, stops: attempt, within: {minutes} business minutes"
        found = states(judge(commitment(clause), facts, now))
        wanted = expected[f"sla{minutes}"]
        broken = found.count("met_late") + found.count("breached_open")
        assert (found.count("met"), broken, found.count("running")) == (
            wanted["met"], wanted["breached"], wanted["pending"],
        )  # fmt: skip
