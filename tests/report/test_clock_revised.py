"""Verdicts that facts recorded later have revised: what is said of them is what stood as known then."""

from __future__ import annotations

import random

import psycopg
import pytest

from tests.evaluate.clocks import OFFICE, STAGES, hour
from tests.evaluate.judging import duckdb_court, postgres_court
from tests.evaluate.ledgers import day_of
from tests.evaluate.test_handoff_completions import package
from tripact.evaluate.commitments import Clocks
from tripact.report.clock_list import clocks_of
from tripact.report.clock_trace import SubjectClocks

BROKEN = ("met_late", "breached_open")
CLAUSE = """starts: stage mql, stops: attempt, cancels: [stage nurture, opt_out], within: 2 business hours,
  pauses: [{from: waiting_on_customer, until: customer_back}]"""
TERMS = f"{STAGES}\n{OFFICE}\ncommitments: {{answer: {{{CLAUSE}}}}}"
PRECEDED = f"{TERMS}\ncontact: {{preceding: 1 elapsed hours}}"
TRYING = "starts: stage mql, stops: reply, cancels: opt_out, needs: {attempts: 2}, within: 2 business hours"
TERMS_OF_TRYING = f"{STAGES}\n{OFFICE}\ncommitments: {{answer: {{{TRYING}}}}}"
NOW = 20.0
START = ("p1", hour(10), "move", "mql")
TIMELY = ("p1", hour(11), "attempt", "call")


def late(*line, on=8.0):
    return (*line, {"recorded": on})


SEEN = {
    "a timely call recorded late": ([START, late(*TIMELY)], [("breached_open", "met")]),
    "an end that makes it void recorded late": (
        [START, late("p1", hour(10.1), "move", "nurture")], [("breached_open", "cancelled")]),
    "a pause recorded late": (
        [START, ("p1", hour(15), "attempt", "call"), late("p1", hour(10.5), "signal", "waiting_on_customer"),
         late("p1", hour(14.5), "signal", "customer_back")], [("met_late", "met")]),
    "a call taken back": ([START, TIMELY, ("p1", 8, "void", "2")], [("met", "breached_open")]),
    "a call taken back and said again": (
        [START, TIMELY, ("p1", hour(16), "attempt", "call"), ("p1", 8, "void", "2"), late(*TIMELY, on=9.0)],
        [("met", "met_late"), ("met_late", "met")]),
    "an earlier start recorded late": (
        [("p1", hour(15), "move", "mql"), ("p1", hour(16), "attempt", "call"), late(*START)], [("met", "met_late")]),
    "a start said anew": (
        [START, ("p1", hour(13), "attempt", "call"), ("p1", 8, "void", "1"),
         late("p1", hour(12), "move", "mql")], [("met_late", "met")]),
    "a merge recorded late": (
        [START, ("p2", hour(11), "attempt", "call"), ("p2", 8, "link", "merged", "p1")], [("breached_open", "met")]),
    "a further timely call recorded late": ([START, late(*TIMELY), ("p1", hour(11.5), "attempt", "call")], []),
    "told in time": ([START, TIMELY], []),
    "a late call is progress": ([START, ("p1", hour(16), "attempt", "call")], []),
    "a history told all at once": ([late(*START), late(*TIMELY)], []),
    "nothing of the clock": ([START, TIMELY, late("p1", hour(10.5), "signal", "page")], []),
}  # fmt: skip


@pytest.fixture(scope="module")
def court():
    return duckdb_court()


def listed(judged):
    """The clocks of everybody, those that were revised marked."""
    found = clocks_of(Clocks(judged.evaluation), judged.facts.keys.values(), judged.moment)
    judged.evaluation.close()
    return found


def explained(judged, who="p1"):
    """The revisions of a subject's only clock."""
    clocks = SubjectClocks(judged.agreement, judged.engine, judged.moment, who)
    (clock,) = clocks.found
    trace = clocks.trace(clock)
    clocks.close()
    return trace


def known(judged, ts):
    """The states as known at an instant, by subject and start."""
    return {(each.subject, each.started_at): each.state for each in listed(judged.at(day_of(ts), known=day_of(ts)))}


@pytest.mark.parametrize("name", SEEN)
def test_an_explanation_tells_each_change_of_the_verdict_and_no_other(court, name):
    facts, changes = SEEN[name]
    trace = explained(court.judge(TERMS, facts, NOW))
    assert [(each.before, each.after) for each in trace.revisions] == changes
    assert trace.clock.revised_at == (trace.revisions[-1].recorded_at if changes else None)


def test_the_facts_that_changed_it_are_named(court):
    facts, _ = SEEN["a pause recorded late"]
    (revision,) = explained(court.judge(TERMS, facts, NOW)).revisions
    assert (day_of(revision.recorded_at), revision.facts) == (8, (3, 4))


def test_as_known_before_a_change_nothing_was_revised(court):
    facts, _ = SEEN["a call taken back and said again"]
    judged = court.judge(TERMS, facts, NOW)
    assert [explained(judged.at(NOW, known=day)).revisions for day in (7.9,)] == [()]
    assert [(each.before, each.after) for each in explained(judged.at(NOW, known=8.5)).revisions] == [
        ("met", "met_late")]  # fmt: skip


