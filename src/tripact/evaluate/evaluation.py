"""An evaluation: agreement × facts × moment → verdicts, as lazily computed relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.account_promotions import account_steps
from tripact.evaluate.compose import bind, chain, cheap, needed, read_query, values_relation
from tripact.evaluate.crossings import Promoting
from tripact.evaluate.engine import Engine, Row
from tripact.evaluate.parameters import Relation, parameters
from tripact.evaluate.return_parameters import rest_ends, return_parameters
from tripact.evaluate.returning import Returning
from tripact.evaluate.rulebook import promotion_rules
from tripact.evaluate.scope import EVERYTHING, Scope
from tripact.evaluate.steps import STEPS
from tripact.evaluate.visible import Moment, View, merges, survivors, visible_relations
from tripact.worktime.dated import BEGINNING, END
from tripact.worktime.instant import DAY

_NUMBERS = count(1)
_STEPS = frozenset(step.name for step in STEPS)
_KEPT = frozenset(step.name for step in STEPS if step.kept)
_INLINE = 200
"""Parameter relations up to this many rows are written into the query; larger ones are loaded."""


@dataclass(frozen=True)
class Evaluation:
    """The verdicts of one agreement over the facts visible at one moment.

    Live, history and what-if are this object with other arguments.

    Example:
        ``Evaluation(agreement, engine, Moment(as_of, known_at)).rows("promotions")``
    """

    agreement: Agreement
    engine: Engine
    moment: Moment
    scope: Scope = EVERYTHING
    _number: int = field(default_factory=lambda: next(_NUMBERS), compare=False)
    _kept: dict[str, str] = field(default_factory=dict, compare=False)

    def query(self, query: exp.Query) -> list[Row]:
        """Run a query over steps, parameters and visible relations; steps are computed on demand."""
        self._keep(query)
        return self.engine.rows(chain(query, self._reachable))

    def rows(self, step: str, *columns: str, order: Sequence[str] = ()) -> list[Row]:
        """Return (columns of) the rows of a step."""
        query = exp.select(*(columns or "*")).from_(step)
        return self.query(query.order_by(*order) if order else query)

    def text(self, step: str, dialect: str = "duckdb") -> str:
        """Return the whole query of a step as readable SQL, steps and parameters written out."""
        return chain(exp.select("*").from_(step), self.trees).sql(dialect, pretty=True)

    def give(self, relations: Mapping[str, Relation]) -> dict[str, exp.Query]:
        """Return relations of ours as queries; large ones are kept by the engine until ``close``."""
        large = {name: relation for name, relation in relations.items() if len(relation.rows) > _INLINE}
        for name, relation in large.items():
            self.engine.load(self._table(name), relation.columns, relation.rows)
            self._kept[name] = self._table(name)
        return {
            name: exp.select("*").from_(self._table(name)) if name in large
            else values_relation(relation.columns, relation.rows)
            for name, relation in relations.items()
        }  # fmt: skip

    def close(self) -> None:
        """Drop what the engine keeps for this evaluation."""
        for table in self._kept.values():
            self.engine.drop(table)
        self._kept.clear()

    @cached_property
    def promoting(self) -> Promoting:
        """The rules of promotion, and what must be computed for them."""
        return Promoting(self.agreement, promotion_rules(self.agreement), self.scope, self.moment)

    @cached_property
    def returning(self) -> Returning:
        """The rules of the way back, and what must be computed for them."""
        return Returning(self.agreement, self.moment, self.scope.names)

    @cached_property
    def trees(self) -> dict[str, exp.Query]:
        """Every relation by name: visible facts, parameters, steps."""
        composed = {
            **self.promoting.steps(prune=self._prunable),
            **self.returning.steps(),
            **account_steps(self.agreement),
        }
        files = {step.name: read_query(step.name) for step in STEPS if step.name not in composed}
        visible = visible_relations(self._view)
        bound = {"as_of": self.moment.as_of, "end": END, "beginning": BEGINNING}
        steps = {name: bind(tree, bound) for name, tree in {**files, **composed}.items()}
        trees = {**visible, **self._parameters, **steps}
        for name in (*visible, *(step.name for step in STEPS if step.cheap)):
            cheap(trees[name])
        return trees

    @cached_property
    def _view(self) -> View:
        voided = bool(self.engine.rows(exp.select("1").from_("ledger.voids").limit(1)))
        return View(self.moment, bool(self._survivors), voided, self.scope.only)

    @cached_property
    def _survivors(self) -> dict[int, int]:
        return survivors(self.engine.rows(merges(self.moment)))  # type: ignore[arg-type]

    @cached_property
    def _prunable(self) -> bool:
        """Whether nobody of whom nothing is known can be promoted: then most people need no windows."""
        if not self.scope.prune or not self.promoting.slow_rule:
            return False
        return not self.engine.rows(chain(self.promoting.strangers_promoted(), self._parameters))

    @cached_property
    def _parameters(self) -> dict[str, exp.Query]:
        canonical = Relation({"key": "bigint", "survivor": "bigint"}, tuple(self._survivors.items()))
        own = {**parameters(self.agreement), **return_parameters(self.agreement), **self.promoting.parameters()}
        return self.give({**own, "canonical": canonical})

    def _keep(self, query: exp.Query) -> None:
        """Compute the kept steps that a query needs, directly or not, in the order in which they build."""
        for name in needed(query, self._reachable):
            if name in self._keeping and name not in self._kept:
                if name == "recycles" and self.returning.possible:
                    self._decide_recycles()
                else:
                    self._store(name)

    def _store(self, name: str, number: int | None = None) -> None:
        table = self._table(name if number is None else f"{name}_{number}")
        self.engine.store(table, chain(self.trees[name], self._reachable))
        self._kept[name] = table

    def _decide_recycles(self) -> None:
        """Decide recycles a round at a time, the next one of each journey, until a round adds nothing."""
        self._store("returners")
        if not self.engine.rows(exp.select("1").from_(self._table("returners")).limit(1)):
            self._nobody_returns()
            return
        self._load_rest_ends()
        for name in self.returning.ready:
            self._store(name)
        decided = 0
        for number in count(1):
            self._store("recycles", number)
            table = self._kept["recycles"]
            found = int(str(self.engine.rows(exp.select("count(*)").from_(table))[0][0]))
            if found == decided:
                return
            if decided:
                self.engine.drop(self._kept["recycles_before"])
            self._kept["recycles_before"], decided = table, found

    def _nobody_returns(self) -> None:
        for name in ("recycles", "reopenings"):
            columns = next(step.outputs for step in STEPS if step.name == name)
            self.engine.store(self._table(name), values_relation(columns, ()))
            self._kept[name] = self._table(name)

    def _load_rest_ends(self) -> None:
        day = exp.IntDiv(this=exp.column("ts"), expression=exp.Literal.number(DAY))
        days = exp.select(day).distinct().from_("recorded_of_returners")
        seen = {int(str(number)) for (number,) in self.engine.rows(chain(days, self._reachable))}
        ends = rest_ends(self.agreement, sorted({*seen, *(number + 1 for number in seen)}))
        self.engine.load(self._table("rest_ends"), ends.columns, ends.rows)
        self._kept["rest_ends"] = self._table("rest_ends")

    @property
    def _keeping(self) -> frozenset[str]:
        """The steps worth keeping: of few subjects all of them, for an explanation reads them many times."""
        return _KEPT if self.scope.only is None else _STEPS

    @property
    def _reachable(self) -> dict[str, exp.Query]:
        stored = {name: cheap(exp.select("*").from_(table)) for name, table in self._kept.items()}
        return {**self.trees, **stored}

    def _table(self, name: str) -> str:
        return f"evaluation_{self._number}_{name}"
