"""Which fields are known of whom, and in which time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from tests.evaluate.judging import Judged, agreement
from tests.evaluate.ledgers import day_of
from tripact.evaluate.compose import chain, read_query, tables_of
from tripact.evaluate.known_fields import STEP, field_sources, known_fields_trees
from tripact.evaluate.parameters import parameters
from tripact.evaluate.steps import STEPS
from tripact.ledger.relations import RELATIONS
from tripact.worktime.dated import END

Judge = Callable[..., Judged]

REQUIRES = """
attributes: {source: {}, industry: {of: account}}
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
        ("discovery_note", ("answer", "problem", False)),
        ("champion", ("answer", "champion", True)),
        ("kickoff", ("milestone", "kickoff")),
        ("stage", ("move", "lead")),
    ],
)
def test_a_field_is_known_from_the_fact_that_carries_it(judge: Judge, field: str, fact: tuple[object, ...]) -> None:
    assert known(judge, field, [("p1", 3, *fact)]) == [("p1", 3, None)]


def test_an_answer_that_is_not_met_gives_no_field(judge: Judge) -> None:
    assert known(judge, "champion", [("p1", 3, "answer", "champion", False)]) == []


def test_an_automatic_message_is_no_contact_task(judge: Judge) -> None:
    assert known(judge, "contact_task", [("p1", 3, "attempt", "email", {"automatic": True})]) == []


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


def test_it_reads_and_gives_what_it_declares() -> None:
    tree, small = read_query(STEP.name), agreement(REQUIRES % "source")
    given = {**parameters(small), "field_sources": field_sources(small)}
    schema = {
        **RELATIONS,
        **{name: relation.columns for name, relation in given.items()},
        **{step.name: step.outputs for step in STEPS},
    }
    assert set(tables_of(tree)) == set(STEP.inputs)
    assert qualify(tree, schema=schema, dialect="duckdb").named_selects == list(STEP.outputs)
