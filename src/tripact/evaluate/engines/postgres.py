"""PostgreSQL as the engine: the relations stand in its schema ``ledger``, the steps run where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql
from sqlglot import exp

from tripact.evaluate.engine import Capabilities, Row, text_for
from tripact.ledger.kinds import SQL_TYPES, ColumnType
from tripact.ledger.relations import RELATIONS

_DIALECT = "postgres"

Connection = psycopg.Connection[Any]


class PostgresEngine:
    """Runs queries on an open connection whose schema ``ledger`` holds the relations.

    What it keeps are temporary tables of the connection's session.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        version = connection.info.server_version
        self._capabilities = Capabilities(_DIALECT, f"PostgreSQL {version // 10_000}.{version % 10_000}")

    @property
    def capabilities(self) -> Capabilities:
        """What is declared about this engine."""
        return self._capabilities

    def rows(self, query: exp.Query) -> list[Row]:
        """Run a query and return all its rows."""
        return self._connection.execute(_encoded(query)).fetchall()

    def store(self, name: str, query: exp.Query) -> None:
        """Keep the result of a query as a temporary table."""
        self.drop(name)
        self._connection.execute(_encoded(_temporary(exp.to_table(name), query)))
        _analyze(self._connection, "pg_temp", name)

    def load(self, name: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]) -> None:
        """Keep the given rows as a temporary table."""
        self.drop(name)
        self._connection.execute(_encoded(_temporary(_schema(name, columns))))
        _copy(self._connection, ("pg_temp", name), columns, rows)

    def drop(self, name: str) -> None:
        """Drop a temporary table, if it is there."""
        self._connection.execute(sql.SQL("drop table if exists {}").format(sql.Identifier("pg_temp", name)))


def load_relations(connection: Connection, relations: Mapping[str, Iterable[Row]]) -> None:
    """Make the schema ``ledger`` anew and fill it; relations that are not given stay empty.

    Example:
        ``load_relations(connection, {"moves": rows})``, a row holding all columns of ``RELATIONS["moves"]``
    """
    _refuse_unknown(relations)
    connection.execute("drop schema if exists ledger cascade")
    connection.execute("create schema ledger")
    for name, columns in RELATIONS.items():
        connection.execute(_encoded(exp.Create(this=_schema(f"ledger.{name}", columns), kind="TABLE")))
    _fill(connection, relations)


def replace_relations(connection: Connection, relations: Mapping[str, Iterable[Row]]) -> None:
    """Let the relations that ``load_relations`` made hold these rows; those that are not given become empty."""
    _refuse_unknown(relations)
    for name in RELATIONS:
        connection.execute(sql.SQL("delete from {}").format(sql.Identifier("ledger", name)))
    _fill(connection, relations)


def _refuse_unknown(relations: Iterable[str]) -> None:
    unknown = set(relations) - RELATIONS.keys()
    if unknown:
        raise ValueError(f"no such relation: {', '.join(sorted(unknown))}")


def _fill(connection: Connection, relations: Mapping[str, Iterable[Row]]) -> None:
    for name, rows in relations.items():
        _copy(connection, ("ledger", name), RELATIONS[name], rows)


def _copy(
    connection: Connection, table: tuple[str, ...], columns: Mapping[str, ColumnType], rows: Iterable[Row]
) -> None:
    into, names = sql.Identifier(*table), sql.SQL(", ").join(map(sql.Identifier, columns))
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy {} ({}) from stdin").format(into, names)) as copying,
    ):
        for row in rows:
            copying.write_row(row)
    _analyze(connection, *table)


def _analyze(connection: Connection, *table: str) -> None:
    # Without it the planner takes a new table for a small one and joins it row by row.
    connection.execute(sql.SQL("analyze {}").format(sql.Identifier(*table)))


def _schema(name: str, columns: Mapping[str, ColumnType]) -> exp.Schema:
    kinds = {column: exp.DataType.build(SQL_TYPES[kind], dialect="duckdb") for column, kind in columns.items()}
    defined = [exp.ColumnDef(this=exp.to_identifier(column), kind=kind) for column, kind in kinds.items()]
    return exp.Schema(this=exp.to_table(name), expressions=defined)


def _temporary(table: exp.Expr, query: exp.Query | None = None) -> exp.Create:
    temporary = exp.Properties(expressions=[exp.TemporaryProperty()])
    return exp.Create(this=table, kind="TABLE", expression=query, properties=temporary)


def _encoded(tree: exp.Expr) -> bytes:
    # Bytes, because psycopg takes a text only where it is written out in the program.
    return text_for(tree, _DIALECT).encode()
