"""Every step of the gates is what it declares: what it reads, what it gives, what it is told."""

from __future__ import annotations

from importlib import import_module

import pytest
from sqlglot import ErrorLevel, exp

from tests.evaluate.test_steps import DIALECTS
from tripact.evaluate.compose import read_query, tables_of, with_null_order_spelt
from tripact.evaluate.step import Step

NAMES = (
    "attempt_meanings", "pass_ends", "pass_facts", "bearers", "stated_fields", "pass_fields", "known_fields",
    "answer_states", "qualification", "definition_states", "judged_moves", "gate_known", "asked_definitions",
    "stage_audit",
)  # fmt: skip
each_step = pytest.mark.parametrize("name", NAMES)


def step(name: str) -> Step:
    declared: Step = import_module(f"tripact.evaluate.{name}").STEP
    return declared


@each_step
def test_a_step_of_the_gates_reads_gives_and_is_told_what_it_declares(name: str) -> None:
    tree = read_query(name)
    assert set(tables_of(tree)) == set(step(name).inputs)
    assert tree.named_selects == list(step(name).outputs)
    assert {node.name for node in tree.find_all(exp.Placeholder)} == set(step(name).parameters)


@each_step
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_engine_can_say_a_step_of_the_gates(name: str, dialect: str) -> None:
    tree = read_query(name)
    said = with_null_order_spelt(tree) if dialect == "bigquery" else tree
    assert said.sql(dialect, unsupported_level=ErrorLevel.RAISE)
