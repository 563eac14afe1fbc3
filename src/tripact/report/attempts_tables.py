"""The tables of a report on obligations to try."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tripact.report.attempts import Attempts, AttemptsReport
from tripact.report.clock_names import commitment_name
from tripact.report.matrix_map import day_name, matrix_of
from tripact.report.table_model import Cell, Column, Row, Table, columns, rate_cells
from tripact.report.writer import Writer

COMMITMENT = Column("commitment", words=True)
STANDING = ("n", "met", "fulfilled_early", "missed", "pending", "cancelled", "undecidable")
FOLD = 24
"""A longer table starts closed."""


def adherence_table(report: AttemptsReport, writer: Writer) -> Table:
    """Return the twin of the chart: adherence with its parts, completeness of what was missed."""

    def cells(row: Attempts) -> list[Cell]:
        value, fraction, _, interval = rate_cells(row.adherence, writer)
        asked = Cell(needed(row, report, writer))
        return [asked, value, fraction, interval, Cell(writer.percent(row.completeness))]

    shown = (COMMITMENT, *columns("needed", "adherence", "tried", "interval", "completeness"))
    return Table("table-adherence", writer.say("attempts.adherence.caption"), shown, _rows(report, cells, writer))


def standing_table(report: AttemptsReport, writer: Writer) -> Table:
    """Return where the obligations stand."""

    def cells(row: Attempts) -> list[Cell]:
        return [Cell(writer.count(getattr(row, name))) for name in STANDING]

    shown = (COMMITMENT, *columns("obligations", "tried_met", *STANDING[2:]))
    return Table("table-standing", writer.say("attempts.standing.caption"), shown, _rows(report, cells, writer))


def matrix_table(row: Attempts, name: str, writer: Writer) -> Table:
    """Return the twin of a matrix: how many obligations had their k-th attempt on which day."""
    cells = matrix_of(row)
    rows = tuple(
        Row((str(attempt), day_name(day)), (Cell(writer.count(n)), Cell(writer.percent(n / row.n))))
        for (attempt, day), n in cells.items()
    )
    shown = (Column("attempt", words=True), Column("attempt_day", words=True), *columns("made", "made_share"))
    caption = writer.say("attempts.matrix.caption", commitment=name)
    return Table(f"table-matrix-{row.commitment}", caption, shown, rows, folded=len(rows) > FOLD)


def needed(row: Attempts, report: AttemptsReport, writer: Writer) -> str:
    """Return what an obligation asks for, such as ``6 on 2 channels, 12 days``."""
    key = "attempts.needed.channels" if row.channels > 1 else "attempts.needed"
    within = report.promises.get(row.commitment, "")
    return writer.say(key, attempts=row.needed, channels=row.channels, within=within)


def _rows(report: AttemptsReport, cells: Callable[[Attempts], Iterable[Cell]], writer: Writer) -> tuple[Row, ...]:
    return tuple(
        Row((commitment_name(report.titles, row.commitment, writer),), tuple(cells(row))) for row in report.rows
    )