def test_a_package_whose_last_field_was_recorded_late_stood_as_incomplete(court):
    fields = [("p1", 1, "attribute", "source", "web"), late("p1", hour(9), "attribute", "role", "boss")]
    facts = [*fields, ("p1", hour(10), "move", "mql"), ("p1", hour(11), "handoff", "pack", "sent", None, None, 1.0)]
    trace = explained(court.judge(package(), facts, NOW))
    assert [(each.before, each.after, each.facts) for each in trace.revisions] == [("breached_open", "met", (2,))]
    assert trace.clock.revised_at == trace.revisions[-1].recorded_at


COVERED = ("a timely call recorded late", "an end that makes it void recorded late")


@pytest.mark.parametrize("name", SEEN)
def test_lists_mark_what_was_kept_by_ends_recorded_late_alone(court, name):
    facts, _ = SEEN[name]
    marked = [each.subject for each in listed(court.judge(TERMS, facts, NOW)) if each.revised_at]
    assert marked == (["p1"] if name in COVERED else [])


def test_a_touch_before_the_start_recorded_late_kept_it(court):
    judged = court.judge(PRECEDED, [START, late("p1", hour(9.5), "attempt", "call")], NOW)
    assert [(each.state, each.revised_at is not None) for each in listed(judged)] == [("met", True)]


def test_an_obligation_to_try_is_revised_when_the_last_attempt_is_known(court):
    tries = [START, TIMELY, late("p1", hour(11.5), "attempt", "call", on=8.0)]
    assert [day_of(each.revised_at) for each in listed(court.judge(TERMS_OF_TRYING, tries, NOW))] == [8]
    both = [START, late(*TIMELY, on=9.0), late("p1", hour(11.5), "attempt", "call", on=8.0)]
    assert [day_of(each.revised_at) for each in listed(court.judge(TERMS_OF_TRYING, both, NOW))] == [9]
    enough = [START, late(*TIMELY), *(("p1", hour(at), "attempt", "call") for at in (11.2, 11.5))]
    assert [each.revised_at for each in listed(court.judge(TERMS_OF_TRYING, enough, NOW))] == [None]


def happened(chance):
    """Facts of a few people on two days, some recorded late, some taken back, some people merged."""
    kinds = [("move", "mql"), ("attempt", "call"), ("attempt", "call"), ("move", "nurture"), ("consent", "withdrawn"),
             ("signal", "waiting_on_customer"), ("signal", "customer_back")]  # fmt: skip
    facts = []
    for _ in range(chance.randrange(20, 50)):
        who, at = f"p{chance.randrange(1, 7)}", hour(9 + chance.randrange(16) / 2, 4 + chance.randrange(2))
        said = chance.choice(kinds)
        in_time = chance.random() < (0.5 if said[0] in ("attempt", "consent") else 0.95)
        told = at if in_time else at + chance.randrange(1, 80) / 24
        facts.append((who, at, *said, {"recorded": told}))
    taken_back = [("p1", 7 + n / 8, "void", str(chance.randrange(1, len(facts)))) for n in range(chance.randrange(2))]
    merged = [("p6", 7.5, "link", "merged", "p5")] if chance.random() < 0.3 else []
    return [*facts, *taken_back, *merged]


@pytest.mark.parametrize("text", [TERMS, PRECEDED, TERMS_OF_TRYING])
@pytest.mark.parametrize("seed", [2002, 2010, 2011, 2013])
def test_what_a_list_marks_stood_as_broken_until_then_and_not_from_then_on(court, text, seed):
    judged = court.judge(text, happened(random.Random(seed)), NOW)
    for each in [each for each in listed(judged) if each.revised_at]:
        run = (each.subject, each.started_at)
        assert known(judged, each.breach_after + 1)[run] in BROKEN
        assert known(judged, each.revised_at - 1)[run] in BROKEN
        assert known(judged, each.revised_at)[run] not in BROKEN


@pytest.mark.parametrize("seed", range(4))
def test_what_an_explanation_says_stood_before_is_the_verdict_as_known_then(court, seed):
    judged = court.judge(TERMS, happened(random.Random(100 + seed)), NOW)
    clocks = SubjectClocks(judged.agreement, judged.engine, judged.moment, "p1")
    traces = [clocks.trace(each) for each in clocks.found]
    clocks.close()
    for trace in traces:
        for each in trace.revisions:
            states = [state for (who, _), state in known(judged, each.recorded_at - 1).items() if who == "p1"]
            assert each.before in states


def test_another_engine_revises_the_same(court, postgres):
    def told(engine):
        marked = [
            (each.id, each.revised_at) for each in listed(engine.judge(TERMS, happened(random.Random(2011)), NOW))
        ]
        facts, _ = SEEN["a call taken back and said again"]
        return marked, explained(engine.judge(TERMS, facts, NOW)).revisions

    with psycopg.connect(postgres, autocommit=True) as connection:
        assert told(postgres_court(connection)) == told(court)
