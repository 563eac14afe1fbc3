"""Queries as trees: what is bound once is shared, and nobody changes it."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlglot import exp, parse_one

from tests.evaluate.judging import duckdb_court
from tripact.agreement.load import parse_agreement
from tripact.evaluate.compose import bind, bound_query, nodes, read_query, tables_of
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.judging import Judging
from tripact.evaluate.kept import KEPT
from tripact.evaluate.steps import STEPS
from tripact.evaluate.visible import Moment
from tripact.examples import template

VALUES = {"as_of": 7, "end": 9}


def test_a_file_is_bound_once_for_the_same_values():
    assert bound_query("answer_states", VALUES) is bound_query("answer_states", {**VALUES, "unasked": 1})
    assert bound_query("answer_states", VALUES) is not bound_query("answer_states", {**VALUES, "end": 10})
    assert bound_query("answer_states", VALUES) == bind(read_query("answer_states"), VALUES)


def test_true_is_not_one():
    assert bound_query("answer_states", {"end": True}) != bound_query("answer_states", {"end": 1})


def test_a_thread_has_trees_of_its_own():
    found = []
    thread = Thread(target=lambda: found.append(bound_query("answer_states", VALUES)))
    thread.start()
    thread.join()
    assert found[0] == bound_query("answer_states", VALUES) and found[0] is not bound_query("answer_states", VALUES)


def test_a_tree_from_a_file_may_be_changed():
    bind(read_query("answer_states"), {"end": 3})
    assert any(isinstance(node, exp.Placeholder) for node in nodes(read_query("answer_states")))


@pytest.mark.parametrize(
    "text",
    ["select 1", "with a as (select x from b) select * from a join s.c on a.x = c.x where a.x in (select y from d)"],
)
def test_every_node_comes_once_and_before_those_below_it(text):
    tree = parse_one(text, read="duckdb")
    found = list(nodes(tree))
    assert sorted(map(id, found)) == sorted(map(id, tree.walk()))
    place = {id(node): number for number, node in enumerate(found)}
    assert all(place[id(node.parent)] < place[id(node)] for node in found if node.parent)


def test_steps_of_a_query_and_tables_of_a_schema_are_not_what_it_reads():
    text = "with a as (select x from b) select * from a join s.c on a.x = c.x where a.x in (select y from d)"
    assert set(tables_of(parse_one(text, read="duckdb"))) == {"b", "d"}


def test_judging_changes_no_shared_tree():
    court = duckdb_court()
    agreement = parse_agreement(template("b2b"), "b2b").agreement
    assert agreement is not None
    moment = Moment(7, 9)
    evaluation = Evaluation(agreement, court.engine, moment)
    shared = {step.name: evaluation.trees[step.name] for step in STEPS}
    before = {name: tree.sql("duckdb") for name, tree in shared.items()}
    judging = Judging(evaluation)
    for kept in KEPT:
        if (query := judging.rows(kept)) is not None:
            court.engine.rows(query)
    assert {name: tree.sql("duckdb") for name, tree in shared.items()} == before
    again = Evaluation(agreement, court.engine, moment).trees
    assert {name: again[name].sql("duckdb") for name in before} == before
