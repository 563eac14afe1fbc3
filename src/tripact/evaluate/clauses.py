"""Rules taken apart: each clause with what is needed, what there is, and the facts behind it.

Nothing is judged a second time here: clauses are run by the engine over the evaluation's own
values, in the same trees that decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.names import Name
from tripact.agreement.rules import Rule
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Row
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.evidence import Evidences
from tripact.evaluate.explanation import Clause, Reading, Value
from tripact.evaluate.lacking import lacking


@dataclass(frozen=True)
class Clauses:
    """Judges clauses over the values of one person.

    Attributes:
        evaluation: Whose values are read.
        values: The values of the person by instant ``ts``.
        names: What rules may say, with what it means.
        evidences: The facts behind the values.
    """

    evaluation: Evaluation
    values: exp.Query
    names: Mapping[str, Name]
    evidences: Evidences

    def judged(self, rules: Sequence[Rule], ts: int) -> list[Clause]:
        """Return rules as clauses judged at an instant, each with the values it names."""
        names = sorted({name for rule in rules for name in rule.names})
        judged = [exp.alias_(exp.paren(rule.tree.copy()), f"held_{number}") for number, rule in enumerate(rules)]
        row = self.at(ts, [*(exp.column(name) for name in names), *judged])
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

    def at(self, ts: int, columns: Sequence[exp.Expr]) -> Row:
        """Return columns of the values at an instant; nulls where there are none."""
        query = exp.select(*columns).from_(self.values.subquery("known"))
        rows = self.evaluation.query(query.where(exp.EQ(this=exp.column("ts"), expression=literal(ts))).limit(1))
        return rows[0] if rows else (None,) * len(columns)

    def _reading(self, name: str, value: Value, ts: int) -> Reading:
        clauses = self._tiers(ts) if name == "intent" else ()
        points = self.evidences.fit_points(ts) if name == "fit" else None
        return Reading(name, value, self.names[name].says, self.evidences.of(name, ts), clauses, points)

    def _tiers(self, ts: int) -> tuple[Clause, ...]:
        rules = [(tier, rule.at(ts)) for tier, rule in self.evaluation.promoting.wanted.tiers]
        known = [(tier, rule) for tier, rule in rules if rule]
        clauses = self.judged([rule for _, rule in known], ts)
        return tuple(
            Clause(f"tier {tier}: {clause.needed}", clause.has, clause.held, clause.lacking)
            for (tier, _), clause in zip(known, clauses, strict=True)
        )
