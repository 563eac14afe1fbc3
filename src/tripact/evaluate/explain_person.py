"""Why a person is, or is not, promoted: each clause with what is needed, what there is, and the facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import names_of
from tripact.evaluate.clauses import Clauses
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.evidence import Evidences
from tripact.evaluate.explain_recycles import Recycles
from tripact.evaluate.explanation import PersonTrace, RuleTrace, Unknown, Visited
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
            recycles=Recycles(self.verdicts, self.evaluation, self.subject.key).told(),
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
        rows = self.verdicts.query(self._mine("first_promotions", "stage", "ts"))
        rows += self.verdicts.query(self._mine("reopenings", "stage", "ts"))
        return [(str(stage), int(str(ts))) for stage, ts in rows]

    def _mine(self, step: str, *columns: str, key: str = "person") -> exp.Select:
        mine = exp.EQ(this=exp.column(key), expression=literal(self.subject.key))
        return exp.select(*columns).from_(step).where(mine)

    @property
    def _unpromoted(self) -> Iterable[tuple[str, DatedRule]]:
        again = self.verdicts.query(self._mine("promotions", "stage"))
        promoted = {stage for (stage,) in again}
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
        held, *clauses = self._judge.judged([rule, *rule.clauses], ts)
        where = agreement.where("definitions", agreement.stages[stage].definition or "", "rule")
        return RuleTrace(stage, rule.text, where, agreement.version, ts, held.held, tuple(clauses))

    @cached_property
    def _judge(self) -> Clauses:
        names = names_of(self.evaluation.agreement)
        return Clauses(self.evaluation, self._mine("values_at", "*"), names, self._evidences)

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
        return self._judge.at(self.evaluation.moment.as_of, columns)  # type: ignore[return-value]

    def _unknown(self) -> tuple[Unknown, ...]:
        fit = self.evaluation.agreement.fit
        if fit is None:
            return ()
        known = {str(name) for (name,) in self.evaluation.query(self._mine("fit_spans", "name"))}
        best = self._evidences.best_points
        return tuple(Unknown(name, best[name]) for name in fit.attributes if name not in known)
