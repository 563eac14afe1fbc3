"""What an engine must do, and what is declared about it. Steps never ask which engine they run on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from sqlglot import ErrorLevel, exp

from tripact.ledger.kinds import ColumnType

Row = tuple[object, ...]


@dataclass(frozen=True)
class Capabilities:
    """What is particular about an engine, as data.

    Attributes:
        dialect: The sqlglot dialect its text is written in.
        version: As the engine reports it, for the notes of a report.
    """

    dialect: str
    version: str


class Engine(Protocol):
    """Runs a query tree over the relations of a ledger (schema ``ledger``) and returns plain rows."""

    @property
    def capabilities(self) -> Capabilities:
        """What is declared about this engine."""
        ...

    def rows(self, query: exp.Query) -> list[Row]:
        """Run a query and return all its rows."""
        ...

    def store(self, name: str, query: exp.Query) -> None:
        """Keep the result of a query as a temporary table."""
        ...

    def load(self, name: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]) -> None:
        """Keep the given rows as a temporary table."""
        ...

    def drop(self, name: str) -> None:
        """Drop a temporary table, if it is there."""
        ...


class KeepingEngine(Engine, Protocol):
    """An engine that can also keep tables beside the facts, for longer than a connection."""

    def execute(self, statement: exp.Expr) -> None:
        """Run a statement that makes, fills or empties a table."""
        ...

    def alongside(self) -> AbstractContextManager[None]:
        """What is stored inside is computed alongside, and goes with it; whatever reads it waits."""
        ...

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """Whatever is done inside holds altogether, or not at all."""
        ...


def text_for(query: exp.Expr, dialect: str, *, copy: bool = True) -> str:
    """Return the text of a tree in a dialect, without comments; what cannot be said there raises, it is never dropped.

    Args:
        query: The tree.
        dialect: The dialect.
        copy: Whether a copy is written, because writing in this dialect may change the tree.
    """
    # an engine reads a comment as slowly as anything else
    return query.sql(dialect, unsupported_level=ErrorLevel.RAISE, comments=False, copy=copy)
