"""The table twin of each chart, and the tables that need no chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

from tripact.report.funnel_names import all_steps, dimension_name, group_name, group_steps, group_ways, step_name
from tripact.report.funnel_result import FunnelReport, FunnelStep
from tripact.report.leak import Leak
from tripact.report.mix import GroupEffect
from tripact.report.proportion import Rate
from tripact.report.table_model import RATE_COLUMNS, Cell, Column, Row, Table, columns, rate_cells
from tripact.report.writer import Writer

STEP, GROUP = Column("step", words=True), Column("group", words=True)
ENDS = ("advanced", "recycled", "disqualified", "lost", "before_cause", "open")
"""What became of those who entered; the six add up to them."""
STANDING = ("entered", *ENDS, "immature", "skipped")
TIMES = ("median", "p90", "advanced_p25", "advanced_median", "advanced_p75")
WINS = ("wins_forgone", "extra_wins_10pp", "extra_wins_10pct", "gap_wins")
FOLD = 24
"""A longer table starts closed on the screen; on paper it is always open."""


def steps_table(report: FunnelReport, writer: Writer) -> Table:
    """Return the twin of the funnel chart."""
    return Table(
        "table-steps",
        writer.say("steps.caption"),
        (STEP, *columns("entered", "immature"), *RATE_COLUMNS, *columns("throughput", "throughput_fraction")),
        _rows(report, lambda step: _step_cells(step, writer), writer),
    )


def standing_table(report: FunnelReport, writer: Writer) -> Table:
    """Return the twin of the chart of what became of the cohorts."""
    return Table(
        "table-standing",
        writer.say("standing.caption"),
        (STEP, *columns(*STANDING)),
        _rows(report, lambda step: _counts(step, STANDING, writer), writer),
    )


def ends_table(report: FunnelReport, writer: Writer) -> Table:
    """Return where cohorts end up (Aalen-Johansen)."""
    return Table(
        "table-ends",
        writer.say("ends.caption"),
        (STEP, *columns("advance", "interval", "recycle", "disqualify", "lose")),
        _rows(report, lambda step: _end_cells(step, writer), writer),
    )


def times_table(report: FunnelReport, writer: Writer) -> Table:
    """Return how long each step takes."""
    return Table(
        "table-times",
        writer.say("times.caption"),
        (STEP, *columns("median", "p90", "timed", *TIMES[2:])),
        _rows(report, lambda step: _time_cells(step, writer), writer),
    )


def groups_table(report: FunnelReport, writer: Writer) -> Table:
    """Return the twin of the chart of groups."""
    rows = [Row((group_name(way.group, writer),), rate_cells(way.rate, writer)) for way in group_ways(report)]
    caption = writer.say("groups.caption", dimension=dimension_name(report, writer))
    return Table("table-groups", caption, (GROUP, *RATE_COLUMNS), tuple(rows))


def group_steps_table(report: FunnelReport, writer: Writer) -> Table:
    """Return each step of each group, step by step, so that groups can be compared."""
    order = [(step.from_stage, step.to_stage) for step in all_steps(report)]
    places = {group_name(way.group, writer): place for place, way in enumerate(group_ways(report))}
    rows = sorted(
        group_steps(report),
        key=lambda step: (
            order.index(way) if (way := (step.from_stage, step.to_stage)) in order else len(order),
            places.get(group_name(step.group, writer), len(places)),
        ),
    )
    return Table(
        "table-group-steps",
        writer.say("groups.steps", dimension=dimension_name(report, writer)),
        (STEP, GROUP, Column("entered"), *RATE_COLUMNS, *columns(*TIMES[:2])),
        tuple(_group_row(report, step, writer) for step in rows),
        folded=len(rows) > FOLD,
    )


def leaks_table(report: FunnelReport, writer: Writer) -> Table:
    """Return the twin of the leak chart, worst first."""
    rows = [
        Row(
            (step_name(report, leak.step, writer),),
            (
                *rate_cells(_with_open(report, leak, writer), writer),
                Cell(writer.count(leak.items_lost)),
                *(Cell(writer.decimal(value)) for value in attrgetter(*WINS)(leak)),
            ),
        )
        for leak in report.leaks
    ]
    return Table(
        "table-leaks", writer.say("leaks.caption"), (STEP, *RATE_COLUMNS, *columns("items_lost", *WINS)), tuple(rows)
    )


def mix_table(report: FunnelReport, writer: Writer) -> Table:
    """Return what each group contributed to the change of the overall rate."""
    split = report.mix
    rows = [] if split is None else [*split.groups, GroupEffect(writer.say("mix.total"), split.mix, split.rate)]
    return Table(
        "table-mix",
        writer.say("mix.caption"),
        (GROUP, *columns("mix", "mix_rate")),
        tuple(
            Row((group_name(row.group, writer),), (Cell(writer.points(row.mix)), Cell(writer.points(row.rate))))
            for row in rows
        ),
    )


def _with_open(report: FunnelReport, leak: Leak, writer: Writer) -> Rate:
    """Return the rate of a leak with those still open, which the ranking does not know."""
    name = step_name(report, leak.step, writer)
    still = next(
        (step.rate.open for step in all_steps(report) if step_name(report, step, writer) == name), leak.rate.open
    )
    return replace(leak.rate, open=still)


def _rows(report: FunnelReport, cells: Callable[[FunnelStep], tuple[Cell, ...]], writer: Writer) -> tuple[Row, ...]:
    return tuple(Row((step_name(report, step, writer),), cells(step)) for step in all_steps(report))


def _group_row(report: FunnelReport, step: FunnelStep, writer: Writer) -> Row:
    heads = (step_name(report, step, writer), group_name(step.group, writer))
    times = (Cell(writer.duration(step.times.median)), Cell(writer.duration(step.times.p90)))
    return Row(heads, (Cell(writer.count(step.entered)), *rate_cells(step.rate, writer), *times))


def _counts(step: FunnelStep, names: Sequence[str], writer: Writer) -> tuple[Cell, ...]:
    return tuple(Cell(writer.count(getattr(step, name))) for name in names)


def _step_cells(step: FunnelStep, writer: Writer) -> tuple[Cell, ...]:
    through = step.throughput
    return (
        *_counts(step, ("entered", "immature"), writer),
        *rate_cells(step.rate, writer),
        Cell(writer.percent(through.value)),
        Cell(writer.fraction(through)),
    )


def _end_cells(step: FunnelStep, writer: Writer) -> tuple[Cell, ...]:
    ends = step.incidence
    shares = (Cell(writer.percent(value)) for value in (ends.recycle, ends.disqualify, ends.lose))
    return Cell(writer.percent(ends.advance)), Cell(writer.interval(ends.low, ends.high)), *shares


def _time_cells(step: FunnelStep, writer: Writer) -> tuple[Cell, ...]:
    first, second, *others = (Cell(writer.duration(value)) for value in attrgetter(*TIMES)(step.times))
    return first, second, Cell(writer.count(step.times.advanced)), *others
