"""Every case of evaluation runs on DuckDB and on PostgreSQL, with equal answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests import services
from tests.evaluate.judging import Court, Judged, duckdb_court, postgres_court
from tests.evaluate.rounds import Workbench


@pytest.fixture(scope="session")
def on_duckdb() -> Court:
    """DuckDB alone."""
    return duckdb_court()


@pytest.fixture(scope="session")
def on_postgres(postgres_server: str) -> Iterator[Court]:
    """PostgreSQL alone."""
    with (
        services.empty_database(postgres_server) as address,
        psycopg.connect(address, autocommit=True) as connection,
    ):
        yield postgres_court(connection)


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Court:
    """Each engine in turn, to be filled with facts."""
    court: Court = request.getfixturevalue(f"on_{request.param}")
    return court


@pytest.fixture
def judge(engine: Court) -> Iterator[Callable[..., Judged]]:
    """``judge(clauses, facts, day)``: the verdicts on facts, on each engine in turn."""
    judged: list[Judged] = []

    def judging(*given: object, **asked: object) -> Judged:
        judged.append(engine.judge(*given, **asked))  # type: ignore[arg-type]
        return judged[-1]

    yield judging
    for each in judged:
        each.evaluation.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A ledger with its copy, to be told facts in batches."""
    workbench = Workbench(tmp_path)
    yield workbench
    workbench.close()
