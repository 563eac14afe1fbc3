"""The embedded engine: DuckDB over the columnar copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb
from sqlglot import exp

from tripact.evaluate.engine import Capabilities, Row, text_for
from tripact.evaluate.engines.streams import Streams
from tripact.ledger.kinds import SQL_TYPES, ColumnType

# One array parameter a column is far faster than one statement a row; integers are taken in one text in half that time.
_ARRAYS = {"decimal": "unnest(?::varchar[])", "bigint": "unnest(from_json(?, '[\"BIGINT\"]'))"}
_CLOCKS = "clock_"
"""What the relations of the clocks begin with. They carry names of commitments from small relations through joins,
where DuckDB 2.0.0 stops with an internal error in its cache of small chunks (its pull requests 23360 and 23447).
Without that cache they cost about the same; other queries cost up to five times as much, and keep it."""

_Make = Callable[[duckdb.DuckDBPyConnection, str, str], object]
"""Makes a table of a kind, by its name, on a connection."""


class DuckdbEngine:
    """Runs queries on an open DuckDB connection whose schema ``ledger`` holds the relations."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._capabilities = Capabilities("duckdb", f"DuckDB {duckdb.__version__}")
        self._streams: Streams | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What is declared about this engine."""
        return self._capabilities

    def rows(self, query: exp.Query) -> list[Row]:
        """Run a query and return all its rows."""
        text = _text(query)
        if self._streams:
            self._streams.wait(text)
            return _run(self._streams.reader, text).fetchall()
        return _run(self._connection, text).fetchall()

    def store(self, name: str, query: exp.Query) -> None:
        """Keep the result of a query as a temporary table."""
        text = _text(query)
        self._make(
            name, text, lambda connection, kind, table: _run(connection, f"create or replace {kind} {table} as {text}")
        )

    def load(self, name: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]) -> None:
        """Keep the given rows as a temporary table."""
        definition = ", ".join(f"{column} {SQL_TYPES[kind]}" for column, kind in columns.items())
        kinds = columns.values()
        arrays = ", ".join(_ARRAYS.get(kind) or f"unnest(?::{SQL_TYPES[kind]}[])" for kind in kinds)
        given = zip(kinds, zip(*rows, strict=True), strict=True) if rows else ()
        values = [json.dumps(column) if kind == "bigint" else list(column) for kind, column in given]

        def fill(connection: duckdb.DuckDBPyConnection, kind: str, table: str) -> None:
            connection.execute(f"create or replace {kind} {table} ({definition})")
            if values:
                connection.execute(f"insert into {table} select {arrays}", values)

        self._make(name, "", fill)

    def drop(self, name: str) -> None:
        """Drop a temporary table, if it is there."""
        if not self._streams:  # theirs go with them
            self._connection.execute(f"drop table if exists temp.{name}")

    def execute(self, statement: exp.Expr) -> None:
        """Run a statement that makes, fills or empties a table."""
        _run(self._connection, _text(statement))

    def _make(self, name: str, text: str, make: _Make) -> None:
        if self._streams:
            table = f"{self._streams.place}.{name}"
            self._streams.start(name, text, lambda connection: make(connection, "table", table))
        else:
            make(self._connection, "temporary table", name)

    @contextmanager
    def alongside(self) -> Iterator[None]:
        """What is stored inside is computed alongside, and goes with it; whatever reads it waits."""
        with Streams(self._connection) as self._streams:
            try:
                yield
            finally:
                self._streams = None

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Whatever is done inside holds altogether, or not at all; nothing is stored inside."""
        if self._streams:
            self._streams.wait()
        self._connection.execute("begin")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


def _run(connection: duckdb.DuckDBPyConnection, text: str) -> duckdb.DuckDBPyConnection:
    cached = "false" if _CLOCKS in text else "true"
    connection.execute(f"set enable_caching_operators = {cached}")
    return connection.execute(text)


def _text(query: exp.Expr) -> str:
    # Steps are parsed as this dialect, so writing them changes nothing but where comments stand, and copying
    # a tree takes as long as writing it.
    return text_for(query, "duckdb", copy=False)
