"""The relations of the clocks by name, in layers: what is told, which runs there are, what is measured of them."""

from __future__ import annotations

from functools import cached_property

from sqlglot import exp

from tripact.evaluate.applying import applying_starts
from tripact.evaluate.business_time import calendar_relations, clock_trees, open_time
from tripact.evaluate.calendars import axes, business_ends, day_ends, day_targets
from tripact.evaluate.clock_parameters import clock_parameters, longest, promises
from tripact.evaluate.clock_renewals import STEP as RENEWALS
from tripact.evaluate.clock_renewals import as_tried, decide_renewals, no_renewals, renewable
from tripact.evaluate.clock_spaced import spaced_trees
from tripact.evaluate.clock_unrepeated import LONGEST, unrepeated_trees
from tripact.evaluate.compose import Trees, bound_query, literal
from tripact.evaluate.custody import custody_trees
from tripact.evaluate.escalations import ladder, level_trees
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoff_completions import completed_fields
from tripact.evaluate.handovers import counting_of, leg_trees, switch_parameters
from tripact.evaluate.known_fields import known_fields_trees
from tripact.evaluate.moments import moment_trees
from tripact.evaluate.readings import known_by_day, no_readings, reading_trees, with_readings
from tripact.evaluate.run_calendars import run_calendars, whose_parameters
from tripact.evaluate.same_time_runs import named_runs, wall_relations
from tripact.worktime.axis import Axis
from tripact.worktime.dated import END

