"""What no clock of an agreement can ask for is not looked for, and that changes no verdict."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate.judging import Court, agreement
from tests.evaluate.ledgers import Line
from tests.evaluate.round_facts import by_day, happenings
from tripact.agreement.triggers import VERBS
from tripact.evaluate import moments
from tripact.evaluate.clock_relations import ClockRelations
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import tables_of
from tripact.evaluate.handoffs import Handoffs
from tripact.evaluate.moments import moment_trees
from tripact.evaluate.scope import EVERYTHING

HEAD = """
parties: {marketing: {}, sdr: {}}
milestones: [kickoff]
stages: {lead: {}, mql: {}, sal: {}, won: {of: deal, kind: won}, nurture: {kind: recycle}, out: {kind: disqualified}}
contact: {hand_raisers: demo, replies: [answered], burst: 30 elapsed minutes}
commitments:
"""
PERSONAL = """
  answer: {starts: stage mql, stops: [attempt, stage sal], within: 6 elapsed hours}
  tries: {starts: stage mql, stops: reply, needs: {attempts: 2, channels: 2}, within: 3 days}
  kept: {starts: stage mql, stops: attempt, pauses: [{from: waiting_on_customer, until: customer_back}], within: 2 days}
"""
HANDED = """
handoffs:
  to_sales: {from: marketing, to: sdr, when: stage sal, requires: [role], returns: [timing]}
  wished: {from: marketing, to: sdr, when: [signal page, milestone kickoff, attempt, owner_changed], requires: []}
"""
ASKED = """
  raised: {starts: [hand_raise, signal page], stops: [touch, stage out], within: 5 elapsed hours}
  basis: {starts: stage lead, stops: attempt, pauses: [{from: [no_basis, opt_out], until: consent}], within: 3 days}
  leave_alone: {starts: opt_out, forbids: [attempt, touch], lifts: consent}
"""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_that_an_agreement_can_say_is_looked_for(verb: str) -> None:
    assert tables_of(moments._happenings(frozenset((verb,))))


@pytest.mark.parametrize(
    "when", ["stage mql", "milestone kickoff", "signal demo", "attempt", "left mql", "owner_changed"]
)
def test_a_handoff_without_a_time_is_due_by_what_no_clock_says(on_duckdb: Court, when: str) -> None:
    facts: list[Line] = [
        ("p1", 1.0, "move", "mql"), ("p1", 2.0, "milestone", "kickoff"), ("p1", 3.0, "signal", "demo"),
        ("p1", 4.0, "attempt", "call"), ("p1", 4.5, "attribute", "owner", "ann"), ("p1", 5.0, "move", "sal"),
    ]  # fmt: skip
    handed = f"handoffs: {{pack: {{from: marketing, to: sdr, when: {when}, requires: [], returns: [timing]}}}}"
    judged = on_duckdb.judge(HEAD.replace("commitments:", "") + handed, facts, 30)
    assert [each.state for each in Handoffs(judged.evaluation, Clocks(judged.evaluation)).rounds()] == ["due"]
    judged.evaluation.close()


def test_where_nothing_is_said_nothing_is_looked_for() -> None:
    assert tables_of(moments._happenings(frozenset())) == []


def test_what_no_clock_says_is_not_read() -> None:
    trees = moment_trees(agreement(HEAD + PERSONAL), 0, EVERYTHING)
    read, waiting = set[str](), ["moments"]
    while waiting:
        name = waiting.pop()
        read.add(name)
        waiting += [each for each in tables_of(trees[name]) if each not in read] if name in trees else []
    assert {"consents", "account_ties", "milestones", "usage"}.isdisjoint(read)
    assert {"attempt_meanings", "signals", "visits"} <= read


@pytest.mark.parametrize("clauses", [PERSONAL, PERSONAL + HANDED, ASKED])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.one_of(happenings, happenings, by_day), max_size=30))
def test_the_verdicts_are_those_of_looking_for_everything(clauses: str, on_duckdb: Court, told: list[Line]) -> None:
    thrifty = verdicts(on_duckdb, HEAD + clauses, told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "branches_of", lambda query, _columns, _wanted: query)
        patch.setattr(moments, "judges_accounts", lambda _agreement: True)
        patch.setattr(moments, "_of_nobody_else", dict)
        patch.setattr(ClockRelations, "_by_day", True)
        assert verdicts(on_duckdb, HEAD + clauses, told) == thrifty


def verdicts(court: Court, clauses: str, told: list[Line]) -> tuple[object, ...]:
    judged = court.judge(clauses, told, 30)
    clocks = Clocks(judged.evaluation)
    rounds = Handoffs(judged.evaluation, clocks).rounds() if judged.agreement.handoffs else []
    found = (clocks.rows(), clocks.objectives(), clocks.prohibitions(), clocks.custody(), rounds)
    judged.evaluation.close()
    return found
