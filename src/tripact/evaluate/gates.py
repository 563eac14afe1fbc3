"""Gates: what the agreement asks of a move, judged for one that is proposed and for all that were recorded.

A proposed move is judged as the audit would judge it, had it been recorded: it is supposed beside
the recorded ones. So a move that passes the gate is clean in the audit, and the reasons of a refusal
are the audit's flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.compose import Trees, bind, bound_query, chain, literal, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gate_parameters import gate_parameters
from tripact.evaluate.known_fields import known_fields_trees
from tripact.evaluate.qualification import qualification_trees
from tripact.evaluate.rule_verdicts import NAME, keep_rule_verdicts
from tripact.ledger.relations import RELATIONS

_FILES = ("gate_known", "asked_definitions", "stage_audit")


class Judged(NamedTuple):
    """One thing asked of one move.

    Attributes:
        seq: The move.
        rule: What asks: ``allowed-move``, ``deal-stage``, ``reason``, ``exit``, ``field`` or ``definition``.
        field: What is asked for.
        state: ``met``, ``not_met`` or ``unknown``.
    """

    seq: int
    rule: str
    field: str
    state: str


@dataclass(frozen=True)
class Supposing(Evaluation):
    """An evaluation over the recorded facts and moves that are only supposed.

    Attributes:
        moves: The supposed moves, as rows of the relation by column name.
    """

    moves: tuple[Mapping[str, object], ...] = ()

    @cached_property
    def trees(self) -> dict[str, exp.Query]:
        """Every relation by name, with the supposed moves among the moves."""
        trees = dict(super().trees)
        columns = RELATIONS["moves"]
        rows = [tuple(move.get(name) for name in columns) for move in self.moves]
        supposed = exp.select(*columns).from_(values_relation(columns, rows).subquery("supposed"))
        trees["moves"] = exp.union(trees["moves"], supposed, distinct=False)
        return trees


class Gates:
    """What is asked of the moves of an evaluation, computed when read."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation

    def audit(self, moves: Iterable[int] = ()) -> list[Judged]:
        """Return everything asked of the moves with these numbers; of all moves where none is named."""
        query = exp.select("seq", "rule", "field", "state").from_("stage_audit")
        named = [literal(seq) for seq in moves]
        if named:
            query = query.where(exp.column("seq").isin(*named))
        return [Judged(*row) for row in self.query(query.order_by("seq", "rule", "field"))]  # type: ignore[arg-type]

    def missing(self, subject: int, stage: str, segment: str | None) -> tuple[str, ...]:
        """Return what a stage asks of whoever stands in it, or leaves it, and is not known at the moment.

        Args:
            subject: Key of the person or the deal.
            stage: The stage.
            segment: Of the subject, if it is known.
        """
        now = literal(self.evaluation.moment.as_of)
        query = exp.select("side", "field").from_("gate_known")
        query = query.where(exp.column("subject").eq(subject), exp.column("stage").eq(stage))
        query = query.where(exp.column("from_ts") <= now, exp.column("until_ts") > now)
        known = {(str(side), str(field)) for side, field in self.query(query)}
        clause = self.evaluation.agreement.stages[stage]
        held = (*clause.fields.get("all", ()), *clause.fields.get(segment or "", ()))
        asked = [*(("enter", field) for field in held), *(("leave", field) for field in clause.leave.requires)]
        return tuple(dict.fromkeys(field for side, field in asked if (side, field) not in known))

    def query(self, query: exp.Query) -> list[tuple[object, ...]]:
        """Run a query over the gates and all other relations of the evaluation."""
        return self.evaluation.engine.rows(self.whole(query))

    def whole(self, query: exp.Query) -> exp.Query:
        """Return a query over the gates with everything it reads written out."""
        if NAME not in self.evaluation.stored:
            columns = exp.select("stage", "journey", "judged_at")
            keep_rule_verdicts(self.evaluation, chain(columns.from_("judged_moves"), self._trees))
        return self.evaluation.whole(query, self._trees)

    @property
    def _trees(self) -> Trees:
        """The relations of the gates; what the evaluation keeps of them is read there."""
        return {name: tree for name, tree in self._base.items() if name not in self.evaluation.stored}

    @cached_property
    def _base(self) -> dict[str, exp.Query]:
        agreement = self.evaluation.agreement
        return {
            **self.evaluation.give(gate_parameters(agreement)),
            **known_fields_trees(agreement, self.evaluation.scope),
            **qualification_trees(agreement, self.evaluation.moment.as_of),
            **{name: bound_query(name, {}) for name in _FILES},
            "judged_moves": self._judged_moves,
        }

    @property
    def _judged_moves(self) -> exp.Query:
        asked = self.evaluation.scope.asked
        among = exp.column("seq", "m").isin(query=exp.select("seq").from_(asked)) if asked else exp.true()
        return bind(read_query("judged_moves"), {"asked": among})


def reading_at(evaluation: Evaluation, pairs: tuple[tuple[int, int], ...]) -> Evaluation:
    """Return an evaluation of the same facts that reads values at these instants of these people."""
    scope = replace(evaluation.scope, read=(), instants=pairs)
    return Evaluation(evaluation.agreement, evaluation.engine, evaluation.moment, scope)
