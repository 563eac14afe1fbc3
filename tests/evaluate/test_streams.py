"""Statements of a round run alongside each other: each after what it reads, and none after one that failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import sleep

import duckdb
import pytest
from sqlglot import exp, parse_one

from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.engines.streams import Streams

ENDLESS = "select sum(hash(a.range) % 7) as n from range(1000000000000) a"


def query(text: str) -> exp.Query:
    tree = parse_one(text, read="duckdb")
    assert isinstance(tree, exp.Query)
    return tree


def statement(text: str) -> exp.Expr:
    return parse_one(text, read="duckdb")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # a name that must be quoted
    with duckdb.connect(tmp_path / "a copy-1.duckdb") as connection:
        yield connection


@pytest.fixture
def engine(connection: duckdb.DuckDBPyConnection) -> DuckdbEngine:
    connection.execute("create schema ledger; create table ledger.told as select 1 as n")
    return DuckdbEngine(connection)


def told(engine: DuckdbEngine) -> list[tuple[object, ...]]:
    return engine.rows(query("select n from ledger.told order by n"))


def test_a_statement_waits_for_what_it_reads_and_others_overtake_it(connection: duckdb.DuckDBPyConnection) -> None:
    ran: list[str] = []
    go = Event()
    with Streams(connection) as streams:
        streams.start("first", "", lambda _: (go.wait(), ran.append("first")))
        streams.start("second", "select n from first", lambda _: ran.append("second"))
        streams.start("third", "select 1", lambda _: ran.append("third"))
        streams.wait("select n from third")
        assert ran == ["third"]
        go.set()
        streams.wait()
    assert ran == ["third", "first", "second"]


def test_what_is_made_anew_waits_for_those_that_read_it(engine: DuckdbEngine) -> None:
    with engine.alongside():
        for number in range(20):
            engine.load("given", {"n": "bigint"}, [(number,)])
            engine.store(f"seen_{number}", query("select n from given"))
        seen = " union all ".join(f"select n from seen_{number}" for number in range(20))
        assert engine.rows(query(f"select n from ({seen}) s order by n")) == [(number,) for number in range(20)]


def test_what_was_stored_is_written_in_one_go_and_gone_afterwards(engine: DuckdbEngine) -> None:
    with engine.alongside():
        engine.store("doubled", query("select n * 2 as n from ledger.told"))
        engine.load("more", {"n": "bigint"}, [(5,), (6,)])
        engine.store("all_of_them", query("select n from doubled union all select n from more"))
        with engine.all_or_nothing():
            engine.execute(statement("insert into ledger.told select n from all_of_them"))
    assert told(engine) == [(1,), (2,), (5,), (6,)]
    with pytest.raises(duckdb.CatalogException):
        engine.rows(query("select n from all_of_them"))
    engine.store("kept", query("select n from ledger.told where n > 5"))
    assert engine.rows(query("select n from kept")) == [(6,)]


@pytest.mark.parametrize("read", [True, False], ids=["when something is read", "before something is written"])
def test_a_statement_that_fails_is_told_and_nothing_is_written(engine: DuckdbEngine, read: bool) -> None:
    with pytest.raises(duckdb.CatalogException, match="nowhere"), engine.alongside():
        engine.store("failing", query("select * from nowhere"))
        engine.store("after_it", query("select * from failing"))
        if read:
            engine.rows(query("select * from after_it"))
        with engine.all_or_nothing():
            engine.execute(statement("delete from ledger.told"))
    assert told(engine) == [(1,)]


def test_an_error_beside_them_stops_what_runs(engine: DuckdbEngine) -> None:
    with pytest.raises(KeyboardInterrupt), engine.alongside():
        engine.store("endless", query(ENDLESS))
        engine.store("never", query("select n from endless"))
        sleep(0.2)
        raise KeyboardInterrupt
    with engine.alongside():
        engine.store("once_more", query("select n from ledger.told"))
        assert engine.rows(query("select * from once_more")) == [(1,)]


def test_what_fails_while_it_is_written_does_not_hold(engine: DuckdbEngine) -> None:
    with pytest.raises(duckdb.CatalogException), engine.alongside(), engine.all_or_nothing():
        engine.execute(statement("delete from ledger.told"))
        engine.execute(statement("insert into ledger.nowhere select 1"))
    assert told(engine) == [(1,)]