_FILES = (
    "clock_starts",
    "clock_instants",
    "clock_stretches",
    "further_starts",
    "tried_runs",
    "clock_successors",
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


_FURTHER = "further_starts"
_TOLD = ("moments", "clock_stretches", _FURTHER)
_BEGUN = ("clock_runs", "clock_made")
"""Relations that need no calendar, and those that need none unless an obligation to try begins anew."""


class ClockRelations:
    """What there is to be asked about the clocks of an evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    @property
    def trees(self) -> dict[str, exp.Query]:
        """Every relation of the clocks by name, as a query."""
        return {**self._timed, **self._evaluation.stored.trees}

    def keep(self, *names: str) -> None:
        """Compute relations now, in this order, because several queries read them."""
        for name in names:
            trees = self._told if name in _TOLD else self._begun if name in _BEGUN else self._timed
            reachable = {**trees, **self._evaluation.stored.trees}
            self._evaluation.stored.store(name, self._evaluation.whole(reachable[name], reachable))

    def begin(self) -> None:
        """Begin to compute when clocks started, unless that was begun."""
        asked = [name for name in _TOLD if name != _FURTHER or renewable(self._evaluation.agreement)]
        self.keep(*(name for name in asked if name not in self._evaluation.stored))

    @cached_property
    def first_start(self) -> int | None:
        """When the first clock started; None where none ever did."""
        self.begin()
        first = exp.select("min(started_at)").from_("clock_stretches")
        rows = self._evaluation.engine.rows(self._evaluation.whole(first, self._told))
        return None if rows[0][0] is None else int(str(rows[0][0]))

    @cached_property
    def axes(self) -> dict[int, Axis]:
        """The calendars by number, from the first start to the moment of the evaluation."""
        started = self.first_start
        assert started is not None
        agreement, as_of = self._evaluation.agreement, self._evaluation.moment.as_of
        return axes(agreement, started, as_of + longest(agreement))

    @cached_property
    def _told(self) -> dict[str, exp.Query]:
        """All that asks for no calendar can be computed of these."""
        bound = _bound(self._evaluation)
        files = {name: bound_query(name, {**bound, "grade": "promise"}) for name in _FILES}
        files["objectives"] = bound_query("commitments", {**bound, "grade": "aim"})
        files["applying_starts"] = applying_starts(self._evaluation.agreement)
        agreement = self._evaluation.agreement
        given = {**clock_parameters(agreement), **whose_parameters(agreement), **switch_parameters(agreement)}
        return {
            **self._evaluation.give({**given, "ladder": ladder(agreement)}),
            **known_fields_trees(agreement, self._evaluation.scope, completed_fields(agreement)),
            **moment_trees(agreement, self._evaluation.moment.as_of, self._evaluation.scope),
            **files,
            "run_calendars": run_calendars(agreement),
            **spaced_trees(agreement),
        }

    @cached_property
    def _begun(self) -> dict[str, exp.Query]:
        """The same, and which runs there are."""
        if self.first_start is not None:
            self._calendars  # noqa: B018 - they are laid out while it is found out what begins anew
        if not self._renewing:
            return {**self._told, RENEWALS.name: no_renewals(), "clock_runs": exp.select("*").from_("clock_stretches")}
        if RENEWALS.name not in self._evaluation.stored:
            decide_renewals(self._evaluation, self._measured(as_tried(self._told)))
        return {**self._told, "clock_runs": bound_query("clock_runs", {"end": END})}

    @cached_property
    def _renewing(self) -> bool:
        """Whether any obligation to try has a further start."""
        if not renewable(self._evaluation.agreement):
            return False
        self.begin()
        some = exp.select("1").from_(_FURTHER).limit(1)
        return bool(self._evaluation.engine.rows(self._evaluation.whole(some, self._told)))

    @cached_property
    def _by_day(self) -> bool:
        """Whether anything is known by its day alone that clocks run on."""
        return bool(self._evaluation.query(known_by_day(self._evaluation.agreement)))

    @cached_property
    def _timed(self) -> dict[str, exp.Query]:
        return self._measured(self._begun)

    def _measured(self, trees: Trees) -> dict[str, exp.Query]:
        """Return relations of the clocks and, over them, all that is measured in the time of calendars."""
        agreement, bound = self._evaluation.agreement, _bound(self._evaluation)
        counted = self._counted
        # how often attempts repeat others, and whether days must be read, is asked once all else is composed
        repeats = _repeats(self._evaluation, trees, bound["burst"])
        until = exp.func("coalesce", exp.column("ended_at"), literal(self._evaluation.moment.as_of))
        asked = exp.select("calendar", "id", "started_at as start_ts", exp.alias_(until, "stop_ts"), "amount")
        paused = exp.select("id", "from_ts", "until_ts")
        return {
            **trees,
            **counted,
            **repeats,
            **(reading_trees(agreement, bound, repeats) if self._by_day else no_readings()),
            "clocks": with_readings(asked.from_("clock_budgets"), asked.from_("run_readings")),
            "pauses": with_readings(paused.from_("clock_pauses"), paused.from_("reading_pauses")),
        }

    @cached_property
    def _counted(self) -> dict[str, exp.Query]:
        """What counts the time of calendars."""
        agreement = self._evaluation.agreement
        return {
            **self._calendars,
            "timed_runs": open_time("clock_ends", "started_at", "start_total"),
            "named_runs": named_runs(agreement),
            **leg_trees(agreement),
            **clock_trees(counting_of(agreement)),
            **custody_trees(counting_of(agreement)),
            **level_trees(self._evaluation.moment.as_of),
        }

    @cached_property
    def _calendars(self) -> dict[str, exp.Query]:
        given = {
            **calendar_relations(self.axes),
            "day_ends": day_ends(self.axes),
            "day_targets": day_targets(self.axes),
            "business_ends": business_ends(self.axes),
            **wall_relations(self._evaluation.agreement, self.axes),
        }
        return self._evaluation.give(given)


def _bound(evaluation: Evaluation) -> dict[str, int]:
    burst = evaluation.agreement.contact.burst
    return {"as_of": evaluation.moment.as_of, "end": END, "burst": burst.milliseconds if burst else 0}


def _repeats(evaluation: Evaluation, trees: Trees, burst: int) -> dict[str, exp.Query]:
    """Return the steps that tell which attempts repeat none: as many as the longest chain asks for, mostly none."""
    if not burst or not any(each.needs for each in promises(evaluation.agreement)):
        return unrepeated_trees(burst, 0)
    ((later,),) = evaluation.engine.rows(evaluation.whole(LONGEST.copy(), trees))
    return unrepeated_trees(burst, int(str(later or 0)))
