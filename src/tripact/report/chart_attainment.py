"""The attainment of each commitment as a dot with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.canvas import Datum, Frame, Sheet, headings, render
from tripact.report.chart_funnel import detail
from tripact.report.chart_groups import PLOT, beside, rate_grid, whiskers
from tripact.report.clock_names import commitment_name
from tripact.report.funnel_names import FEW
from tripact.report.proportion import Rate
from tripact.report.svg import Caption
from tripact.report.writer import Writer


def draw(report: AdherenceReport, writer: Writer, sheet: Sheet) -> str:
    """Return dots and whiskers in the order of the agreement, as SVG.

    Args:
        report: The report; it has at least one commitment.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    rows = [_row(report, place, row, writer) for place, row in enumerate(report.whole)]
    return dots(rows, _caption(report, writer, sheet), writer, sheet)


def dots(rows: Sequence[Datum], caption: Caption, writer: Writer, sheet: Sheet) -> str:
    """Return the rate of each row as a dot with its interval, on an axis of 0 to 100 %, as SVG."""
    frame = Frame(sheet, len(rows), 70 if sheet.narrow else 34, foot=26)
    plot = (8.0, sheet.width - 24.0) if sheet.narrow else PLOT
    layers = [
        *rate_grid(writer, frame, 1.0, plot),
        *whiskers(rows, frame, 1.0, plot),
        *(headings(rows, frame) if sheet.narrow else beside(rows, frame)),
    ]
    return render(layers, frame, caption)


def _row(report: AdherenceReport, place: int, row: Adherence, writer: Writer) -> Datum:
    return dot(place, commitment_name(report.titles, row.commitment, writer), row.attainment, writer)


def dot(place: int, name: str, rate: Rate, writer: Writer) -> Datum:
    """Return a rate as a row of ``dots``."""
    return {
        "row": place,
        "name": name,
        "detail": detail(rate, writer),
        "value": writer.percent(rate.value),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "beyond": None,
        "few": rate.denominator < FEW,
    }


def _caption(report: AdherenceReport, writer: Writer, sheet: Sheet) -> Caption:
    items: Sequence[str] = [
        writer.say(
            "clocks.attainment.item",
            commitment=commitment_name(report.titles, row.commitment, writer),
            rate=writer.percent(row.attainment.value),
            fraction=writer.fraction(row.attainment),
        )
        for row in report.whole
    ]
    return Caption(f"chart-attainment-{sheet.name}", writer.say("clocks.attainment.title"), "; ".join(items))
