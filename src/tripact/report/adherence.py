"""How well the clocks kept their promises: attainment, waiting times, shares (methods §4.1, §4.3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import Literal, bind, read_query, rename_table
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.visible import Moment
from tripact.report.adherence_result import Adherence, AdherenceReport, Budget
from tripact.report.clock_counted import clock_counted, period_bounds
from tripact.report.clock_definitions import CLOCK_DEFINITIONS
from tripact.report.clock_labels import clock_labels
from tripact.report.clock_notes import clock_notes
from tripact.report.clock_options import TIMES, ClockOptions, check_options
from tripact.report.clock_periods import SLOT, clock_zone, period_label, period_order
from tripact.report.clock_revised import clock_revised, never_revised
from tripact.report.clock_rows import clock_rows, promise, promised
from tripact.report.funnel_result import Group
from tripact.report.heading import Heading
from tripact.report.proportion import Rate, rate
from tripact.report.survival import kaplan_meier
from tripact.worktime.instant import SECOND, local_date

MEASURES = {"business": "business", "business day": "business", "elapsed": "elapsed", "day": "elapsed"}
"""What a promise in each unit is measured in."""
BREACHED = ("met_late", "breached_open")
"""The states of a broken promise."""
OPEN = ("running", "paused")
"""The states without a verdict."""
EARLY = "fulfilled_early"
"""A state of attempts: kept because the purpose was reached before all of them; it counts as met."""


class Fate(NamedTuple):
    """Clocks of equal fate, counted.

    Attributes:
        slot: The quarter of an hour in which they count, ``begun_slot`` in which they began; 0 if not asked for.
        counted: 1 if they count in the period; ``begun`` likewise if they began in it.
        elapsed: Milliseconds of the measured time.
    """

    commitment: str
    label: str | None
    slot: int
    begun_slot: int
    state: str
    unit: str
    preempted: int
    excused: int
    revised: int
    counted: int
    begun: int
    elapsed: int
    n: int


Label = Callable[[Fate, int], str | None]
"""What tells the group of a fate, by its slot where time splits."""


class _Sample(NamedTuple):
    """Clocks of one commitment: those that count, those that began, the former by the objective if there is one."""

    fates: list[Fate]
    begun: list[Fate]
    aims: list[Fate] | None


class _Terms(NamedTuple):
    """What the agreement says today: the commitment, what its time measures, the share to be met."""

    commitment: str
    measure: str
    target: float | None


def adherence(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> AdherenceReport:
    """Return the report on the clocks of an evaluation.

    Raises:
        TripactError: If they are to be split by what the agreement does not list.
    """
    agreement, as_of = evaluation.agreement, evaluation.moment.as_of
    check_options(agreement, options)
    rows = tuple(_rows(clocks, evaluation, options))
    return AdherenceReport(
        heading=Heading.of(evaluation, (options.since, options.until)),
        by=options.split,
        counted=options.counted,
        rows=rows,
        notes=clock_notes(rows, options),
        definitions=CLOCK_DEFINITIONS,
        titles={name: agreement.clocks[name].title or name for name in promised(agreement)},
        promises={name: promise(agreement, name, as_of).text for name in promised(agreement)},
    )


def _rows(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> Iterator[Adherence]:
    agreement, as_of = evaluation.agreement, evaluation.moment.as_of
    fates = _fates(clocks, options, evaluation.moment, "commitments")
    aimed = [name for name in promised(agreement) if agreement.clocks[name].aim]
    aims = _fates(clocks, options, evaluation.moment, "objectives") if aimed else {}
    by_verdict = options.counted == "verdict"
    for name in promised(agreement):
        mine, aim = fates.get(name, []), aims.get(name, [])
        sample = _Sample(
            _counted(mine), [fate for fate in mine if fate.begun], _counted(aim) if name in aimed else None
        )
        terms = _Terms(name, MEASURES[promise(agreement, name, as_of).unit], _target(agreement, name, as_of))
        waiting = sum(fate.n for fate in mine if not fate.counted and fate.state in OPEN) if by_verdict else 0
        yield replace(_row(terms, {}, sample), pending_outside=waiting)
        if options.split is not None:
            yield from _groups(terms, sample, options.split, _labeller(agreement, name, options))


def _fates(clocks: Clocks, options: ClockOptions, moment: Moment, relation: str) -> dict[str, list[Fate]]:
    """Return the fates of each commitment's clocks, judged by commitment or by objective."""
    counting: exp.Expr = exp.Literal.number(0)
    beginning: exp.Expr = exp.Literal.number(0)
    if options.timed:
        beginning = exp.column("started_at")
        counting = beginning if options.by == "weekday-hour" else exp.column("counted_at")
    bound: dict[str, Literal | exp.Expr] = {"counting": counting, "beginning": beginning, **period_bounds(options)}
    query = rename_table(bind(read_query("adherence", "tripact.report"), bound), "commitments", relation)
    given = {
        "clock_labels": clock_labels(options),
        "clock_counted": clock_counted(options, moment.as_of),
    }
    revised = clock_revised(moment.known_at) if relation == "commitments" else never_revised()
    renamed = {name: rename_table(tree, "commitments", relation) for name, tree in given.items()}
    found: dict[str, list[Fate]] = defaultdict(list)
    for row in clock_rows(clocks, query, {**renamed, **revised}):
        found[str(row[0])].append(Fate(*row))  # type: ignore[arg-type]
    return found


