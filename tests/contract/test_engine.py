"""The contract of an engine, kept by DuckDB and by PostgreSQL; and the copy of a ledger as their relations."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.contract.engine import EngineContract
from tests.evaluate.judging import Court
from tests.evaluate.ledgers import KINDS, Line, instant, ledger
from tripact.evaluate.engines.postgres import load_relations, replace_relations
from tripact.ledger.columnar import fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.relations import RELATIONS
from tripact.ledger.sqlite import SqliteStore


class TestDuckdb(EngineContract):
    """DuckDB in memory."""

    @pytest.fixture
    def court(self, on_duckdb: Court) -> Court:
        return on_duckdb


class TestPostgres(EngineContract):
    """A PostgreSQL server."""

    pytestmark = pytest.mark.postgres

    @pytest.fixture
    def court(self, on_postgres: Court) -> Court:
        return on_postgres


FACTS: list[Line] = [
    ("p1", 0, "signal", "page", "crm", "s1", 2.5),
    ("p1", 1, "attribute", "size", "250"),
    ("p1", 2, "attribute", "size", None),
    ("a1", 2, "attribute", "size", "10"),
    ("p1", 3, "link", "belongs_to", "a1"),
    ("d1", 4, "link", "converted", "p1"),
    ("p2", 5, "link", "merged", "p1"),
    ("d1", 6, "move", "won", "price"),
    ("p2", 7, "attempt", "call", "reached", "out", 95, True),
    ("p2", 7.5, "answer", "budget", True, "bant", "p2"),
    ("a1", 8, "spend", "ads", "12.3400", "EUR", "autumn"),
    ("p1", 9, "void", "1"),
]


def as_fact(number: int, line: Line) -> Fact:
    from tripact.ledger.kinds import columns

    subject, day, kind, *values = line
    body = dict(zip(columns(kind), values, strict=False))
    about = Subjects(**{KINDS[subject[0]]: subject})
    return make_fact(kind, ("crm", str(number)), about, instant(day), body)


def test_facts_written_for_cases_are_those_of_the_real_copy(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "ledger.sqlite", migrate)
    store.append([as_fact(number, line) for number, line in enumerate(FACTS, 1)], instant(10))
    copy = open_copy(tmp_path / "copy.duckdb")
    fill_copy(copy, store)
    store.close()
    expected = ledger(FACTS)
    for name, columns in RELATIONS.items():
        unlike = [each for each in columns if each != "recorded_at"]
        picked = [tuple(row[list(columns).index(each)] for each in unlike) for row in expected.relations[name]]
        found = copy.execute(f"select {', '.join(unlike)} from ledger.{name} order by 1").fetchall()
        assert [tuple(map(str, row)) for row in found] == [tuple(map(str, row)) for row in picked], name


@pytest.mark.postgres
def test_the_loader_makes_the_schema_anew(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        load_relations(connection, ledger(FACTS).relations)
        load_relations(connection, {"moves": ledger(FACTS).relations["moves"]})
        counts = [connection.execute(f"select count(*) from ledger.{name}".encode()).fetchone() for name in RELATIONS]
    assert sum(count[0] for count in counts if count) == 1


@pytest.mark.postgres
def test_what_the_relations_hold_is_replaced(postgres: str) -> None:
    moves = ledger(FACTS).relations["moves"]
    with psycopg.connect(postgres, autocommit=True) as connection:
        load_relations(connection, ledger(FACTS).relations)
        replace_relations(connection, {"moves": moves})
        counts = [connection.execute(f"select count(*) from ledger.{name}".encode()).fetchone() for name in RELATIONS]
        with pytest.raises(ValueError, match="no such relation: nothing"):
            replace_relations(connection, {"nothing": []})
    assert [count[0] for count in counts if count and count[0]] == [len(moves)]


@pytest.mark.postgres
def test_the_loader_refuses_what_is_no_relation(postgres: str) -> None:
    with (
        psycopg.connect(postgres, autocommit=True) as connection,
        pytest.raises(ValueError, match="no such relation: nothing"),
    ):
        load_relations(connection, {"nothing": []})
