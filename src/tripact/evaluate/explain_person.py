"""Why a person is, or is not, promoted: each clause with what is needed, what there is, and the facts.

Nothing is judged a second time here: clauses are run by the engine over the evaluation's own
values, in the same trees that decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import names_of
from tripact.agreement.rules import Rule
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine, Row
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.evidence import Evidences
from tripact.evaluate.explanation import Clause, PersonTrace, Reading, RuleTrace, Unknown, Value, Visited
from tripact.evaluate.lacking import lacking
from tripact.evaluate.rulebook import DatedRule
from tripact.evaluate.scope import Scope
from tripact.evaluate.slow_values import FIT_NAMES
from tripact.evaluate.subjects import Subject, find_person
from tripact.evaluate.visible import Moment


def explain_person(agreement: Agreement, engine: Engine, moment: Moment, person: str) -> PersonTrace:
    """Return the explanation of a person at a moment.

    Raises:
        TripactError: If no fact speaks of the person.
    """
    subject = find_person(engine, moment, person)
    names = names_of(agreement)
    scope = Scope(only=subject.keys, read=(subject.key,), names=(*(FIT_NAMES if agreement.fit else ()), *names))
    # Reading values adds instants of its own; the verdicts are those of an evaluation without them.
    verdicts = Evaluation(agreement, engine, moment, Scope(only=subject.keys))
    evaluation = Evaluation(agreement, engine, moment, scope)
    try:
        return _Explainer(verdicts, evaluation, subject).trace()
    finally:
        verdicts.close()
        evaluation.close()


@dataclass(frozen=True)
class _Explainer:
    verdicts: Evaluation
    evaluation: Evaluation
    subject: Subject

    def trace(self) -> PersonTrace:
        agreement, moment = self.evaluation.agreement, self.evaluation.moment
        lower, upper, coverage = self._fit_bounds
        return PersonTrace(
            person=self.subject.ids[0],
            same_as=self.subject.ids[1:],
            accounts=self.subject.accounts,
            agreement_name=agreement.name,
            agreement_version=agreement.version,
            as_of=moment.as_of,
            zone=agreement.zone,
            rules=tuple(self._rule(stage, rule, moment.as_of) for stage, rule in self._rules),
            promotions=tuple(
                self._rule(stage, self.evaluation.promoting.rules[stage], ts) for stage, ts in self._promoted
            ),
            closest=tuple(self._closest(stage, rule) for stage, rule in self._unpromoted),
            path=self._path(),
            unknown=self._unknown(),
            fit_bounds=(lower, upper),
            fit_coverage=coverage,
        )

    @property
    def _rules(self) -> Iterable[tuple[str, DatedRule]]:
        as_of = self.evaluation.moment.as_of
        return [(stage, rule) for stage, rule in self.evaluation.promoting.rules.items() if rule.at(as_of)]

    @cached_property
    def _promoted(self) -> list[tuple[str, int]]:
        rows = self.verdicts.query(self._mine("promotions", "stage", "ts"))
        return [(str(stage), int(str(ts))) for stage, ts in rows]

    def _mine(self, step: str, *columns: str, key: str = "person") -> exp.Select:
        mine = exp.EQ(this=exp.column(key), expression=literal(self.subject.key))
        return exp.select(*columns).from_(step).where(mine)

    @property
    def _unpromoted(self) -> Iterable[tuple[str, DatedRule]]:
        promoted = {stage for stage, _ in self._promoted}
        return [(stage, rule) for stage, rule in self._rules if stage not in promoted]

    def _closest(self, stage: str, dated: DatedRule) -> RuleTrace:
        """Return a rule at the instant at which most of today's clauses held, and engagement was highest."""
        as_of = self.evaluation.moment.as_of
        rule = dated.at(as_of)
        assert rule is not None
        held: list[exp.Expr] = [exp.case().when(clause.tree.copy(), "1").else_("0") for clause in rule.clauses]
        count = reduce(lambda left, right: exp.Add(this=left, expression=right), held)
        query = self._mine("values_at", "ts").order_by(exp.Ordered(this=count, desc=True), "engagement desc", "ts")
        rows = self.evaluation.query(query.limit(1))
        return self._rule(stage, dated, int(str(rows[0][0])) if rows else as_of)

    def _rule(self, stage: str, dated: DatedRule, ts: int) -> RuleTrace:
        rule = dated.at(ts) or dated.spans[-1][2]
        agreement = self.evaluation.agreement
        held, *clauses = self._clauses([rule, *rule.clauses], ts)
        where = agreement.where("definitions", agreement.stages[stage].definition or "", "rule")
        return RuleTrace(stage, rule.text, where, agreement.version, ts, held.held, tuple(clauses))

    def _clauses(self, rules: Sequence[Rule], ts: int) -> list[Clause]:
        """Return rules as clauses judged at an instant, each with the values it names."""
        names = sorted({name for rule in rules for name in rule.names})
        judged = [exp.alias_(exp.paren(rule.tree.copy()), f"held_{number}") for number, rule in enumerate(rules)]
        row = self._at(ts, [*(exp.column(name) for name in names), *judged])
        values = dict(zip(names, row, strict=False))
        readings = {name: self._reading(name, values[name], ts) for name in names}  # type: ignore[arg-type]
        return [
            Clause(
                rule.text,
                tuple(readings[name] for name in sorted(rule.names)),
                held,  # type: ignore[arg-type]
                () if held else lacking(rule.tree, values),
            )
            for rule, held in zip(rules, row[len(names) :], strict=True)
        ]

    def _at(self, ts: int, columns: Sequence[exp.Expr]) -> Row:
        """Return columns of this person's values at an instant; nulls where there are none."""
        query = self._mine("values_at", *columns).where(exp.EQ(this=exp.column("ts"), expression=literal(ts)))  # type: ignore[arg-type]
        rows = self.evaluation.query(query.limit(1))
        return rows[0] if rows else (None,) * len(columns)

    def _reading(self, name: str, value: Value, ts: int) -> Reading:
        says = names_of(self.evaluation.agreement)[name].says
        clauses = self._tiers(ts) if name == "intent" else ()
        points = self._evidences.fit_points(ts) if name == "fit" else None
        return Reading(name, value, says, self._evidences.of(name, ts), clauses, points)

    def _tiers(self, ts: int) -> tuple[Clause, ...]:
        rules = [(tier, rule.at(ts)) for tier, rule in self.evaluation.promoting.wanted.tiers]
        known = [(tier, rule) for tier, rule in rules if rule]
        clauses = self._clauses([rule for _, rule in known], ts)
        return tuple(
            Clause(f"tier {tier}: {clause.needed}", clause.has, clause.held, clause.lacking)
            for (tier, _), clause in zip(known, clauses, strict=True)
        )

    @cached_property
    def _evidences(self) -> Evidences:
        return Evidences(self.evaluation, self.subject.key)

    def _path(self) -> tuple[Visited, ...]:
        columns = ("stage", "pass", "entered_at", "exited_at", "basis")
        query = self._mine("visits", *columns, key="journey").order_by("entered_at", "seq", "place")
        return tuple(Visited(*row) for row in self.verdicts.query(query))  # type: ignore[arg-type]

    @cached_property
    def _fit_bounds(self) -> tuple[float | None, float | None, float | None]:
        if self.evaluation.agreement.fit is None:
            return None, None, None
        columns = [exp.column(name) for name in ("fit_lower", "fit_upper", "fit_coverage")]
        return self._at(self.evaluation.moment.as_of, columns)  # type: ignore[return-value]

    def _unknown(self) -> tuple[Unknown, ...]:
        fit = self.evaluation.agreement.fit
        if fit is None:
            return ()
        known = {str(name) for (name,) in self.evaluation.query(self._mine("fit_spans", "name"))}
        best = self._evidences.best_points
        return tuple(Unknown(name, best[name]) for name in fit.attributes if name not in known)
