"""The funnel against queries written by hand (funnel.yaml): an oracle that shares no code with it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ruamel.yaml import YAML

from tests.data.records import Records
from tests.report.funnels import STAGES
from tripact.agreement.agreement import Agreement
from tripact.agreement.load import parse_agreement, require_agreement
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.visible import Moment
from tripact.ledger.columnar import fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore
from tripact.report.funnel import funnel
from tripact.report.funnel_options import FunnelOptions
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import DAY, parse

CASES = YAML(typ="safe").load(Path(__file__).with_name("funnel.yaml").read_text(encoding="utf-8"))
HEAD = "apiVersion: tripact/v1\nname: small\nversion: 1\neffective: 2025-01-01\nzone: UTC\n"


def olist(request: pytest.FixtureRequest, folder: Path) -> tuple[Agreement, duckdb.DuckDBPyConnection]:
    """The real marketplace, by its example."""
    records = Records("olist", request.getfixturevalue("shared"), folder)
    records.funnel()
    return require_agreement(records.workspace / "agreement.yaml"), open_copy(records.workspace / "copy.duckdb")


def journeys(chance: random.Random) -> list[Fact]:
    """Journeys of 400 people, in which anything may follow anything."""
    stages = ["lead"] * 4 + ["mql"] * 4 + ["won"] * 2 + ["nurture"] * 3 + ["lost"]
    facts = []
    for number in range(400):
        person, start = f"p{number}", parse("2026-01-01") + chance.randrange(60 * DAY)
        told = [("attribute", {"name": "source", "value": chance.choice("abc")}) for _ in range(chance.randrange(3))]
        told += [("move", {"stage": chance.choice(stages)}) for _ in range(chance.randint(1, 6))]
        for at, (kind, body) in enumerate(told):
            when = start + chance.randrange(40 * DAY)
            facts.append(make_fact(kind, ("test", f"{person}/{at}"), Subjects(person), when, body))
    return facts


def invented(request: pytest.FixtureRequest, folder: Path) -> tuple[Agreement, duckdb.DuckDBPyConnection]:
    """Random journeys."""
    store = SqliteStore(folder / "ledger.sqlite", migrate)
    store.append(journeys(random.Random(20260101)), 1)
    connection = open_copy(folder / "copy.duckdb")
    fill_copy(connection, store)
    store.close()
    agreement = parse_agreement(HEAD + STAGES, "small.yaml").agreement
    assert agreement is not None
    return agreement, connection


RECORDS: dict[str, Callable[..., tuple[Agreement, duckdb.DuckDBPyConnection]]] = {"olist": olist, "random": invented}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_report_has_the_numbers_of_the_query(case: dict[str, Any], request, tmp_path):
    agreement, connection = RECORDS[case["records"]](request, tmp_path)
    as_of, horizon = parse(str(case["as_of"]), agreement.zone), parse_duration(case["horizon"])
    evaluation = Evaluation(agreement, DuckdbEngine(connection), Moment(as_of, 2**52))
    steps = funnel(evaluation, FunnelOptions(case["by"], horizon=horizon)).steps
    told = {(step.from_stage, step.to_stage, step.group[case["by"]]): step for step in steps if step.group}
    expected = connection.execute(case["sql"], {"as_of": as_of, "window": horizon.milliseconds}).fetchall()
    assert len(expected) > 6 and sum(row[-1] for row in expected) > 50
    for *key, entered, advanced in expected:
        step = told.pop(tuple(key))
        assert (step.entered, step.advanced) == (entered, advanced), key
    assert {(step.entered, step.immature) for step in told.values()} <= {(0, 0)}
    connection.close()
