"""The first instant at which a rule held, latched (methods §2.2), and what is computed for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate import attribute_states
from tripact.evaluate.alternatives import alternatives
from tripact.evaluate.compose import Trees, bind, chain, literal, read_query, values_relation
from tripact.evaluate.engine import Engine
from tripact.evaluate.parameters import Relation, fit_dates
from tripact.evaluate.parts import Part, of_part, part_steps
from tripact.evaluate.person_signals import person_signals
from tripact.evaluate.rulebook import DatedRule, either, policy_dates, relaxed
from tripact.evaluate.scope import Scope
from tripact.evaluate.slow_values import slow_values
from tripact.evaluate.step import Step
from tripact.evaluate.timeline import timeline
from tripact.evaluate.values_at import Wanted, values_at, wanted
from tripact.evaluate.visible import Moment
from tripact.ledger.kinds import ColumnType
from tripact.worktime.dated import BEGINNING, END

STEP = Step(
    "crossings",
    inputs=("values_at",),
    outputs={"person": "bigint", "stage": "text", "pass": "bigint", "ts": "bigint"},
    says="a rule held for the first time",
    kept=True,
    parameters=("stage", "rule"),
)

_KNOWING = frozenset(("fit_lower", "fit_upper", "fit_coverage"))
"""Values that also change where something becomes known that earns no points."""
_SUMS = ("points", "highest", "lowest", "penalty")
_PEOPLE: dict[str, ColumnType] = {"person": "bigint", "ts": "bigint"}
_SPANS: dict[str, ColumnType] = {**_PEOPLE, "until_ts": "bigint"}


@dataclass(frozen=True)
class Promoting:
    """The rules that open stages, composed into the steps that decide them."""

    agreement: Agreement
    rules: dict[str, DatedRule]
    scope: Scope
    moment: Moment

    @cached_property
    def wanted(self) -> Wanted:
        """The named values that rules and readers need."""
        said = {name for rule in self.rules.values() for name in rule.names}
        return wanted(self.agreement, said | set(self.scope.names))

    @cached_property
    def slow_rule(self) -> exp.Expr | None:
        """What all rules together say about slowly changing values alone; None where that is nothing."""
        if not self.rules or not self.wanted.slow or self.scope.reads:
            return None
        return either(relaxed(rule.tree, frozenset({"ts", *self.wanted.slow})) for rule in self.rules.values())

    def parameters(self) -> dict[str, Relation]:
        """Return the small relations that come from rules and scope."""
        return {
            "policy_dates": Relation({"ts": "bigint"}, tuple((ts,) for ts in self._dates)),
            "rule_attributes": Relation({"name": "text"}, tuple((name,) for name in sorted(self.wanted.attributes))),
            "readings": Relation(
                _PEOPLE, (*((key, self.moment.as_of) for key in self.scope.read), *self.scope.instants)
            ),
        }

    def steps(self, *, prune: bool) -> dict[str, exp.Query]:
        """Return the steps whose columns or conditions the agreement decides."""
        parts = {name: tree for part in self._parts for name, tree in part_steps(part, self.agreement).items()}
        return {**self.values(prune=prune), **parts, "crossings": self._crossings()}

    def values(self, *, prune: bool) -> dict[str, exp.Query]:
        """Return the steps that compute the named values."""
        agreement, names = self.agreement, self.wanted
        counts = {name: agreement.counts[name] for name in names.counts}
        return {
            "strangers": _strangers() if not prune and (names.slow or self._dates) else values_relation(_PEOPLE, ()),
            "changes": bind(read_query("changes"), {"of_no_points": not prune or bool(_KNOWING & {*names.fit})}),
            "slow_values": slow_values(agreement, names.attributes),
            "candidates": self._candidates(prune=prune),
            "person_signals": person_signals(of_candidates=prune),
            "counted_signals": self._counted(),
            "timeline": timeline(agreement.engagement, counts),
            "values_at": values_at(names),
        }

    def strangers_promoted(self) -> exp.Query:
        """Return a query that has a row if somebody of whom nothing is known could be promoted."""
        assert self.slow_rule is not None
        zeros = (0,) * len(_SUMS)
        instants = tuple((0, ts, END, *zeros) for ts in (0, *self._dates))
        columns: dict[str, ColumnType] = {**_SPANS, **dict.fromkeys(_SUMS, "bigint")}
        nothing = values_relation(attribute_states.STEP.outputs, ())
        nobody = {"standings": values_relation(columns, instants), "attribute_states": nothing}
        known = chain(slow_values(self.agreement, self.wanted.attributes), nobody)
        return exp.select("1").from_(known.subquery("nobody")).where(self.slow_rule)

    @property
    def _dates(self) -> tuple[int, ...]:
        """The instants at which the agreement itself changes a value, without any fact."""
        rules = [*self.rules.values(), *(rule for _, rule in self.wanted.tiers)]
        of_fit = fit_dates(self.agreement) if self.wanted.fit else ()
        return tuple(sorted({*policy_dates(rules), *of_fit}))

    def _candidates(self, *, prune: bool) -> exp.Query:
        if self.wanted.slow:
            held = self.slow_rule if prune and self.slow_rule else exp.true()
            spans = bind(read_query("candidates"), {"slow_rule": held})
            assert isinstance(spans, exp.Select)
            return spans.select(*_SPANS, *self.wanted.slow, append=False)
        dated = exp.select("s.person", "d.ts", "d.ts as until_ts").from_("strangers as s").join("policy_dates as d")
        return dated.where(exp.LTE(this=exp.column("ts", "d"), expression=literal(self.moment.as_of)))

    def _counted(self) -> exp.Query:
        signals = self.agreement.engagement.signals.values() if self.agreement.engagement else ()
        bursts = any(signal.once_per for signal in signals)
        return read_query("counted_signals") if bursts else exp.select("*").from_("person_signals")

    def _crossings(self) -> exp.Query:
        if not self.rules:
            return values_relation(STEP.outputs, ())
        query = read_query(STEP.name)
        held = [
            of_part(bind(query.copy(), {"stage": part.stage, "rule": part.rule}), "values_at", part)
            for part in self._parts
        ]
        if len(held) == 1:
            return held[0]
        first = exp.select("person", "stage", "pass", "min(ts) as ts")
        return first.from_(exp.union(*held, distinct=False).subquery("held")).group_by("person", "stage", "pass")

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        """The rules, in parts that need fewer values than the whole where that is possible."""
        slow = frozenset({"ts", *self.wanted.slow})
        found: list[Part] = []
        for stage, rule in self.rules.items():
            sides = None if self.scope.reads else alternatives(rule.tree, slow, self.wanted.tiers)
            if sides is None:
                found.append(Part(stage, rule.tree, self.wanted))
                continue
            for names, tree in sides.items():
                needed = wanted(self.agreement, {*names, *self.wanted.slow})
                found.append(Part(stage, tree, needed, len(found) + 1, "engagement" in names))
        return tuple(found)


def _strangers() -> exp.Query:
    """Everybody who did something, from the beginning: then nothing was known of them."""
    seen = exp.select("person").from_("signals").where("person is not null")
    people = exp.union(
        seen, exp.select("person").from_("memberships"), exp.select("person").from_("readings"), distinct=True
    )
    return exp.select("person", f"cast({BEGINNING} as bigint) as ts").from_(people.subquery("people"))


def prunable(promoting: Promoting, engine: Engine, parameters: Trees) -> bool:
    """Tell whether nobody of whom nothing is known can be promoted: then most people need no windows."""
    return bool(promoting.slow_rule) and not engine.rows(chain(promoting.strangers_promoted(), parameters))
