"""Each recycle of a person: why, how long it rests, what was held back, and the rule that brings them back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from tripact.agreement.names import recycle_names
from tripact.evaluate.clauses import Clauses
from tripact.evaluate.compose import Literal, literal
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.evidence import Evidences
from tripact.evaluate.explanation import Recycled, RuleTrace
from tripact.evaluate.returning import VALUES

_COLUMNS = (
    "pass", "stage", "reason", "recycled_at", "rest_until", "lifted_at", "left_at", "intent_at_recycle",
    "engagement_at_recycle", "suppressed_at", "suppressed_until", "suppressed_intent", "suppressed_engagement",
    "to_stage", "met_at", "promoted_at",
)  # fmt: skip


@dataclass(frozen=True)
class Recycles:
    """The recycles of one person.

    Attributes:
        verdicts: Decides.
        evaluation: The same with more values to read.
        person: The person's key.
    """

    verdicts: Evaluation
    evaluation: Evaluation
    person: int

    def told(self) -> tuple[Recycled, ...]:
        """Return each recycle in order, with the rule of re-promotion as it stood when it decided."""
        mine = exp.EQ(this=exp.column("person"), expression=literal(self.person))
        query = exp.select(*_COLUMNS).from_("recycles").where(mine).order_by("recycled_at", "seq")
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in self.verdicts.query(query)]
        if rows:
            self.evaluation.rows("recycles", "person")
        return tuple(self._told(row) for row in rows)

    def _told(self, row: dict[str, object]) -> Recycled:
        recycle = self.evaluation.agreement.recycle
        sequences = recycle.sequences if recycle else {}
        told = Recycled(*row.values())  # type: ignore[arg-type]
        return replace(told, sequence=sequences.get(str(row["reason"])), rule=self._rule(told))

    def _rule(self, told: Recycled) -> RuleTrace | None:
        """The rule at the promotion, else as it stands now while it is waited for."""
        agreement, dated = self.evaluation.agreement, self.evaluation.returning.rule
        ts = told.met_at if told.met_at is not None else self.evaluation.moment.as_of
        rule = dated.at(ts) if dated else None
        if rule is None or told.to_stage is None or (told.met_at is None and told.left_at is not None):
            return None
        held, *clauses = self._clauses(told).judged([rule, *rule.clauses], ts)
        where = agreement.where("recycle", "repromote")
        return RuleTrace(told.to_stage, rule.text, where, agreement.version, ts, held.held, tuple(clauses))

    def _clauses(self, told: Recycled) -> Clauses:
        known: dict[str, Literal | None] = {
            "intent_at_recycle": told.intent_at_recycle,
            "engagement_at_recycle": told.engagement_at_recycle,
            "recycle_reason": told.reason,
        }
        then = [exp.alias_(exp.null() if value is None else literal(value), name) for name, value in known.items()]
        mine = exp.EQ(this=exp.column("person"), expression=literal(self.person))
        values = exp.select("*", *then).from_(VALUES).where(mine)
        names = recycle_names(self.evaluation.agreement)
        return Clauses(self.evaluation, values, names, Evidences(self.evaluation, self.person))
