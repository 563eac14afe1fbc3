"""Every step is what it declares: what it reads, what it gives, and that every engine can say it."""

from __future__ import annotations

from importlib import resources

import pytest
from sqlglot import ErrorLevel, exp
from sqlglot.optimizer.qualify import qualify

from tests.evaluate.judging import agreement, duckdb_court
from tests.evaluate.ledgers import instant, ledger
from tests.services import ROOT
from tripact.agreement.load import parse_agreement
from tripact.evaluate.compose import read_query, tables_of, with_null_order_spelt
from tripact.evaluate.crossings import Promoting
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.own_visits import STEP as OWN_VISITS
from tripact.evaluate.parameters import parameters
from tripact.evaluate.recycles import STEP as RECYCLES
from tripact.evaluate.return_parameters import REST_ENDS, return_parameters
from tripact.evaluate.rulebook import promotion_rules
from tripact.evaluate.scope import Scope
from tripact.evaluate.step import Step
from tripact.evaluate.steps import STEPS
from tripact.evaluate.visible import Moment
from tripact.ledger.relations import RELATIONS

DIALECTS = ("postgres", "spark", "clickhouse", "snowflake", "bigquery")
RICH = agreement("""
attributes: {role: {}}
fit: {role: {points: {boss: 12}, else: 0}}
engagement: {signals: {demo: {points: 30, once_per: 1 day}}, decay: {rate: 0.1}}
counts: {topics: {signals: surge, within: 14 days, distinct: topic}}
intent: {tier 1: "topics >= 1"}
definitions: {mql: "fit >= 60 AND role = 'boss' AND engagement >= 30 AND intent >= 1"}
""")
PROMOTING = Promoting(RICH, promotion_rules(RICH), Scope(), Moment(0, 0))
each_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)


def schema() -> dict[str, dict[str, str]]:
    """Every relation a step may read, with its columns."""
    given = {**parameters(RICH), **return_parameters(RICH), **PROMOTING.parameters()}
    return {
        **RELATIONS,
        **{name: relation.columns for name, relation in given.items()},
        **{step.name: step.outputs for step in STEPS},
        "strangers": {"person": "bigint", "ts": "bigint"},
        "own_visits": OWN_VISITS.outputs,
        "recycles_before": RECYCLES.outputs,
        "rest_ends": REST_ENDS,
    }


@each_step
def test_a_step_reads_exactly_its_declared_inputs(step: Step) -> None:
    composed = [PROMOTING.steps(prune=prune).get(step.name) for prune in (True, False)]
    trees = [tree for tree in (read_query(step.name), *composed) if tree is not None]
    # A rule that is split reads the same steps, each for a part of the rule.
    read = {name.partition("_of_part_")[0] for tree in trees for name in tables_of(tree)}
    assert read == set(step.inputs)
    assert set(step.inputs) <= schema().keys()


@each_step
def test_a_step_reads_steps_that_come_before_it(step: Step) -> None:
    names = [each.name for each in STEPS]
    inner = [names.index(name) for name in step.inputs if name in names]
    assert all(place < names.index(step.name) for place in inner)


@each_step
def test_a_step_gives_exactly_its_declared_outputs(step: Step) -> None:
    qualified = qualify(read_query(step.name), schema=schema(), dialect="duckdb")
    assert qualified.named_selects == list(step.outputs)


@each_step
def test_a_step_is_told_exactly_its_declared_parameters(step: Step) -> None:
    found = {node.name for node in read_query(step.name).find_all(exp.Placeholder)}
    assert found == set(step.parameters)


@each_step
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_engine_can_say_a_step(step: Step, dialect: str) -> None:
    tree = read_query(step.name)
    said = with_null_order_spelt(tree) if dialect == "bigquery" else tree
    assert said.sql(dialect, unsupported_level=ErrorLevel.RAISE)


def test_no_two_steps_or_relations_share_a_name() -> None:
    names = [*RELATIONS, *parameters(RICH), *(step.name for step in STEPS)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("template", ["b2b", "plg"])
@pytest.mark.parametrize("dialect", ["postgres", "spark", "clickhouse", "snowflake"])
def test_the_whole_query_of_a_template_can_be_said(template: str, dialect: str) -> None:
    text = resources.files("tripact.examples").joinpath(f"{template}.yaml").read_text(encoding="utf-8")
    given = parse_agreement(text, template).agreement
    court = duckdb_court()
    court.fill(ledger([]))
    assert given is not None
    whole = Evaluation(given, court.engine, Moment(instant(0), instant(0)))
    for step in ("visits", "entries", "exits"):
        assert whole.text(step, dialect)


def test_no_part_of_a_step_takes_the_name_of_another_step() -> None:
    # chained into one query, the part would hide the step
    files = {path.stem: path for path in (ROOT / "src" / "tripact" / "evaluate").glob("*.sql") if "." not in path.stem}
    parts = {(name, part.alias) for name in files for part in read_query(name).find_all(exp.CTE)}
    assert [(name, part) for name, part in sorted(parts) if part in files] == []
