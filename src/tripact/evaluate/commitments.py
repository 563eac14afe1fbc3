"""The clocks: every run of every commitment with its deadline and its verdict (methods §4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.clock_relations import ClockRelations
from tripact.evaluate.compose import needed
from tripact.evaluate.custody import STEP as CUSTODY
from tripact.evaluate.custody import Custody
from tripact.evaluate.escalations import KEPT as KEPT_LEVELS
from tripact.evaluate.escalations import STEP as ESCALATIONS
from tripact.evaluate.escalations import Escalation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.prohibitions import STEP as PROHIBITIONS
from tripact.evaluate.prohibitions import Prohibition
from tripact.evaluate.step import Step
from tripact.worktime.axis import Axis

STEP = Step(
    "commitments",
    inputs=(
        "clock_attempts",
        "clock_budgets",
        "clock_deadlines",
        "clock_pauses",
        "clock_rules",
        "excused_runs",
        "read_verdicts",
    ),
    outputs={
        "id": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "due_at": "bigint",
        "breach_after": "bigint",
        "stopped_at": "bigint",
        "elapsed": "bigint",
        "amount": "bigint",
        "unit": "text",
        "calendar": "bigint",
        "preempted": "bigint",
        "attempts": "bigint",
        "channels": "bigint",
        "excused": "bigint",
        "state": "text",
    },
    says="a run of a clock, and whether its promise was kept",
    parameters=("as_of", "grade"),
)


class Clock(NamedTuple):
    """One run of a clock; instants and durations in milliseconds."""

    id: int
    commitment: str
    journey: int
    run: int
    started_at: int
    due_at: int | None
    breach_after: int | None
    stopped_at: int | None
    elapsed: int | None
    amount: int
    unit: str
    calendar: int
    preempted: int
    attempts: int
    channels: int
    excused: int
    state: str


class Clocks:
    """The clocks of an evaluation, computed when read."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._relations = ClockRelations(evaluation)

    def rows(self) -> list[Clock]:
        """Return every run, by commitment and start."""
        return [Clock(*row) for row in self._ordered("commitments", STEP)]  # type: ignore[arg-type]

    def objectives(self) -> list[Clock]:
        """Return every run judged by its objective instead of its commitment."""
        return [Clock(*row) for row in self._ordered("objectives", STEP)]  # type: ignore[arg-type]

    def prohibitions(self) -> list[Prohibition]:
        """Return every run of every prohibition."""
        return [Prohibition(*row) for row in self._ordered("prohibitions", PROHIBITIONS)]  # type: ignore[arg-type]

    def custody(self) -> list[Custody]:
        """Return whose time it was of every run of every commitment."""
        return [Custody(*row) for row in self._ordered("custody", CUSTODY)]  # type: ignore[arg-type]

    def escalations(self) -> list[Escalation]:
        """Return every level of every run of every commitment that has any."""
        rows = self._ordered("escalations", ESCALATIONS)
        return sorted((Escalation(*row) for row in rows), key=lambda each: each.id)  # type: ignore[arg-type]

    def query(self, query: exp.Query) -> Sequence[tuple[object, ...]]:
        """Run a query over the clocks and all other relations of the evaluation."""
        if ESCALATIONS.name in needed(query, self._relations.trees):
            self.keep(*(name for name in KEPT_LEVELS if name not in self._evaluation.stored))
        return self._evaluation.engine.rows(self.whole(query))

    def whole(self, query: exp.Query) -> exp.Query:
        """Return a query over the clocks with everything it reads written out."""
        return self._evaluation.whole(query, self._relations.trees)

    def keep(self, *names: str) -> None:
        """Compute relations of the clocks now, in this order, because several queries read them."""
        self._relations.keep(*names)

    def begin(self) -> None:
        """Begin to compute when clocks started; who asks for ``first_start`` waits for it."""
        self._relations.begin()

    @property
    def first_start(self) -> int | None:
        """When the first clock started; None where none ever did."""
        return self._relations.first_start

    @property
    def axes(self) -> dict[int, Axis]:
        """The calendars by number, from the first start to the moment of the evaluation."""
        return self._relations.axes

    def _ordered(self, relation: str, step: Step) -> Sequence[tuple[object, ...]]:
        if self.first_start is None:
            return []
        query = exp.select(*step.outputs).from_(relation)
        return self.query(query.order_by("commitment", "started_at", "journey", "run"))
