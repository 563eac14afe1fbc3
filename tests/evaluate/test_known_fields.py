"""Which fields are known of whom, and in which time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from tests.evaluate.judging import Judged, agreement
from tests.evaluate.ledgers import day_of
from tripact.evaluate.bearers import STEP as BEARERS
from tripact.evaluate.compose import chain, read_query, tables_of
from tripact.evaluate.known_fields import STEP as KNOWN_FIELDS
from tripact.evaluate.known_fields import field_sources, known_fields_trees, required_fields
from tripact.evaluate.parameters import parameters
from tripact.evaluate.pass_facts import STEP as PASS_FACTS
from tripact.evaluate.pass_fields import STEP as PASS_FIELDS
from tripact.evaluate.stated_fields import STEP as STATED_FIELDS
from tripact.evaluate.step import Step
from tripact.evaluate.steps import STEPS
from tripact.ledger.relations import RELATIONS
from tripact.worktime.dated import END

Judge = Callable[..., Judged]
FIELDS = (BEARERS, STATED_FIELDS, PASS_FIELDS, KNOWN_FIELDS)

REQUIRES = """
attributes: {source: {}, industry: {of: account}}
contact: {not_counted: [bounced]}
stages:
  lead: {leave: {to: [won], requires: [%s]}}
  won: {kind: won, of: deal}
  nurture: {kind: recycle}
