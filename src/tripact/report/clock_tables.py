"""The tables of a report on clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.clock_names import clock_group, commitment_name, measured, split_name
from tripact.report.proportion import Rate
from tripact.report.table_model import Cell, Column, Row, Table, columns, rate_cells
from tripact.report.writer import Writer

COMMITMENT, GROUP, HOUR = (
    Column("commitment", words=True),
    Column("clock_group", words=True),
    Column("hour", words=True),
)
RATE = columns("attainment", "kept", "interval")
STANDING = ("met", "met_late", "breached_open", "pending", "cancelled", "undecidable", "excused", "preempted")
TIMES = columns("clock_median", "clock_p90", "measure")
FOLD = 24
"""A longer table starts closed."""

Cells = Callable[[Adherence], Iterable[Cell]]


def attainment_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return the twin of the attainment chart."""
    further: dict[str, Callable[[Adherence], Rate | None]] = {}
    if any(row.excused for row in report.whole):
        further["unexcused"] = lambda row: row.unexcused
    if any(row.objective for row in report.whole):
        further["objective"] = lambda row: row.objective

    def cells(row: Adherence) -> list[Cell]:
        promise = Cell(report.promises.get(row.commitment, ""))
        return [promise, *_rate(row.attainment, writer), *(_share(each(row), writer) for each in further.values())]

    shown = (COMMITMENT, Column("promise"), *RATE, *columns(*further))
    return Table("table-attainment", writer.say("clocks.attainment.caption"), shown, _whole(report, cells, writer))


def standing_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return where the clocks stand."""

    def cells(row: Adherence) -> list[Cell]:
        return [Cell(writer.count(row.n)), *(Cell(writer.count(getattr(row, name))) for name in STANDING)]

    shown = (COMMITMENT, *columns("clocks", *STANDING))
    return Table("table-standing", writer.say("clocks.standing.caption"), shown, _whole(report, cells, writer))


def times_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return how long it takes until the clocks stop."""
    shown = (COMMITMENT, *TIMES)
    caption = writer.say("clocks.times.caption")
    return Table("table-times", caption, shown, _whole(report, lambda row: _times(row, writer), writer))


def budget_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return the breaches against what the targets allow; no rows without targets."""
    rows = tuple(
        Row(
            (commitment_name(report.titles, row.commitment, writer),),
            (
                Cell(writer.percent(row.budget.target)),
                Cell(writer.decimal(row.budget.allowed)),
                Cell(writer.count(row.breached)),
                Cell(writer.percent(row.budget.burn)),
            ),
        )
        for row in report.whole
        if row.budget
    )
    shown = (COMMITMENT, *columns("target", "allowed", "breached", "burn"))
    return Table("table-budget", writer.say("clocks.budget.caption"), shown, rows)


def groups_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return the groups of each commitment."""
    rows = tuple(
        Row(
            (commitment_name(report.titles, row.commitment, writer), clock_group(row, writer)),
            (Cell(writer.count(row.n)), *_rate(row.attainment, writer), *_times(row, writer)),
        )
        for row in report.groups
    )
    caption = writer.say("clocks.groups.caption", dimension=split_name(report, writer))
    shown = (COMMITMENT, GROUP, Column("clocks"), *RATE, *TIMES)
    return Table("table-groups", caption, shown, rows, folded=len(rows) > FOLD)


def hours_table(report: AdherenceReport, commitment: str, writer: Writer) -> Table:
    """Return the twin of the heat map of a commitment."""
    rows = tuple(
        Row((clock_group(row, writer),), (Cell(writer.count(row.n)), *_rate(row.attainment, writer)))
        for row in report.groups
        if row.commitment == commitment
    )
    caption = writer.say("clocks.hours.caption", commitment=commitment_name(report.titles, commitment, writer))
    return Table(f"table-hours-{commitment}", caption, (HOUR, Column("clocks"), *RATE), rows, folded=len(rows) > FOLD)


def _whole(report: AdherenceReport, cells: Cells, writer: Writer) -> tuple[Row, ...]:
    return tuple(
        Row((commitment_name(report.titles, row.commitment, writer),), tuple(cells(row))) for row in report.whole
    )


def _rate(rate: Rate, writer: Writer) -> tuple[Cell, ...]:
    value, fraction, _, interval = rate_cells(rate, writer)
    return value, fraction, interval


def _share(rate: Rate | None, writer: Writer) -> Cell:
    return Cell(writer.percent(rate.value if rate else None))


def _times(row: Adherence, writer: Writer) -> tuple[Cell, ...]:
    times = (row.median_seconds, row.p90_seconds)
    return (*(Cell(measured(each, row, writer)) for each in times), Cell(writer.say(f"measure.{row.unit}")))
