"""The clocks: every run of every commitment with its deadline and its verdict (methods §4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.applying import applying_starts
from tripact.evaluate.business_time import calendar_relations, clock_trees, open_time
from tripact.evaluate.calendars import axes, business_ends, day_ends, day_targets
from tripact.evaluate.clock_parameters import clock_parameters, longest, promises
from tripact.evaluate.clock_spaced import spaced_trees
from tripact.evaluate.clock_unrepeated import LONGEST, unrepeated_trees
from tripact.evaluate.compose import Trees, bound_query, literal, needed
from tripact.evaluate.custody import STEP as CUSTODY
from tripact.evaluate.custody import Custody, custody_trees
from tripact.evaluate.escalations import KEPT as KEPT_LEVELS
from tripact.evaluate.escalations import STEP as ESCALATIONS
from tripact.evaluate.escalations import Escalation, ladder, level_trees
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handovers import counting_of, leg_trees, switch_parameters
from tripact.evaluate.moments import moment_trees
from tripact.evaluate.prohibitions import STEP as PROHIBITIONS
from tripact.evaluate.prohibitions import Prohibition
from tripact.evaluate.readings import reading_trees, with_readings
from tripact.evaluate.run_calendars import run_calendars, whose_parameters
from tripact.evaluate.same_time_runs import named_runs, wall_relations
from tripact.evaluate.step import Step
from tripact.worktime.axis import Axis
from tripact.worktime.dated import END

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

_FILES = (
    "clock_starts",
    "clock_instants",
    "clock_runs",
    "clock_made",
    "clock_attempts",
    "clock_ends",
    "clock_budgets",
    "clock_pauses",
    "clock_deadlines",
    "owner_states",
    "same_time_runs",
    "clock_excuses",
    "excuse_states",
    "excused_runs",
    "commitments",
    "prohibition_runs",
    "violations",
    "prohibitions",
    "custody_edges",
    "custody",
    "clock_levels",
    "escalations",
)


_UNTIMED = ("moments", "clock_runs", "clock_made")
"""Relations that need no calendar."""


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
        if ESCALATIONS.name in needed(query, self._reachable()):
            self.keep(*(name for name in KEPT_LEVELS if name not in self._evaluation.stored))
        return self._evaluation.engine.rows(self.whole(query))

    def whole(self, query: exp.Query) -> exp.Query:
        """Return a query over the clocks with everything it reads written out."""
        return self._evaluation.whole(query, self._reachable())

    def keep(self, *names: str) -> None:
        """Compute relations of the clocks now, in this order, because several queries read them."""
        for name in names:
            trees = self._reachable(timed=name not in _UNTIMED)
            self._evaluation.stored.store(name, self._evaluation.whole(trees[name], trees))

    @cached_property
    def first_start(self) -> int | None:
        """When the first clock started; None where none ever did."""
        first = exp.select("min(started_at)").from_("clock_runs")
        rows = self._evaluation.engine.rows(self._evaluation.whole(first, self._reachable(timed=False)))
        return None if rows[0][0] is None else int(str(rows[0][0]))

    @cached_property
    def axes(self) -> dict[int, Axis]:
        """The calendars by number, from the first start to the moment of the evaluation."""
        started = self.first_start
        assert started is not None
        agreement, as_of = self._evaluation.agreement, self._evaluation.moment.as_of
        return axes(agreement, started, as_of + longest(agreement))

    def _ordered(self, relation: str, step: Step) -> Sequence[tuple[object, ...]]:
        if self.first_start is None:
            return []
        query = exp.select(*step.outputs).from_(relation)
        return self.query(query.order_by("commitment", "started_at", "journey", "run"))

    def _reachable(self, *, timed: bool = True) -> dict[str, exp.Query]:
        return {**self._base, **(self._timed if timed else {}), **self._evaluation.stored.trees}

    @cached_property
    def _base(self) -> dict[str, exp.Query]:
        bound = _bound(self._evaluation)
        files = {name: bound_query(name, {**bound, "grade": "promise"}) for name in _FILES}
        files["objectives"] = bound_query("commitments", {**bound, "grade": "aim"})
        files["applying_starts"] = applying_starts(self._evaluation.agreement)
        agreement = self._evaluation.agreement
        given = {**clock_parameters(agreement), **whose_parameters(agreement), **switch_parameters(agreement)}
        return {
            **self._evaluation.give({**given, "ladder": ladder(agreement)}),
            **moment_trees(agreement, self._evaluation.moment.as_of),
            **files,
            "run_calendars": run_calendars(agreement),
            **spaced_trees(agreement),
        }

    @cached_property
    def _timed(self) -> dict[str, exp.Query]:
        agreement, bound = self._evaluation.agreement, _bound(self._evaluation)
        repeats = _repeats(self._evaluation, self._reachable(timed=False), bound["burst"])
        given = {
            **calendar_relations(self.axes),
            "day_ends": day_ends(self.axes),
            "day_targets": day_targets(self.axes),
            "business_ends": business_ends(self.axes),
            **wall_relations(agreement, self.axes),
        }
        until = exp.func("coalesce", exp.column("ended_at"), literal(self._evaluation.moment.as_of))
        asked = exp.select("calendar", "id", "started_at as start_ts", exp.alias_(until, "stop_ts"), "amount")
        paused = exp.select("id", "from_ts", "until_ts")
        return {
            **self._evaluation.give(given),
            **repeats,
            **reading_trees(agreement, bound, repeats),
            "timed_runs": open_time("clock_ends", "started_at", "start_total"),
            "named_runs": named_runs(agreement),
            **leg_trees(agreement),
            **clock_trees(counting_of(agreement)),
            **custody_trees(counting_of(agreement)),
            **level_trees(self._evaluation.moment.as_of),
            "clocks": with_readings(asked.from_("clock_budgets"), asked.from_("run_readings")),
            "pauses": with_readings(paused.from_("clock_pauses"), paused.from_("reading_pauses")),
        }


def _bound(evaluation: Evaluation) -> dict[str, int]:
    burst = evaluation.agreement.contact.burst
    return {"as_of": evaluation.moment.as_of, "end": END, "burst": burst.milliseconds if burst else 0}


def _repeats(evaluation: Evaluation, trees: Trees, burst: int) -> dict[str, exp.Query]:
    """Return the steps that tell which attempts repeat none: as many as the longest chain asks for, mostly none."""
    if not burst or not any(each.needs for each in promises(evaluation.agreement)):
        return unrepeated_trees(burst, 0)
    ((later,),) = evaluation.engine.rows(evaluation.whole(LONGEST.copy(), trees))
    return unrepeated_trees(burst, int(str(later or 0)))
