"""The re-promotion rate of each reason as a dot with its interval."""

from __future__ import annotations

from tripact.report.canvas import Datum, Frame, Sheet, headings, render
from tripact.report.chart_funnel import detail
from tripact.report.chart_groups import PLOT, beside, rate_grid, whiskers
from tripact.report.funnel_names import FEW
from tripact.report.recycle_result import ReasonRow, RecycleReport
from tripact.report.recycle_tables import reason_name
from tripact.report.svg import Caption
from tripact.report.writer import Writer


def draw(report: RecycleReport, writer: Writer, sheet: Sheet) -> str:
    """Return dots and whiskers, one row for each reason that occurred, as SVG."""
    shown = [row for row in report.reasons if row.n]
    frame = Frame(sheet, len(shown), 70 if sheet.narrow else 34, foot=26)
    rows = [_row(place, row, writer) for place, row in enumerate(shown)]
    plot = (8.0, sheet.width - 24.0) if sheet.narrow else PLOT
    layers = [
        *rate_grid(writer, frame, 1.0, plot),
        *whiskers(rows, frame, 1.0, plot),
        *(headings(rows, frame) if sheet.narrow else beside(rows, frame)),
    ]
    items = [
        writer.say(
            "recycle.back.item",
            reason=reason_name(row, writer),
            rate=writer.percent(row.back.value),
            fraction=writer.fraction(row.back),
        )
        for row in shown
    ]
    return render(
        layers, frame, Caption(f"chart-recycle-{sheet.name}", writer.say("recycle.back.title"), "; ".join(items))
    )


def _row(place: int, row: ReasonRow, writer: Writer) -> Datum:
    rate = row.back
    return {
        "row": place,
        "name": reason_name(row, writer),
        "detail": detail(rate, writer),
        "value": writer.percent(rate.value),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "beyond": None,
        "few": rate.denominator < FEW,
    }
