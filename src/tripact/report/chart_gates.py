"""The share of what was met, by stage or by dimension, as a dot with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from tripact.report.canvas import Datum, Frame, Sheet, headings, render
from tripact.report.chart_funnel import detail
from tripact.report.chart_groups import PLOT, beside, rate_grid, whiskers
from tripact.report.funnel_names import FEW
from tripact.report.gate_names import share_name
from tripact.report.gate_report import GateReport, Share
from tripact.report.svg import Caption
from tripact.report.writer import Writer

SHOWN = 24
"""So many rows are drawn; the table has all."""


def draw(report: GateReport, shares: Sequence[Share], writer: Writer, sheet: Sheet) -> str:
    """Return dots and whiskers in reading order, as SVG.

    Args:
        report: The report.
        shares: What to draw, at least one.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    shown = shares[:SHOWN]
    frame = Frame(sheet, len(shown), 70 if sheet.narrow else 34, foot=26)
    rows = [_row(report, place, share, writer) for place, share in enumerate(shown)]
    plot = (8.0, sheet.width - 24.0) if sheet.narrow else PLOT
    layers = [
        *rate_grid(writer, frame, 1.0, plot),
        *whiskers(rows, frame, 1.0, plot),
        *(headings(rows, frame) if sheet.narrow else beside(rows, frame)),
    ]
    items = "; ".join(f"{row['name']}: {row['value']}, {row['detail']}" for row in rows)
    part = "parts" if shown[0].item else "whole"
    caption = Caption(f"chart-gates-{part}-{sheet.name}", writer.say(f"{report.kind}.{part}.title"), items)
    return render(layers, frame, caption)


def _row(report: GateReport, place: int, share: Share, writer: Writer) -> Datum:
    rate = share.rate
    return {
        "row": place,
        "name": share_name(report, share, writer),
        "detail": detail(rate, writer),
        "value": writer.percent(rate.value),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "beyond": None,
        "few": rate.denominator < FEW,
    }
