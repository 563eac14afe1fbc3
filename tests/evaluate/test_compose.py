"""Queries as trees: what is bound once is shared, and nobody changes it."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlglot import exp, parse_one

from tests.evaluate.judging import duckdb_court
from tripact.agreement.load import parse_agreement
from tripact.evaluate.compose import (
    bind,
    bound_query,
    branches_of,
    chain,
    cheap,
    columns_of,
    composed_once,
    nodes,
    read_query,
    tables_of,
)
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


@pytest.mark.parametrize("relation", ["visits", "verdicts.visits"])
def test_plain_columns_are_selected_as_a_text_would(relation: str):
    assert columns_of(relation, ("journey", "ts")) == exp.select("journey", "ts").from_(relation)
    assert columns_of(relation).sql() == exp.select("*").from_(relation).sql()


def test_a_chain_keeps_the_steps_of_the_query_behind_those_that_it_needs():
    query = parse_one("with own as (select key from given) select key from own")
    trees = {"given": cheap(columns_of("laid")), "unused": columns_of("laid")}
    assert isinstance(query, exp.Query)
    assert chain(query, trees).sql("duckdb") == (
        "WITH given AS NOT MATERIALIZED (SELECT * FROM laid), own AS (SELECT key FROM given) SELECT key FROM own"
    )
    assert query.sql() == "WITH own AS (SELECT key FROM given) SELECT key FROM own"


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


UNION = """
with a as (select x from p), b as (select x from a), c as (select x from q)
select x as one, 'b' as two from b union all select x, null from c union all select x, null from r
"""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("b", "WITH a AS (SELECT x FROM p), b AS (SELECT x FROM a) SELECT x AS one, 'b' AS two FROM b"),
        ("cr", "WITH c AS (SELECT x FROM q) SELECT x AS one, CAST(NULL AS TEXT) AS two FROM c"
               " UNION ALL SELECT x, NULL FROM r"),
        ("", "SELECT CAST(NULL AS BIGINT) AS one, CAST(NULL AS TEXT) AS two WHERE FALSE"),
    ],
)  # fmt: skip
def test_a_union_is_cut_down_to_the_branches_that_are_wanted(wanted, said):
    columns = {"one": "bigint", "two": "text"}
    found = branches_of(parse_one(UNION), columns, lambda branch: branch.args["from_"].this.name in wanted)
    assert found.sql("duckdb") == said


def test_what_is_composed_once_serves_all_who_ask_for_the_same_and_each_thread_alone():
    composed = composed_once(lambda name: read_query(name))
    found = []
    thread = Thread(target=lambda: found.append(composed("answer_states")))
    thread.start()
    thread.join()
    assert composed("answer_states") is composed("answer_states")
    assert found[0] == composed("answer_states") and found[0] is not composed("answer_states")


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
