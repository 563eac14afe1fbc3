"""The embedded engine: DuckDB over the columnar copy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb
from sqlglot import exp

from tripact.evaluate.engine import Capabilities, Row, text_for
from tripact.ledger.kinds import SQL_TYPES, ColumnType

# One array parameter a column is far faster than one statement a row; integers are taken in one text in half that time.
_ARRAYS = {"decimal": "unnest(?::varchar[])", "bigint": "unnest(from_json(?, '[\"BIGINT\"]'))"}
_CLOCKS = "clock_"
"""What the relations of the clocks begin with. They carry names of commitments from small relations through joins,
where DuckDB 2.0.0 stops with an internal error in its cache of small chunks (its pull requests 23360 and 23447).
Without that cache they cost about the same; other queries cost up to five times as much, and keep it."""


class DuckdbEngine:
    """Runs queries on an open DuckDB connection whose schema ``ledger`` holds the relations."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._capabilities = Capabilities("duckdb", f"DuckDB {duckdb.__version__}")

    @property
    def capabilities(self) -> Capabilities:
        """What is declared about this engine."""
        return self._capabilities

    def rows(self, query: exp.Query) -> list[Row]:
        """Run a query and return all its rows."""
        return self._run(_text(query)).fetchall()

    def store(self, name: str, query: exp.Query) -> None:
        """Keep the result of a query as a temporary table."""
        self._run(f"create or replace temporary table {name} as {_text(query)}")

    def load(self, name: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]) -> None:
        """Keep the given rows as a temporary table."""
        definition = ", ".join(f"{column} {SQL_TYPES[kind]}" for column, kind in columns.items())
        self._connection.execute(f"create or replace temporary table {name} ({definition})")
        if not rows:
            return
        kinds = columns.values()
        arrays = [_ARRAYS.get(kind) or f"unnest(?::{SQL_TYPES[kind]}[])" for kind in kinds]
        given = zip(kinds, zip(*rows, strict=True), strict=True)
        values = [json.dumps(column) if kind == "bigint" else list(column) for kind, column in given]
        self._connection.execute(f"insert into {name} select {', '.join(arrays)}", values)

    def drop(self, name: str) -> None:
        """Drop a temporary table, if it is there."""
        self._connection.execute(f"drop table if exists temp.{name}")

    def execute(self, statement: exp.Expr) -> None:
        """Run a statement that makes, fills or empties a table."""
        self._run(_text(statement))

    def _run(self, text: str) -> duckdb.DuckDBPyConnection:
        cached = "false" if _CLOCKS in text else "true"
        self._connection.execute(f"set enable_caching_operators = {cached}")
        return self._connection.execute(text)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Whatever is done inside holds altogether, or not at all."""
        self._connection.execute("begin")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


def _text(query: exp.Expr) -> str:
    # Steps are parsed as this dialect, so writing them changes nothing but where comments stand, and copying
    # a tree takes as long as writing it.
    return text_for(query, "duckdb", copy=False)
