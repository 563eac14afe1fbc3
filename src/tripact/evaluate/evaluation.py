"""An evaluation: agreement × facts × moment → verdicts, as lazily computed relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate import facets, parameters
from tripact.evaluate.compose import bind, chain, read_query, tables_of, values_relation
from tripact.evaluate.engine import Engine, Row
from tripact.evaluate.parameters import Relation
from tripact.evaluate.rulebook import DatedRule, either, policy_dates, promotion_rules, relaxed
from tripact.evaluate.steps import STEPS
from tripact.evaluate.timeline import timeline
from tripact.evaluate.visible import Moment, View, merges, survivors, visible_relations
from tripact.ledger.kinds import ColumnType
from tripact.worktime.dated import END

_NUMBERS = count(1)
_INLINE = 200
_STATES: dict[str, ColumnType] = {
    "person": "bigint",
    "name": "text",
    "value": "text",
    "number": "double",
    "from_ts": "bigint",
    "until_ts": "bigint",
}
_EMPTY_PROMOTIONS = "select 0 as person, '' as stage, 0 as pass, 0 as ts where false"


@dataclass(frozen=True)
class Scope:
    """Which subjects are evaluated, and where values are read off beside the decisive instants.

    Attributes:
        only: Keys of subjects, their accounts and deals; None for everybody.
        read: Keys of people whose values are read at ``as_of``.
        prune: Whether people who cannot satisfy a rule are left out of the expensive windows; the
            verdicts are the same either way.
    """

    only: tuple[int, ...] | None = None
    read: tuple[int, ...] = ()
    prune: bool = True


@dataclass(frozen=True)
class Evaluation:
    """The verdicts of one agreement over the facts visible at one moment.

    Live, history and what-if are this object with other arguments.
    """

    agreement: Agreement
    engine: Engine
    moment: Moment
    scope: Scope = Scope()
    _number: int = field(default_factory=lambda: next(_NUMBERS), compare=False)
    _kept: dict[str, str] = field(default_factory=dict, compare=False)

    def query(self, query: exp.Query) -> list[Row]:
        """Run a query over steps, parameters and visible relations; steps are computed on demand."""
        return self.engine.rows(self._whole(query))

    def rows(self, step: str, *columns: str, order: Sequence[str] = ()) -> list[Row]:
        """Return (columns of) the rows of a step."""
        query = exp.select(*(columns or "*")).from_(step)
        return self.query(query.order_by(*order) if order else query)

    def text(self, step: str, dialect: str = "duckdb") -> str:
        """Return the whole query of a step as readable SQL, steps and parameters written out."""
        query = chain(exp.select("*").from_(step), self.trees)
        return query.sql(dialect, pretty=True)

    def close(self) -> None:
        """Drop what the engine keeps for this evaluation."""
        for table in self._kept.values():
            self.engine.drop(table)
        self._kept.clear()

    @cached_property
    def rules(self) -> dict[str, DatedRule]:
        """The rule of each stage that the agreement itself opens, by stage."""
        return promotion_rules(self.agreement)

    @cached_property
    def wanted(self) -> facets.Wanted:
        """The named values that the rules need."""
        return facets.wanted(self.agreement, (name for rule in self.rules.values() for name in rule.names))

    @cached_property
    def trees(self) -> dict[str, exp.Query]:
        """Every relation by name: visible facts, parameters, steps."""
        files = {step.name: read_query(step.name) for step in STEPS if step.name not in self._composed}
        whole = {**visible_relations(self._view), **self._parameters, **files, **self._composed}
        bound = {"as_of": self.moment.as_of, "end": END}
        return {name: bind(tree, bound) for name, tree in whole.items()}

    @cached_property
    def _view(self) -> View:
        voided = bool(self.engine.rows(exp.select("1").from_("ledger.voids").limit(1)))
        return View(self.moment, bool(self._survivors), voided, self.scope.only)

    @cached_property
    def _survivors(self) -> dict[int, int]:
        return survivors(self.engine.rows(merges(self.moment)))  # type: ignore[arg-type]

    @cached_property
    def _parameters(self) -> dict[str, exp.Query]:
        relations = {
            **parameters.parameters(self.agreement),
            "canonical": Relation({"key": "bigint", "survivor": "bigint"}, tuple(self._survivors.items())),
            "policy_dates": Relation({"ts": "bigint"}, tuple((ts,) for ts in self._dates)),
            "rule_attributes": Relation({"name": "text"}, tuple((name,) for name in self.wanted.attributes)),
            "readings": Relation(
                {"person": "bigint", "ts": "bigint"}, tuple((key, self.moment.as_of) for key in self.scope.read)
            ),
        }
        return {name: self._given(name, relation) for name, relation in relations.items()}

    @property
    def _dates(self) -> list[int]:
        rules = [*self.rules.values(), *(rule for _, rule in self.wanted.tiers)]
        return list(policy_dates(rules))

    def _given(self, name: str, relation: Relation) -> exp.Query:
        if len(relation.rows) <= _INLINE:
            return values_relation(relation.columns, relation.rows)
        table = self._table(name)
        self.engine.load(table, relation.columns, relation.rows)
        self._kept[name] = table
        return exp.select("*").from_(table)

    @cached_property
    def _composed(self) -> dict[str, exp.Query]:
        """The steps whose columns or conditions the agreement decides."""
        agreement = self.agreement
        counts = {name: agreement.counts[name] for name in self.wanted.counts}
        signals = "counted_signals" if self._bursts else "person_signals"
        composed = {
            "timeline": timeline(agreement.engagement, counts),
            "slow_values": facets.slow_values(agreement, self.wanted),
            "values_at": facets.values_at(agreement, self.wanted),
            "candidates": self._candidates(),
            "promotions": self._promotions(),
            "counted_signals": read_query("counted_signals") if self._bursts else exp.select("*").from_(signals),
        }
        return composed

    @property
    def _bursts(self) -> bool:
        signals = self.agreement.engagement.signals.values() if self.agreement.engagement else ()
        return any(signal.once_per for signal in signals)

    def _promotions(self) -> exp.Query:
        if not self.rules:
            return exp.maybe_parse(_EMPTY_PROMOTIONS, dialect="duckdb")
        parts = [
            bind(read_query("promotions"), {"stage": stage, "rule": rule.tree}) for stage, rule in self.rules.items()
        ]
        return parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False)

    def _candidates(self) -> exp.Query:
        slow = frozenset({"ts", *facets.FIT_NAMES, *self.wanted.attributes})
        if not self.scope.prune or not self.rules or self.scope.read:
            return self._everybody()
        rule = either(relaxed(each.tree, slow) for each in self.rules.values())
        if self._holds_for_strangers(rule):
            return self._everybody()
        return bind(read_query("candidates"), {"slow_rule": rule})

    def _everybody(self) -> exp.Query:
        known = exp.select("person").from_("changes")
        seen = exp.select("person").from_("signals").where("person is not null")
        inherited = exp.select("person").from_("memberships")
        return exp.union(known, seen, inherited, distinct=True)

    def _holds_for_strangers(self, rule: exp.Expression) -> bool:
        """Tell whether a rule could hold for somebody of whom no attribute is known."""
        nothing = self._nothing_known()
        return bool(self.engine.rows(exp.select("1").from_(nothing.subquery("nobody")).where(rule)))

    def _nothing_known(self) -> exp.Query:
        zeros = ("points", "highest", "lowest", "penalty")
        instants = tuple((0, ts, 0, 0, 0, 0) for ts in (0, *self._dates))
        columns: dict[str, ColumnType] = dict.fromkeys(("person", "ts", *zeros), "bigint")
        nobody = {
            **self._parameters,
            "standings": values_relation(columns, instants),
            "attribute_states": values_relation(_STATES, ()),
        }
        return chain(facets.slow_values(self.agreement, self.wanted), nobody)

    def _whole(self, query: exp.Query) -> exp.Query:
        """Return the query with its steps before it; kept steps are computed once, as tables."""
        for name in tables_of(query):
            self._keep(name)
        return chain(query, self._reachable)

    def _keep(self, name: str) -> None:
        """Compute the kept steps below a relation, and the relation itself if it is one."""
        if name in self._kept or name not in self.trees:
            return
        for needed in tables_of(self.trees[name]):
            self._keep(needed)
        if any(step.name == name and step.kept for step in STEPS):
            table = self._table(name)
            self.engine.store(table, chain(self.trees[name], self._reachable))
            self._kept[name] = table

    @property
    def _reachable(self) -> dict[str, exp.Query]:
        stored = {name: exp.select("*").from_(table) for name, table in self._kept.items()}
        return {**self.trees, **stored}

    def _table(self, name: str) -> str:
        return f"evaluation_{self._number}_{name}"
