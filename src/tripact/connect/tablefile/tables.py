"""A table of a mapping as a whole: derived columns, row filter, and all facts of each row in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from tripact.connect.tablefile.compile import compile_fact
from tripact.connect.tablefile.factplan import FactColumn, FactPlan
from tripact.connect.tablefile.filters import Filter, compile_where
from tripact.connect.tablefile.mapping import Mapping, Table
from tripact.connect.tablefile.model import Batch
from tripact.connect.tablefile.rows import Converter, Problem, Rows
from tripact.connect.tablefile.values import compile_value
from tripact.ledger.facts import Fact


class Rejected(NamedTuple):
    """A row that gave no facts."""

    row: int
    problem: Problem
    cells: tuple[object, ...]


class Mapped(NamedTuple):
    """What some rows gave: facts in the order of the rows, and the rows that gave none."""

    facts: list[Fact]
    rejected: list[Rejected]


@dataclass
class TablePlan:
    """One table of a mapping, ready to be applied; it remembers cases across batches."""

    table: Table
    derived: dict[str, Converter]
    chooses: Filter | None
    facts: list[FactPlan]

    def rows(self, batch: Batch, file: str) -> Rows:
        """Return a batch as rows whose empty and null words are None."""
        return Rows(batch.columns, batch.lines, file, frozenset(("", *self.table.nulls)))

    def map(self, rows: Rows) -> Mapped:
        """Return the facts of rows; a row of which one fact cannot be made gives none."""
        bad = self._derive(rows)
        if self.chooses is not None:
            mask = self.chooses(rows)
            rows = rows.take(mask)
            places = {at: new for new, at in enumerate(at for at, passes in enumerate(mask) if passes)}
            bad = {places[at]: problem for at, problem in bad.items() if at in places}
        built = [plan.build(rows) for plan in self.facts]
        for plan, (columns, faults) in zip(self.facts, built, strict=True):
            _drop(columns, faults)
            bad = bad if plan.mapping.optional else {**faults, **bad}
        for columns, _ in built:
            _drop(columns, bad)
        kept = [plan.changes(columns, rows) for plan, (columns, _) in zip(self.facts, built, strict=True)]
        return Mapped(_in_order(list(chain.from_iterable(kept))), list(_rejected(rows, bad)))

    def _derive(self, rows: Rows) -> dict[int, Problem]:
        bad: dict[int, Problem] = {}
        for name, convert in self.derived.items():
            values, faults = convert(rows)
            rows.with_column(name, values)  # type: ignore[arg-type]
            bad = {**faults, **bad}
        return bad


def compile_table(table: Table, mapping: Mapping) -> TablePlan:
    """Return the plan of one table."""
    return TablePlan(
        table=table,
        derived={name: compile_value(value, mapping.local_zone) for name, value in table.columns.items()},
        chooses=compile_where(table.where),
        facts=[compile_fact(fact, table, mapping) for fact in table.facts],
    )


def _drop(columns: list[FactColumn], bad: dict[int, Problem]) -> None:
    for facts in columns:
        for at in bad:
            facts[at] = None


def _in_order(columns: list[FactColumn]) -> list[Fact]:
    """Return the facts row by row, each row's in the order of the mapping."""
    facts = columns[0] if len(columns) == 1 else chain.from_iterable(zip(*columns, strict=True))
    return [fact for fact in facts if fact is not None]


def _rejected(rows: Rows, bad: dict[int, Problem]) -> Iterator[Rejected]:
    for at in sorted(bad):
        yield Rejected(rows.numbers[at], bad[at], tuple(cells[at] for cells in rows.columns.values()))
