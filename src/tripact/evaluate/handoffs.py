"""The handoffs of an evaluation: due, sent, acknowledged, accepted or returned, and what they carried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.handoff_clocks import endings
from tripact.evaluate.clock_parameters import clock_parameters
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bound_query, chain, literal
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoff_clocks import overdue_handoffs
from tripact.evaluate.handoff_fields import STEP as FIELDS
from tripact.evaluate.handoff_fields import CarriedField
from tripact.evaluate.handoff_rounds import STEP as ROUNDS
from tripact.evaluate.handoff_rounds import HandoffRound
from tripact.evaluate.known_fields import known_fields_trees
from tripact.evaluate.moments import own_moment_trees
from tripact.evaluate.parameters import Relation

_FILES = ("handoff_facts", "handoff_marks", "handoff_rounds", "handoff_fields")
_OVERDUE = "overdue_handoffs"
_APART = ("moments",)
"""What the clocks keep under the same name: theirs are other moments."""
_SAID = ("signal_verbs", "definition_stages")


class Handoffs:
    """The handoffs of an evaluation, computed when read.

    Example:
        ``Handoffs(evaluation, Clocks(evaluation)).rounds()``
    """

    def __init__(self, evaluation: Evaluation, clocks: Clocks) -> None:
        self._evaluation = evaluation
        self._clocks = clocks

    def rounds(self) -> list[HandoffRound]:
        """Return every round, by handoff, journey and number."""
        query = exp.select(*ROUNDS.outputs).from_(ROUNDS.name).order_by("handoff", "journey", "number")
        return [HandoffRound(*row) for row in self.query(query)]  # type: ignore[arg-type]

    def fields(self) -> list[CarriedField]:
        """Return every required field of every handoff that was sent, in the order of the agreement."""
        return self._carried(exp.true())

    def fields_of(self, journeys: Iterable[int]) -> list[CarriedField]:
        """Return the required fields of the handoffs of some journeys."""
        keys = [literal(key) for key in journeys]
        return self._carried(exp.column("journey").isin(*keys)) if keys else []

    def query(self, query: exp.Query) -> Sequence[tuple[object, ...]]:
        """Run a query over the handoffs and all other relations; no rows where the agreement has no handoffs."""
        if not self._evaluation.agreement.handoffs:
            return ()
        return self._evaluation.engine.rows(self.whole(query))

    def whole(self, query: exp.Query) -> exp.Query:
        """Return a query over the handoffs with everything it reads written out."""
        stored = self._evaluation.stored
        if _OVERDUE not in stored:
            stored.store(_OVERDUE, overdue_handoffs(self._evaluation.agreement, self._clocks))
        kept = {name: tree for name, tree in self._trees.items() if name not in stored or name in _APART}
        return self._evaluation.whole(chain(query, kept))

    def _carried(self, whose: exp.Expr) -> list[CarriedField]:
        query = exp.select(*FIELDS.outputs).from_(FIELDS.name).where(whose)
        return [CarriedField(*row) for row in self.query(query.order_by("handoff", "journey", "number", "place"))]  # type: ignore[arg-type]

    @cached_property
    def _trees(self) -> dict[str, exp.Query]:
        agreement, as_of = self._evaluation.agreement, self._evaluation.moment.as_of
        verbs = [verb for _, _, verb, _ in _terms(agreement)]
        said = {name: relation for name, relation in clock_parameters(agreement).items() if name in _SAID}
        given = {**said, **handoff_parameters(agreement)}
        return {
            **self._evaluation.give(given),
            **known_fields_trees(agreement, self._evaluation.scope),
            **own_moment_trees(agreement, as_of, self._evaluation.scope, verbs),
            **{name: bound_query(name, {}) for name in _FILES},
        }


def handoff_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return the parameter relations of the handoffs by name."""
    terms = tuple(_terms(agreement))
    required = [
        (name, field, place)
        for name, handoff in agreement.handoffs.items()
        for place, field in enumerate(handoff.requires)
    ]
    reasons = [(name, reason) for name, handoff in agreement.handoffs.items() for reason in handoff.returns]
    moments = dict.fromkeys(("start" if mark == "due" else "stop", verb, name) for _, mark, verb, name in terms)
    return {
        "handoff_names": Relation({"handoff": "text"}, tuple((name,) for name in agreement.handoffs)),
        "handoff_terms": Relation({"handoff": "text", "mark": "text", "verb": "text", "name": "text"}, terms),
        "handoff_requires": Relation({"handoff": "text", "field": "text", "place": "bigint"}, tuple(required)),
        "handoff_reasons": Relation({"handoff": "text", "reason": "text"}, tuple(reasons)),
        # the moments that anything here names; the clocks have their own
        "clock_moments": Relation({"role": "text", "verb": "text", "name": "text"}, tuple(moments)),
    }


def _terms(agreement: Agreement) -> Iterator[tuple[str, str, str, str]]:
    """Yield (handoff, mark, verb, name): what makes each handoff due, and what voids it."""
    voids = endings(agreement.stages)
    for name, handoff in agreement.handoffs.items():
        for mark, triggers in (("due", handoff.when), ("void", voids)):
            for trigger in triggers:
                yield name, mark, trigger.verb, trigger.name
