"""The kept relations of an evaluation as queries; what several of them read is computed once."""

from __future__ import annotations

from functools import cached_property

from sqlglot import exp

from tripact.evaluate import promotions
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import columns_of
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates
from tripact.evaluate.handoff_completions import completed_fields
from tripact.evaluate.handoffs import Handoffs
from tripact.evaluate.kept import Kept
from tripact.evaluate.known_fields import KEPT_FIELDS, known_fields_trees, required_fields

_FIRST = ("memberships", "attribute_states")
_OF_CLOCKS = (
    "clock_attempts",
    "clock_budgets",
    "clock_pauses",
    "business_time_clocks",
    "clock_deadlines",
    "commitments",
)
_ROUNDS = "handoff_rounds"


class Judging:
    """All that is kept of an evaluation.

    Example:
        ``Judging(evaluation).rows(KEPT[0])``
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        for name in _FIRST:
            evaluation.stored.store(name, evaluation.whole(columns_of(name)))

    def rows(self, kept: Kept) -> exp.Query | None:
        """Return the rows of a relation, written out; None where there can be none."""
        query = columns_of(kept.name, kept.columns)
        if kept.name == promotions.STEP.name:
            # the way back is waited for, and fields can be told meanwhile
            self._keep_fields(KEPT_FIELDS[0])
        if kept.part == "clocks":
            return self._clocks.whole(query) if self._started else None
        if kept.part == "gates":
            # so that the moves and the clocks are computed alongside each other
            self._clocks.begin()
            return self._gates.whole(query)
        if kept.part == "handoffs":
            return self._handoffs.whole(query) if self._evaluation.agreement.handoffs else None
        return self._evaluation.whole(query)

    @cached_property
    def _clocks(self) -> Clocks:
        if completed_fields(self._evaluation.agreement):
            self._keep_fields()
        return Clocks(self._evaluation)

    @cached_property
    def _started(self) -> bool:
        """Whether any clock ever started; then what the clocks share is computed."""
        if self._clocks.first_start is None:
            return False
        self._clocks.keep("clock_runs", "clock_made", *_OF_CLOCKS)
        return True

    @cached_property
    def _gates(self) -> Gates:
        self._keep_fields()
        return Gates(self._evaluation)

    @cached_property
    def _handoffs(self) -> Handoffs:
        self._keep_fields()
        # so that the clocks are there, whose verdicts the rounds read
        handoffs = Handoffs(self._evaluation, self._clocks if self._started else Clocks(self._evaluation))
        self._evaluation.stored.store(_ROUNDS, handoffs.whole(columns_of(_ROUNDS)))
        return handoffs

    def _keep_fields(self, *names: str) -> None:
        evaluation = self._evaluation
        if required_fields(evaluation.agreement):
            trees = known_fields_trees(evaluation.agreement, evaluation.scope)
            for name in names or KEPT_FIELDS:
                if name not in evaluation.stored:
                    evaluation.stored.store(name, evaluation.whole(trees[name], trees))