"""


def known(judge: Judge, field: str, facts: list[tuple[object, ...]]) -> list[tuple[str, float, float | None]]:
    """Of whom a field is known, from which day to which."""
    judged = judge(REQUIRES % field, facts)
    query = exp.select("subject", "from_ts", "until_ts").from_("known_fields")
    rows = judged.evaluation.query(chain(query, known_fields_trees(judged.agreement)))
    found = [(judged.name(key), day_of(since), None if until == END else day_of(until)) for key, since, until in rows]
    return sorted(found, key=str)


@pytest.mark.parametrize(
    ("field", "fact"),
    [
        ("source", ("attribute", "source", "web")),
        ("contact", ("identity", "form")),
        ("company", ("link", "belongs_to", "a1")),
        ("lawful_basis", ("consent", "given")),
        ("contact_task", ("handoff", "mql_to_sal", "sent")),
        ("contact_task", ("attempt", "call")),
        ("accepted_by", ("handoff", "mql_to_sal", "accepted")),
        ("qualification", ("answer", "problem", False)),
        ("discovery_note", ("answer", "problem", False, {"noted": True})),
        ("champion", ("answer", "champion", True)),
        ("kickoff", ("milestone", "kickoff")),
        ("stage", ("move", "lead")),
    ],
)
def test_a_field_is_known_from_the_fact_that_carries_it(judge: Judge, field: str, fact: tuple[object, ...]) -> None:
    assert known(judge, field, [("p1", 3, *fact)]) == [("p1", 3, None)]


def test_an_answer_that_is_not_met_gives_no_field(judge: Judge) -> None:
    assert known(judge, "champion", [("p1", 3, "answer", "champion", False)]) == []


def test_an_answer_without_evidence_is_no_discovery_note(judge: Judge) -> None:
    assert known(judge, "discovery_note", [("p1", 3, "answer", "problem", True)]) == []


def test_an_automatic_message_is_no_contact_task(judge: Judge) -> None:
    assert known(judge, "contact_task", [("p1", 3, "attempt", "email", {"automatic": True})]) == []


@pytest.mark.parametrize(("outcome", "counts"), [("bounced", False), ("connected", True), (None, True)])
def test_an_attempt_that_the_agreement_does_not_count_is_no_contact_task(
    judge: Judge, outcome: str | None, counts: bool
) -> None:
    found = known(judge, "contact_task", [("p1", 3, "attempt", "email", outcome)])
    assert found == ([("p1", 3, None)] if counts else [])


def test_a_handoff_that_comes_back_is_neither_sent_nor_accepted(judge: Judge) -> None:
    facts = [("p1", day, "handoff", "pack", action) for day, action in ((3, "sent"), (4, "accepted"), (6, "returned"))]
    other = ("p1", 5, "handoff", "other", "accepted")
    assert known(judge, "accepted_by", facts) == [("p1", 4, 6)]
    assert known(judge, "contact_task", facts) == [("p1", 3, 6)]
    assert known(judge, "accepted_by", [*facts, other]) == [("p1", 4, 6), ("p1", 5, None)]
    assert known(judge, "accepted_by", [*facts, ("p1", 8, "handoff", "pack", "accepted")]) == [
        ("p1", 4, 6),
        ("p1", 8, None),
    ]


@pytest.mark.parametrize("fact", [("handoff", "pack", "sent"), ("attempt", "call")])
def test_what_is_said_within_a_pass_holds_in_it_alone(judge: Judge, fact: tuple[object, ...]) -> None:
    moves = [("p1", 1, "move", "lead"), ("p1", 5, "move", "nurture", "timing"), ("p1", 9, "move", "lead")]
    until = 5 + 1 / 86_400_000
    assert known(judge, "contact_task", [*moves, ("p1", 3, *fact)]) == [("p1", 3, pytest.approx(until))]
    assert known(judge, "contact_task", [*moves, ("p1", 7, *fact)]) == [("p1", 7, None)]
    assert known(judge, "contact_task", [*moves, ("p1", 10, *fact)]) == [("p1", 10, None)]


def test_what_a_day_alone_dates_comes_last_on_it_and_before_the_end_of_its_pass(judge: Judge) -> None:
    day = {"by_day": True}
    moves = [("p1", 1, "move", "lead"), ("p1", 5, "move", "nurture", "timing", day), ("p1", 9, "move", "lead")]
    assert known(judge, "contact_task", [*moves, ("p1", 5.4, "attempt", "call")]) == [("p1", 5.4, 6)]
    assert known(judge, "contact_task", [("p1", 5, "attempt", "call", day), *moves]) == [("p1", 5, 6)]


def test_a_further_deal_is_a_way_of_its_own(judge: Judge) -> None:
    facts = [
        ("d1", 1, "link", "converted", "p1"),
        ("d2", 1, "link", "converted", "p1"),
        ("d1", 2, "move", "won"),
        ("d2", 3, "move", "won"),
        ("d2", 4, "attempt", "call"),
        ("d1", 5, "move", "nurture", "timing"),
    ]
    assert known(judge, "contact_task", facts) == [("d2", 4, None), ("p1", 4, None)]
    assert known(judge, "contact_task", [*facts, ("d1", 4, "attempt", "call")])[0][2] == pytest.approx(5)


def test_a_withdrawn_attribute_is_no_longer_known(judge: Judge) -> None:
    facts = [("p1", 3, "attribute", "source", "web"), ("p1", 7, "attribute", "source", "")]
    assert known(judge, "source", facts) == [("p1", 3, 7)]


def test_a_withdrawn_or_expired_basis_is_none(judge: Judge) -> None:
    assert known(judge, "lawful_basis", [("p1", 3, "consent", "given"), ("p1", 7, "consent", "withdrawn")]) == [
        ("p1", 3, 7)
    ]
    until = {"expires_at": 1767657600000}
    assert known(judge, "lawful_basis", [("p1", 3, "consent", "given", until)]) == [("p1", 3, 5)]


def test_a_deal_knows_what_its_person_and_its_account_know_and_the_other_way_round(judge: Judge) -> None:
    links = [
        ("d1", 4, "link", "converted", "p1"),
        ("d1", 4, "link", "belongs_to", "a1"),
        ("p1", 2, "attribute", "source", "web"),
        ("a1", 1, "attribute", "industry", "steel"),
        ("d1", 5, "deal", "Big", "100"),
    ]
    assert known(judge, "source", links) == [("d1", 2, None), ("p1", 2, None)]
    assert known(judge, "industry", links) == [("a1", 1, None), ("d1", 4, None), ("p1", 4, None)]
    assert known(judge, "value", links) == [("d1", 5, None), ("p1", 5, None)]


def test_a_reason_belongs_to_its_move_alone(judge: Judge) -> None:
    facts = [("p1", 3, "move", "nurture", "timing"), ("p1", 9, "move", "lead"), ("p1", 12, "move", "nurture")]
    assert known(judge, "recycle_reason", facts) == [("p1", 3, 9)]


def test_only_what_the_agreement_requires_is_looked_for(judge: Judge) -> None:
    assert known(judge, "source", [("p1", 3, "attribute", "industry", "steel")]) == []


@pytest.mark.parametrize("step", FIELDS, ids=lambda step: step.name)
def test_it_reads_and_gives_what_it_declares(step: Step) -> None:
    tree, small = read_query(step.name), agreement(REQUIRES % "source")
    given = {**parameters(small), "field_sources": field_sources(required_fields(small))}
    schema = {
        **RELATIONS,
        **{name: relation.columns for name, relation in given.items()},
        **{each.name: each.outputs for each in (*STEPS, PASS_FACTS, *FIELDS)},
    }
    assert set(tables_of(tree)) == set(step.inputs)
    assert qualify(tree, schema=schema, dialect="duckdb").named_selects == list(step.outputs)
