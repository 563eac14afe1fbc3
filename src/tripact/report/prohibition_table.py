"""The table of prohibitions on the page of a report on clocks."""

from __future__ import annotations

from tripact.report.adherence_result import AdherenceReport
from tripact.report.clock_names import commitment_name
from tripact.report.table_model import Cell, Column, Row, Table, columns, rate_cells
from tripact.report.writer import Writer

_COUNTS = ("runs", "kept", "broken", "running", "violations")
_SHOWN = (
    Column("prohibition", words=True),
    *columns(*(f"forbidden_{name}" for name in _COUNTS), "forbidden_rate", "forbidden_of", "interval"),
)


def prohibitions_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return how often what is forbidden happened."""
    rows = []
    for each in report.prohibitions:
        value, fraction, _, interval = rate_cells(each.attainment, writer)
        counts = (Cell(writer.count(getattr(each, name))) for name in _COUNTS)
        name = commitment_name({each.commitment: each.title}, each.commitment, writer)
        rows.append(Row((name,), (*counts, value, fraction, interval)))
    return Table("table-prohibitions", writer.say("clocks.prohibitions.caption"), _SHOWN, tuple(rows))