def _counted(fates: list[Fate]) -> list[Fate]:
    return [fate for fate in fates if fate.counted]


def _groups(terms: _Terms, sample: _Sample, by: str, label: Label) -> Iterator[Adherence]:
    """Yield the rows of the groups: largest first, times in their order, blanks last."""
    groups = _split(sample.fates, lambda fate: label(fate, fate.slot))
    begun = _split(sample.begun, lambda fate: label(fate, fate.begun_slot))
    aims = _split(sample.aims or (), lambda fate: label(fate, fate.slot))
    sizes = {key: sum(fate.n for fate in groups[key]) for key in (*groups, *begun)}
    for key in _ordered(sizes, timed=by in TIMES):
        judged = _Sample(groups[key], begun[key], None if sample.aims is None else aims[key])
        yield _row(terms, {by: key}, judged)


def _split(fates: Iterable[Fate], label: Callable[[Fate], str | None]) -> dict[str | None, list[Fate]]:
    groups: dict[str | None, list[Fate]] = defaultdict(list)
    for fate in fates:
        groups[label(fate)].append(fate)
    return groups


def _ordered(sizes: Mapping[str | None, int], *, timed: bool) -> list[str | None]:
    if timed:
        return sorted(sizes, key=lambda key: period_order(key or ""))
    return sorted(sizes, key=lambda key: (key is None, -sizes[key], key or ""))


def _labeller(agreement: Agreement, name: str, options: ClockOptions) -> Label:
    """Return what tells the group of a fate."""
    by = options.by
    if by is None or not options.timed:
        return lambda fate, _: fate.label

    def timed(_: Fate, slot: int) -> str:
        instant = slot * SLOT
        zone = clock_zone(agreement, name, instant) if by == "weekday-hour" else agreement.zone
        return period_label(by, instant, zone)

    return timed


def _row(terms: _Terms, group: Group, sample: _Sample) -> Adherence:
    state = _states(sample.fates)
    median, p90, unit = _times(sample.begun)
    rate_ = _attainment(state)
    return Adherence(
        commitment=terms.commitment,
        group=group,
        n=sum(state.values()),
        met=state["met"],
        met_late=state["met_late"],
        breached_open=state["breached_open"],
        pending=rate_.open,
        cancelled=state["cancelled"],
        undecidable=state["undecidable"],
        excused=sum(fate.n for fate in sample.fates if fate.excused and fate.state in BREACHED),
        preempted=sum(fate.n for fate in sample.fates if fate.preempted),
        revised=sum(fate.n for fate in sample.fates if fate.revised),
        begun=sum(fate.n for fate in sample.begun),
        attainment=rate_,
        median_seconds=median,
        p90_seconds=p90,
        unit=unit or terms.measure,
        objective=None if sample.aims is None else _attainment(_states(sample.aims)),
        budget=None if terms.target is None else _budget(terms.target, rate_),
    )


def _states(fates: Iterable[Fate]) -> Counter[str]:
    state = Counter[str]()
    for fate in fates:
        state["met" if fate.state == EARLY else fate.state] += fate.n
    return state


def _attainment(state: Counter[str]) -> Rate:
    breached = state["met_late"] + state["breached_open"]
    return rate(state["met"], state["met"] + breached, open=state["running"] + state["paused"])


def _times(fates: Sequence[Fate]) -> tuple[float | None, float | None, str]:
    """Return median and p90 in seconds and what they are seconds of; open and cancelled clocks are censored."""
    units = sorted({MEASURES[fate.unit] for fate in fates})
    timed = [fate for fate in fates if fate.state != "undecidable" and fate.elapsed is not None]
    if len(units) != 1:
        return None, None, "mixed" if units else ""
    stopped = [fate.state in ("met", "met_late", EARLY) for fate in timed]
    curve = kaplan_meier([fate.elapsed for fate in timed], stopped, [fate.n for fate in timed])
    return _seconds(curve.quantile(0.5)), _seconds(curve.quantile(0.9)), units[0]


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / SECOND


def _budget(target: float, attainment: Rate) -> Budget:
    allowed = (1 - target) * attainment.denominator
    breached = attainment.denominator - attainment.numerator
    return Budget(target, allowed, breached / allowed if allowed > 0 else None)


def _target(agreement: Agreement, name: str, as_of: int) -> float | None:
    """Return the share to be met that the agreement's targets name like the commitment."""
    target = agreement.targets.get(name)
    return target.value.at(local_date(as_of, agreement.zone)) if target and target.value else None
