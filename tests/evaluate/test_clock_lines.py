"""Clocks on what runs beside a person: further deals and accounts, each with moments of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlglot import exp

from tests.evaluate.clocks import OFFICE, commitment, custody, hour, prohibitions
from tests.evaluate.clocks import clocks as clocks_of
from tests.evaluate.judging import Judged
from tripact.evaluate.commitments import Clocks
from tripact.report.clock_labels import clock_labels
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_rows import clock_rows

Judge = Callable[..., Judged]

DEALS = "stages: {lead: {}, offer: {of: deal}, won: {of: deal, kind: won}, lost: {of: deal, kind: lost}}"
PQL = "definitions: {pql: {account: \"uses('x') >= 2\", within: 14 days}}"


def deals(clause: str, more: str = "") -> str:
    return f"{DEALS}\n{OFFICE}\n{more}\ncommitments: {{answer: {{{clause}}}}}"


OFFER = deals("starts: stage offer, stops: attempt, cancels: opt_out, within: 2 business hours")
TWO = [
    ("p1", 1, "move", "lead"),
    ("d1", 1, "link", "converted", "p1"),
    ("d2", 1, "link", "converted", "p1"),
    ("d1", hour(10), "move", "offer"),
    ("d2", hour(10), "move", "offer"),
]


def states(judged: Judged) -> dict[str, list[str]]:
    """The states of the clocks of each subject, by start."""
    found: dict[str, list[str]] = {}
    for each in clocks_of(judged):
        found.setdefault(judged.name(each.journey), []).append(each.state)
    return found


def test_an_attempt_on_one_deal_does_not_stop_the_clock_of_the_other(judge: Judge) -> None:
    judged = judge(OFFER, [*TWO, ("d2", hour(11), "attempt", "call")], hour(16))
    assert states(judged) == {"p1": ["breached_open"], "d2": ["met"]}


def test_an_attempt_on_the_continuing_deal_leaves_the_further_one_alone(judge: Judge) -> None:
    judged = judge(OFFER, [*TWO, ("p1", hour(11), "attempt", "call", {"deal": "d1"})], hour(16))
    assert states(judged) == {"p1": ["met"], "d2": ["breached_open"]}


def test_an_attempt_that_names_no_deal_answers_for_all_of_them(judge: Judge) -> None:
    judged = judge(OFFER, [*TWO, ("p1", hour(11), "attempt", "call")])
    assert states(judged) == {"p1": ["met"], "d2": ["met"]}


def test_a_person_who_opts_out_cancels_the_clocks_of_all_deals(judge: Judge) -> None:
    judged = judge(OFFER, [*TWO, ("p1", hour(11), "consent", "withdrawn")])
    assert states(judged) == {"p1": ["cancelled"], "d2": ["cancelled"]}


def test_a_signal_of_the_person_starts_one_clock_however_many_deals_there_are(judge: Judge) -> None:
    text = deals("starts: signal demo, stops: attempt, within: 2 business hours")
    judged = judge(text, [*TWO, ("p1", hour(12), "signal", "demo"), ("p1", hour(13), "attempt", "call")])
    assert states(judged) == {"p1": ["met"]}


def test_a_stage_is_left_on_the_line_of_its_deal(judge: Judge) -> None:
    text = deals("starts: stage offer, stops: left offer, within: 9 business hours")
    judged = judge(text, [*TWO, ("d2", hour(12), "move", "won")], hour(16, 5))
    assert states(judged) == {"p1": ["breached_open"], "d2": ["met"]}


def test_where_a_person_goes_does_not_stop_the_clock_of_a_further_deal(judge: Judge) -> None:
    text = deals("starts: stage offer, stops: stage lead, within: 2 business hours")
    judged = judge(text, [*TWO, ("p1", hour(11), "move", "lead")], hour(16))
    assert states(judged)["d2"] == ["breached_open"]


def test_a_person_who_opts_out_is_left_alone_on_every_deal(judge: Judge) -> None:
    text = deals("kind: prohibition, starts: opt_out, forbids: attempt, lifts: consent")
    out = [*TWO, ("p1", hour(12), "consent", "withdrawn")]
    for line in (("d2", hour(13), "attempt", "call"), ("d1", hour(13), "attempt", "call")):
        (found,) = prohibitions(judge(text, [*out, line]))
        assert (found.state, found.violations) == ("violated", 1)
    (once,) = prohibitions(judge(text, [*out, ("p1", hour(13), "attempt", "call")]))
    assert once.violations == 1


def test_an_excuse_that_names_a_deal_excuses_that_deal(judge: Judge) -> None:
    late = [*TWO, ("d1", hour(15), "attempt", "call"), ("d2", hour(15), "attempt", "call")]
    told = [("d2", hour(16), "excuse", "answer", 1, action) for action in ("claimed", "approved")]
    judged = judge(OFFER, [*late, *told])
    assert {judged.name(each.journey): each.excused for each in clocks_of(judged)} == {"p1": 0, "d2": 1}


def test_a_further_deal_has_its_own_owner_and_else_its_persons(judge: Judge) -> None:
    owned = [("p1", 2, "attribute", "owner", "ann"), ("d2", 3, "deal", {"owner": "ben"})]
    more = "attributes: {owner: {}}\nreporting: {dimensions: [owner]}"
    text = deals("starts: stage offer, stops: attempt, within: 2 business hours", more)
    judged = judge(text, [*TWO, *owned])
    clocks = Clocks(judged.evaluation)
    given = {"clock_labels": clock_labels(ClockOptions(by="owner"))}
    query = exp.select("c.journey", "l.label").from_("commitments as c").join("clock_labels as l", on="l.clock = c.id")
    labels = {judged.name(key): label for key, label in clock_rows(clocks, query, given)}
    assert labels == {"p1": "ann", "d2": "ben"}
    assert {judged.name(each.journey): each.system_share for each in custody(judged)} == {"p1": 0, "d2": 0}


USES = [("p1", 0, "link", "belongs_to", "a1"), ("p2", 0, "link", "belongs_to", "a2")]
USES += [(who, hour(at), "usage", "x") for who, at in (("p1", 9), ("p1", 10), ("p2", 9))]


def usage(clause: str, more: str = "") -> str:
    return commitment(clause, f"{PQL}\n{more}")


def test_an_account_that_qualifies_by_its_usage_starts_a_clock(judge: Judge) -> None:
    text = usage("starts: definition pql, stops: attempt, within: 2 business hours")
    assert states(judge(text, USES, hour(11))) == {"a1": ["running"]}
    assert states(judge(text, USES, hour(16))) == {"a1": ["breached_open"]}


@pytest.mark.parametrize("who", ["p1", "a1"])
def test_an_attempt_on_the_account_or_one_of_its_people_stops_it(judge: Judge, who: str) -> None:
    text = usage("starts: definition pql, stops: attempt, within: 2 business hours")
    assert states(judge(text, [*USES, (who, hour(11), "attempt", "call")])) == {"a1": ["met"]}


CALL_IT = "starts: definition pql, stops: attempt, within: 2 business hours"


@pytest.mark.parametrize(
    "tie",
    [
        ("d1", 1, "link", "belongs_to", "a1"),
        ("d1", 1, "deal", {"account": "a1"}),
        ("d1", hour(12), "link", "belongs_to", "a1"),
    ],
)
def test_an_attempt_on_the_accounts_own_deal_stops_it(judge: Judge, tie: tuple[object, ...]) -> None:
    called = [*USES, tie, ("d1", hour(11), "attempt", "call")]
    assert states(judge(usage(CALL_IT), called)) == {"a1": ["met"]}
    elsewhere = ("d1", hour(13), "link", "belongs_to", "a2")
    assert states(judge(usage(CALL_IT), [*called, elsewhere])) == {"a1": ["breached_open"]}


def test_an_attempt_on_a_user_stops_it_until_they_are_said_to_belong_elsewhere(judge: Judge) -> None:
    used = ("a1", hour(9.5), "usage", "x", {"person": "p7"})
    called = [*USES, used, ("p7", hour(11), "attempt", "call")]
    assert states(judge(usage(CALL_IT), called)) == {"a1": ["met"]}
    told = {day: ("p7", day, "link", "belongs_to", "a2") for day in (1, hour(10.5))}
    # who belonged elsewhere before uses this account as well
    assert states(judge(usage(CALL_IT), [*called, told[1]])) == {"a1": ["met"]}
    assert states(judge(usage(CALL_IT), [*called, told[1], told[hour(10.5)]])) == {"a1": ["met"]}
    assert states(judge(usage(CALL_IT), [*called, told[hour(10.5)]])) == {"a1": ["breached_open"]}


def test_an_attempt_that_names_the_account_beside_somebody_stops_it(judge: Judge) -> None:
    called = [*USES, ("p8", hour(11), "attempt", "call", {"account": "a1"})]
    assert states(judge(usage(CALL_IT), called)) == {"a1": ["met"]}


@pytest.mark.parametrize("more", [{"outcome": "bounced"}, {"direction": "inbound"}, {"automatic": True}])
def test_what_is_no_attempt_does_not_stop_it(judge: Judge, more: dict[str, object]) -> None:
    text = usage(CALL_IT, "contact: {not_counted: [bounced]}")
    called = [*USES, ("d1", 1, "link", "belongs_to", "a1"), ("d1", hour(11), "attempt", "call", more)]
    assert states(judge(text, called)) == {"a1": ["breached_open"]}


def test_an_attempt_that_reaches_the_account_by_several_ways_is_one(judge: Judge) -> None:
    text = usage("starts: definition pql, stops: opt_out, needs: {attempts: 2}, within: 2 business hours")
    ways = [("d1", 1, "link", "belongs_to", "a1"), ("a1", hour(9), "usage", "x", {"person": "p1"})]
    called = [*USES, *ways, ("p1", hour(11), "attempt", "call", {"deal": "d1", "account": "a1"})]
    (clock,) = clocks_of(judge(text, called))
    assert (clock.state, clock.attempts) == ("breached_open", 1)


def test_an_attempt_on_somebody_elses_people_does_not_stop_it(judge: Judge) -> None:
    text = usage("starts: definition pql, stops: attempt, within: 2 business hours")
    assert states(judge(text, [*USES, ("p2", hour(11), "attempt", "call")])) == {"a1": ["breached_open"]}


def test_whether_it_applies_is_asked_of_the_account(judge: Judge) -> None:
    more = "attributes: {plan: {of: account}, role: {}}"
    clause = "starts: definition pql, stops: attempt, within: 2 business hours, when: \"plan = 'trial' {}\""
    text = usage(clause.format(""), more)
    trial = ("a1", 1, "attribute", "plan", "trial")
    assert states(judge(text, USES)) == {}
    assert states(judge(text, [*USES, trial])) == {"a1": ["breached_open"]}
    personal = usage(clause.format("AND role = 'user'"), more)
    assert states(judge(personal, [*USES, trial, ("p1", 1, "attribute", "role", "user")])) == {}


def test_a_signal_of_an_account_starts_the_clock_of_the_account(judge: Judge) -> None:
    text = commitment("starts: signal surge, stops: attempt, within: 2 business hours")
    facts = [("a1", hour(10), "signal", "surge"), ("p1", 0, "link", "belongs_to", "a1")]
    assert states(judge(text, facts)) == {"a1": ["breached_open"]}
    assert states(judge(text, [*facts, ("p1", hour(11), "attempt", "call")])) == {"a1": ["met"]}


def test_who_left_the_account_no_longer_answers_for_it(judge: Judge) -> None:
    text = commitment("starts: signal surge, stops: attempt, within: 2 business hours")
    moved = [("p1", 0, "link", "belongs_to", "a1"), ("p1", hour(10.5), "link", "belongs_to", "a2")]
    facts = [("a1", hour(10), "signal", "surge"), *moved, ("p1", hour(11), "attempt", "call")]
    assert states(judge(text, facts)) == {"a1": ["breached_open"]}
