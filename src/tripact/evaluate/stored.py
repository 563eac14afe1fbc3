"""What an engine keeps for one evaluation: results of steps and larger relations of ours, as temporary tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from sqlglot import exp

from tripact.evaluate.compose import cheap
from tripact.evaluate.engine import Engine
from tripact.evaluate.parameters import Relation

_NUMBERS = count(1)


@dataclass(frozen=True)
class Stored:
    """Relations by name, each with the query that reads its table."""

    engine: Engine
    trees: dict[str, exp.Query] = field(default_factory=dict)
    _number: int = field(default_factory=lambda: next(_NUMBERS))

    def store(self, name: str, query: exp.Query) -> None:
        """Compute a relation and keep it."""
        self.engine.store(self._table(name), query)
        self._note(name)

    def load(self, name: str, relation: Relation) -> None:
        """Keep a relation of ours."""
        self.engine.load(self._table(name), relation.columns, relation.rows)
        self._note(name)

    def drop(self) -> None:
        """Keep nothing any more."""
        for name in self.trees:
            self.engine.drop(self._table(name))
        self.trees.clear()

    def _note(self, name: str) -> None:
        self.trees[name] = cheap(exp.select("*").from_(self._table(name)))

    def _table(self, name: str) -> str:
        return f"evaluation_{self._number}_{name}"
