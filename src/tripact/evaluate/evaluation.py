"""An evaluation: agreement × facts × moment → verdicts, as lazily computed relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.account_promotions import account_steps
from tripact.evaluate.account_uses import STEP as USES
from tripact.evaluate.compose import (
    NOTHING,
    Trees,
    bind,
    bound_query,
    chain,
    cheap,
    columns_of,
    needed,
    read_query,
    values_relation,
)
from tripact.evaluate.crossings import Promoting, prunable
from tripact.evaluate.engine import Engine, Row
from tripact.evaluate.keeping import Keeping
from tripact.evaluate.parameters import Relation, parameters
from tripact.evaluate.recorded import STEP as RECORDED
from tripact.evaluate.recycle_rounds import decide_recycles
from tripact.evaluate.return_parameters import return_parameters
from tripact.evaluate.returning import Returning
from tripact.evaluate.rulebook import promotion_rules
from tripact.evaluate.scope import EVERYTHING, Scope
from tripact.evaluate.steps import STEPS
from tripact.evaluate.visible import Moment, View, merges, survivors, visible_relations
from tripact.evaluate.void_losses import reopen_grace
from tripact.worktime.dated import BEGINNING, END

_STEPS = frozenset(step.name for step in STEPS)
_KEPT = frozenset(step.name for step in STEPS if step.kept)
_INLINE, _FEW = 200, 6
"""Parameter relations up to this many rows are written into the query; larger ones are loaded. Of chosen subjects
it takes longer to plan a query than to answer it, so less is written into it."""


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

    def query(self, query: exp.Query) -> list[Row]:
        """Run a query over steps, parameters and visible relations; steps are computed on demand."""
        return self.engine.rows(self.whole(query))

    def whole(self, query: exp.Query, more: Trees = NOTHING) -> exp.Query:
        """Return a query with everything it reads written out; what several steps read is kept first.

        Args:
            query: Over steps, parameters and visible relations.
            more: Further relations that it may read, by name.
        """
        self._keep(query, more)
        return chain(query, {**more, **self._reachable})

    def rows(self, step: str, *columns: str, order: Sequence[str] = ()) -> list[Row]:
        """Return (columns of) the rows of a step."""
        query = exp.select(*(columns or "*")).from_(step)
        return self.query(query.order_by(*order) if order else query)

    def text(self, step: str, dialect: str = "duckdb") -> str:
        """Return the whole query of a step as readable SQL, steps and parameters written out."""
        return chain(exp.select("*").from_(step), self.trees).sql(dialect, pretty=True)

    def give(self, relations: Mapping[str, Relation]) -> dict[str, exp.Query]:
        """Return relations of ours as queries; large ones are kept by the engine until ``close``."""
        most = _FEW if self.scope.chosen else _INLINE
        large = {name: relation for name, relation in relations.items() if len(relation.rows) > most}
        tables = {name: self.stored.load(name, relation) for name, relation in large.items()}
        return {
            name: columns_of(tables[name]) if name in tables
            else values_relation(relation.columns, relation.rows)
            for name, relation in relations.items()
        }  # fmt: skip

    def close(self) -> None:
        """Drop what the engine keeps for this evaluation."""
        self.stored.drop()

    @cached_property
    def stored(self) -> Keeping:
        """What the engine keeps for this evaluation."""
        return Keeping(self.engine)

    @cached_property
    def promoting(self) -> Promoting:
        """The rules of promotion, and what must be computed for them."""
        return Promoting(self.agreement, promotion_rules(self.agreement), self.scope, self.moment)

    @cached_property
    def returning(self) -> Returning:
        """The rules of the way back, and what must be computed for them."""
        return Returning(self.agreement, self.moment, self.scope.names)

    @cached_property
    def pruned(self) -> bool:
        """Whether nobody of whom nothing is known can be promoted."""
        return prunable(self.promoting, self.engine, self.parameters)

    @cached_property
    def trees(self) -> dict[str, exp.Query]:
        """Every relation by name: visible facts, parameters, steps."""
        account = exp.func("coalesce", exp.column("account", "u"), exp.column("account", "m"))
        composed = {
            RECORDED.name: bind(read_query(RECORDED.name), {"judged": self.scope.judges(exp.column("journey"))}),
            USES.name: bind(read_query(USES.name), {"judged": self.scope.judges(account)}),
            **self.promoting.steps(prune=self.scope.prune and self.pruned),
            # whoever reads values at given instants asks for no way back
            **({} if self.scope.readings else self.returning.steps()),
            **account_steps(self.agreement),
        }
        bound = {"as_of": self.moment.as_of, "end": END, "beginning": BEGINNING, "grace": reopen_grace(self.agreement)}
        steps = {name: bind(tree, bound) for name, tree in composed.items()}
        files = {step.name: bound_query(step.name, bound) for step in STEPS if step.name not in steps}
        visible = visible_relations(_view(self))
        trees = {**visible, **self.parameters, **files, **steps}
        if self.scope.readings:
            trees["readings"] = exp.select("person", "ts").from_(self.scope.readings)
        for name in (*visible, *(step.name for step in STEPS if step.cheap)):
            cheap(trees[name])
        return trees

    @cached_property
    def survivors(self) -> dict[int, int]:
        """The survivor of every merged key, as known at the moment."""
        return survivors(self.engine.rows(merges(self.moment)))  # type: ignore[arg-type]

    @cached_property
    def parameters(self) -> dict[str, exp.Query]:
        """The small relations that the agreement gives, by name."""
        canonical = Relation({"key": "bigint", "survivor": "bigint"}, tuple(self.survivors.items()))
        own = {**parameters(self.agreement), **return_parameters(self.agreement), **self.promoting.parameters()}
        return self.give({**own, "canonical": canonical})

    def _keep(self, query: exp.Query, more: Trees = NOTHING) -> None:
        """Compute the kept steps that a query needs, directly or not, in the order in which they build."""
        # of few subjects all steps are worth keeping, for an explanation reads them many times
        keeping = _KEPT if self.scope.only is None else _STEPS
        for name in needed(query, {**more, **self._reachable}):
            if name in self.stored or name not in keeping:
                continue
            if name == "recycles" and self.returning.possible:
                decide_recycles(self.returning, self.trees, self.stored)
            else:
                self.stored.store(name, chain(self.trees[name], self._reachable))

    @property
    def _reachable(self) -> dict[str, exp.Query]:
        return {**self.trees, **self.stored.trees}


def _view(evaluation: Evaluation) -> View:
    """Return what of the ledger is looked at."""
    scope, merged = evaluation.scope, bool(evaluation.survivors)
    voided = bool(evaluation.engine.rows(exp.select("1").from_("ledger.voids").limit(1)))
    if scope.chosen:
        # the tables hold the facts of the subjects looked at, and of nobody else
        return View(evaluation.moment, merged, voided, tables=scope.chosen)
    return View(evaluation.moment, merged, voided, scope.only)
