"""Where it leaks most: the wins that each step costs, worst first."""

from __future__ import annotations

from tripact.report.canvas import PAD, Datum, Frame, Sheet, bars, headings, render
from tripact.report.funnel_names import FEW, step_name
from tripact.report.funnel_result import FunnelReport
from tripact.report.leak import Leak, by_gap
from tripact.report.palette import ACCENT, EDGE, TINT
from tripact.report.svg import Caption
from tripact.report.writer import Writer


def cost(report: FunnelReport, leak: Leak) -> float | None:
    """Return the wins that a step costs, by the measure that ranks."""
    return leak.gap_wins if by_gap(report.leaks) else leak.wins_forgone


def draw(report: FunnelReport, writer: Writer, sheet: Sheet) -> str:
    """Return the ranking as SVG.

    Args:
        report: The report.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    frame = Frame(sheet, len(report.leaks), 72 if sheet.narrow else 54)
    costs = [cost(report, leak) for leak in report.leaks]
    most = max((each for each in costs if each is not None), default=0) or 1
    rows = [_row(report, place, leak, writer) for place, leak in enumerate(report.leaks)]
    pieces = [_piece(place, each / most) for place, each in enumerate(costs) if each]
    layers = [bars(pieces, frame, sheet.width - 2 * PAD, frame.step / 2 - 19), *headings(rows, frame)]
    return render(layers, frame, _caption(report, writer, sheet))


def _row(report: FunnelReport, place: int, leak: Leak, writer: Writer) -> Datum:
    parts = [writer.percent(leak.rate.value), writer.fraction(leak.rate)]
    if 0 < leak.rate.denominator < FEW:
        parts.append(writer.say("few"))
    value = writer.decimal(cost(report, leak))
    return {"row": place, "name": step_name(report, leak.step, writer), "detail": " · ".join(parts), "value": value}


def _piece(place: int, length: float) -> Datum:
    """Return a bar; only the worst one has the accent."""
    fill, edge = (TINT, EDGE) if place else (ACCENT, ACCENT)
    return {"row": place, "start": 0, "end": length, "fill": fill, "edge": edge}


def _caption(report: FunnelReport, writer: Writer, sheet: Sheet) -> Caption:
    items = [
        writer.say("leaks.item", step=step_name(report, leak.step, writer), wins=writer.decimal(cost(report, leak)))
        for leak in report.leaks
    ]
    return Caption(f"chart-leaks-{sheet.name}", writer.say("leaks.title"), "; ".join(items))
