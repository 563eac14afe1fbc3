"""Every step of the clocks is what it declares: what it reads, what it gives, what it is told."""

from __future__ import annotations

from importlib import import_module

import pytest
from sqlglot import ErrorLevel, exp

from tests.evaluate.judging import agreement
from tests.evaluate.test_steps import DIALECTS
from tests.services import ROOT
from tripact.evaluate.clock_parameters import clock_parameters
from tripact.evaluate.compose import read_query, tables_of, with_null_order_spelt
from tripact.evaluate.parameters import parameters
from tripact.evaluate.step import Step
from tripact.evaluate.steps import STEPS
from tripact.ledger.relations import RELATIONS

NAMES = (
    "clock_lines", "line_values", "contact_states", "basis_moments", "consent_moments", "account_consents",
    "handoff_completions", "happenings", "named_happenings", "account_moments",
    "moments", "clock_starts", "clock_instants", "clock_stretches",
    "further_starts", "tried_runs", "clock_successors", "clock_renewals", "clock_runs", "clock_made",
    "clock_unrepeated", "clock_spaced", "clock_attempts", "clock_ends", "clock_budgets", "clock_pauses",
    "clock_deadlines", "owner_states", "same_time_runs", "run_legs", "clock_legs", "clock_excuses", "excuse_states",
    "excused_runs", "sure_moments", "owner_doubts", "doubtful_runs", "possible_ends", "run_readings",
    "reading_pauses", "read_verdicts", "commitments", "prohibition_runs", "violations", "prohibitions",
    "custody_edges", "custody", "clock_levels", "escalations",
)  # fmt: skip
each_step = pytest.mark.parametrize("name", NAMES)


def step(name: str) -> Step:
    declared: Step = import_module(f"tripact.evaluate.{name}").STEP
    return declared


@each_step
def test_a_step_of_the_clocks_reads_exactly_its_declared_inputs(name: str) -> None:
    assert set(tables_of(read_query(name))) == set(step(name).inputs)


@each_step
def test_a_step_of_the_clocks_gives_exactly_its_declared_outputs(name: str) -> None:
    assert read_query(name).named_selects == list(step(name).outputs)


WIDENING = ("run_calendars", "legs_at", "legs_due", "legs_breach")


@pytest.mark.parametrize("name", WIDENING)
def test_a_step_that_widens_a_relation_gives_what_it_declares_and_can_be_said(name: str) -> None:
    query = read_query(name)
    assert query.named_selects == ["*", *step(name).outputs]
    assert set(tables_of(query)) == set(step(name).inputs)
    assert {node.name for node in query.find_all(exp.Placeholder)} == set(step(name).parameters)
    assert all(query.sql(dialect, unsupported_level=ErrorLevel.RAISE) for dialect in DIALECTS)


@each_step
def test_a_step_of_the_clocks_is_told_exactly_its_declared_parameters(name: str) -> None:
    told = {node.name for node in read_query(name).find_all(exp.Placeholder)}
    assert told == set(step(name).parameters)


@each_step
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_engine_can_say_a_step_of_the_clocks(name: str, dialect: str) -> None:
    tree = read_query(name)
    said = with_null_order_spelt(tree) if dialect == "bigquery" else tree
    assert said.sql(dialect, unsupported_level=ErrorLevel.RAISE)


def test_no_step_of_the_clocks_shares_its_name() -> None:
    plain = agreement("")
    others = [*RELATIONS, *parameters(plain), *clock_parameters(plain), *(each.name for each in STEPS)]
    assert len({*others, *NAMES}) == len(others) + len(NAMES)


def test_every_step_of_the_clocks_is_placed_among_the_verdicts() -> None:
    verdicts = (ROOT / "docs" / "concepts" / "verdicts.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}.sql`" not in verdicts] == []
