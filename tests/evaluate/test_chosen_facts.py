"""Which facts a round reads: those of whoever is wanted, each once."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.engine import text_for
from tripact.evaluate.visible import _UNREAD, read_columns
from tripact.ledger.relations import RELATIONS

Fact = tuple[int | None, int | None, int | None, bool]
subjects = st.one_of(st.none(), st.integers(1, 4))
told = st.tuples(subjects, subjects, subjects, st.booleans()).filter(lambda fact: fact[:3] != (None, None, None))
TEXT = text_for(bind(read_query("chosen_facts"), {"reaches": exp.column("reaching")}), "duckdb")


def chosen(facts: list[Fact], wanted: dict[int, int]) -> list[int]:
    """Return the places of the facts that the file chooses."""
    with duckdb.connect() as connection:
        connection.execute("create table facts (seq int, person int, account int, deal int, reaching boolean)")
        connection.execute("create table wanted (key int, own int)")
        for seq, fact in enumerate(facts):
            connection.execute("insert into facts values (?, ?, ?, ?, ?)", [seq, *fact])
        for pair in wanted.items():
            connection.execute("insert into wanted values (?, ?)", pair)
        return sorted(row[0] for row in connection.execute(TEXT).fetchall())


@settings(max_examples=60, deadline=None)
@given(st.lists(told, max_size=12), st.dictionaries(st.integers(1, 4), st.integers(0, 1)))
def test_a_fact_is_chosen_once_if_it_speaks_of_anybody_for_whom_it_counts(facts: list[Fact], wanted: dict[int, int]):
    expected = [
        seq
        for seq, (*keys, reaching) in enumerate(facts)
        if any(wanted.get(key) == 1 or (reaching and key in wanted) for key in keys if key is not None)
    ]
    assert chosen(facts, wanted) == expected


@pytest.mark.parametrize("name", _UNREAD)
def test_what_a_round_leaves_out_are_columns_of_the_relation_and_none_that_tell_a_fact(name: str):
    left_out = set(RELATIONS[name]) - set(read_columns(name))
    assert left_out == set(_UNREAD[name])
    assert left_out.isdisjoint(("seq", "recorded_at", "ts", "day_precision", "person", "account", "deal"))
