"""An engine with facts in it, and what an agreement makes of them, in words of days and ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import psycopg

from tests.evaluate.ledgers import Ledger, Line, day_of, instant, ledger
from tripact.agreement.agreement import Agreement
from tripact.agreement.load import parse_agreement
from tripact.evaluate.engine import Engine
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.engines.postgres import PostgresEngine, load_relations, replace_relations
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.explain_person import explain_person
from tripact.evaluate.explanation import PersonTrace
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment
from tripact.ledger.relations import RELATIONS

HEAD = """apiVersion: tripact/v1
name: small
version: 1
effective: 2025-01-01
"""
LATE = 400.0
"""A day after everything."""


def agreement(clauses: str, zone: str = "UTC") -> Agreement:
    """The agreement with these clauses; without stages there are lead and mql, which the rule opens."""
    stages = "" if "stages:" in clauses else "\nstages: {lead: {}, mql: {enter: definition mql}}\n"
    loaded = parse_agreement(f"{HEAD}zone: {zone}\n{clauses}{stages}", "small.yaml")
    assert loaded.agreement is not None, [str(issue) for issue in loaded.issues]
    return loaded.agreement


@dataclass(frozen=True)
class Court:
    """An engine and how its relations are filled."""

    engine: Engine
    fill: Callable[[Ledger], None]

    def judge(self, clauses: str, facts: Iterable[Line], day: float = LATE, **asked: Any) -> Judged:
        """Judge facts by an agreement as of a day; see ``Judged.at`` for what can be asked."""
        zone = asked.pop("zone", "UTC")
        given = ledger(facts)
        self.fill(given)
        whole = Judged(self.engine, given, agreement(clauses, zone), Moment(0, 0), Scope())
        return whole.at(day, **asked)


def duckdb_court() -> Court:
    """DuckDB in memory."""
    connection = duckdb.connect(config={"threads": 1})
    types = {"text": "varchar", "decimal": "decimal(18, 4)"}
    connection.execute("create schema ledger")
    for name, columns in RELATIONS.items():
        defined = ", ".join(f"{column} {types.get(kind, kind)}" for column, kind in columns.items())
        connection.execute(f"create table ledger.{name} ({defined})")
    return Court(DuckdbEngine(connection), lambda given: _fill(connection, given))


def _fill(connection: duckdb.DuckDBPyConnection, given: Ledger) -> None:
    for name, rows in given.relations.items():
        connection.execute(f"delete from ledger.{name}")
        if rows:
            marks = f"({', '.join('?' * len(RELATIONS[name]))})"
            values = [value for row in rows for value in row]
            connection.execute(f"insert into ledger.{name} values {', '.join([marks] * len(rows))}", values)


def postgres_court(connection: psycopg.Connection[Any]) -> Court:
    """A PostgreSQL database."""
    load_relations(connection, {})
    return Court(PostgresEngine(connection), lambda given: replace_relations(connection, given.relations))


@dataclass(frozen=True)
class Judged:
    """The verdicts on facts at one moment."""

    engine: Engine
    facts: Ledger
    agreement: Agreement
    moment: Moment
    scope: Scope

    def at(self, day: float, known: float | None = None, **scope: Any) -> Judged:
        """The same as of a day (``known``: as known on another), in a scope."""
        moment = Moment(instant(day), instant(LATE if known is None else known))
        return Judged(self.engine, self.facts, self.agreement, moment, Scope(**scope))

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation itself."""
        return Evaluation(self.agreement, self.engine, self.moment, self.scope)

    def rows(self, step: str, *names: str) -> list[tuple[Any, ...]]:
        """Columns of a step's rows, in order."""
        return self.evaluation.rows(step, *names, order=names)

    def promoted(self, stage: str = "mql") -> dict[str, float]:
        """The day on which each person was promoted."""
        rows = self.rows("promotions", "person", "stage", "ts")
        return {self.name(person): day_of(ts) for person, opened, ts in rows if opened == stage}

    def path(self, journey: str) -> list[tuple[Any, ...]]:
        """The visits of a journey: stage, pass, day entered, day left."""
        rows = self.rows("visits", "entered_at", "seq", "place", "journey", "stage", "pass", "exited_at")
        mine = [row for row in rows if row[3] == self.facts.keys[journey]]
        return [(stage, n, day_of(ts), None if out is None else day_of(out)) for ts, _, _, _, stage, n, out in mine]

    def values(self, *names: str) -> dict[str, Any]:
        """Named values of all people at the moment, by person; a tuple where several are asked for."""
        people = tuple(key for name, key in self.facts.keys.items() if name.startswith("p"))
        evaluation = Evaluation(self.agreement, self.engine, self.moment, Scope(read=people, names=names))
        rows = evaluation.rows("values_at", "person", "ts", *names)
        evaluation.close()
        rows = sorted(rows, key=lambda row: row[0])
        now = {self.name(row[0]): row[2:] for row in rows if row[1] == self.moment.as_of}
        return {person: each[0] if len(names) == 1 else each for person, each in now.items()}

    def value(self, *names: str, person: str = "p1") -> Any:
        """Named values of one person at the moment."""
        return self.values(*names)[person]

    def explain(self, person: str = "p1") -> PersonTrace:
        """The explanation of a person."""
        return explain_person(self.agreement, self.engine, self.moment, person)

    def name(self, key: object) -> str:
        """The id of a key."""
        return next(name for name, each in self.facts.keys.items() if each == key)
