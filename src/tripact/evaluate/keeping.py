"""What the engine keeps for one evaluation: results as temporary tables, by the name of their relation."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from sqlglot import exp

from tripact.evaluate.compose import cheap, columns_of
from tripact.evaluate.engine import Engine
from tripact.evaluate.parameters import Relation

_NUMBERS = count(1)


@dataclass(frozen=True)
class Keeping:
    """The tables kept for one evaluation."""

    engine: Engine
    _number: int = field(default_factory=lambda: next(_NUMBERS))
    _kept: dict[str, str] = field(default_factory=dict)
    _trees: dict[str, tuple[str, exp.Query]] = field(default_factory=dict)

    def __contains__(self, relation: str) -> bool:
        return relation in self._kept

    def store(self, relation: str, query: exp.Query, part: int | None = None) -> str:
        """Keep the result of a query as a relation and return its table; ``part`` tells several results apart."""
        table = self._named(relation, part)
        self.engine.store(table, query)
        self._kept[relation] = table
        return table

    def load(self, relation: str, given: Relation) -> str:
        """Keep rows of ours as a relation and return its table."""
        table = self._named(relation, None)
        self.engine.load(table, given.columns, given.rows)
        self._kept[relation] = table
        return table

    def name(self, relation: str, table: str) -> None:
        """Let a relation be read from a table that is kept; the one it was read from before is dropped."""
        before = self._kept.get(relation)
        self._kept[relation] = table
        if before is not None and before not in self._kept.values():
            self.engine.drop(before)

    def drop(self) -> None:
        """Drop every table."""
        for table in set(self._kept.values()):
            self.engine.drop(table)
        self._kept.clear()

    @property
    def trees(self) -> dict[str, exp.Query]:
        """What is kept, as queries by the name of the relation."""
        return {relation: self._read(relation, table) for relation, table in self._kept.items()}

    def _read(self, relation: str, table: str) -> exp.Query:
        # asked for with every query, and a tree takes longer to make than to look up
        known = self._trees.get(relation)
        if known is None or known[0] != table:
            known = self._trees[relation] = (table, cheap(columns_of(table)))
        return known[1]

    def _named(self, relation: str, part: int | None) -> str:
        return f"evaluation_{self._number}_{relation}{'' if part is None else f'_{part}'}"
