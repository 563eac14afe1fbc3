"""Facts and their kinds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.errors import TripactError
from tripact.ledger.facts import Moment, Subjects, encode, make_fact
from tripact.ledger.kinds import KINDS, columns, personal_fields, required_field
from tripact.ledger.relations import RELATIONS, relation_columns, relation_name


def test_personal_fields_go_to_the_payload_and_nowhere_else():
    body = {"stage": "mql", "note": "met her at the fair", "actor": "sam"}
    fact = make_fact("move", ("crm", "1"), Subjects("p"), 5, body)
    assert (fact.body, fact.personal, fact.actor) == ('{"stage":"mql"}', '{"note":"met her at the fair"}', "sam")
    assert make_fact("move", ("crm", "1"), Subjects("p"), 5, {"stage": "mql", "note": None}).personal is None


def test_the_body_says_whether_there_was_evidence():
    def body(**said):
        return make_fact("answer", ("crm", "1"), Subjects("p"), 5, {"question": "problem", **said}).body

    assert body(evidence="They wait for the new plant.") == body(noted=True) == '{"noted":true,"question":"problem"}'
    assert body(evidence=None) == body(evidence="") == '{"question":"problem"}'


def test_a_moment_carries_its_precision_and_zone():
    fact = make_fact("signal", ("crm", "1"), Subjects("p"), Moment(5, "day", "Europe/Bratislava"), {"signal": "x"})
    assert (fact.occurred_at, fact.precision, fact.zone) == (5, "day", "Europe/Bratislava")


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("sighting", {"signal": "x"}, ["no fact kind 'sighting'", "signal, attribute"]),
        ("signal", {"signal": "x", "colour": "red"}, ["no field 'colour'", "signal, topic, session, value"]),
        ("signal", {"topic": "crm"}, ["needs 'signal'"]),
        ("move", {"stage": ""}, ["needs 'stage'"]),
    ],
)
def test_an_unknown_kind_or_field_is_refused_with_the_known_ones(kind, body, words):
    with pytest.raises(TripactError) as refused:
        make_fact(kind, ("crm", "1"), Subjects("p"), 5, body)
    assert all(word in str(refused.value) for word in words)


def test_a_move_of_an_account_alone_is_refused():
    with pytest.raises(TripactError, match="needs a person or a deal"):
        make_fact("move", ("crm", "1"), Subjects(account="a"), 5, {"stage": "won"})


@given(st.dictionaries(st.text(min_size=1), st.none() | st.booleans() | st.integers() | st.text()))
def test_bodies_are_canonical(values):
    backwards = dict(reversed(values.items()))
    assert encode(values) == encode(backwards)
    assert json.loads(encode(values)) == {key: value for key, value in values.items() if value is not None}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_is_and_has_a_relation(kind):
    assert KINDS[kind].__doc__ and KINDS[kind].__doc__.strip().endswith(".")
    assert required_field(kind) in columns(kind)
    assert not set(columns(kind)) & set(personal_fields(kind))
    assert RELATIONS[relation_name(kind)] == relation_columns(kind)
