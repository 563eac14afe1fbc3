"""Some rates, each as a dot with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tripact.report.canvas import NARROW, WIDE, Datum, Frame, Sheet, headings, render
from tripact.report.chart_funnel import detail
from tripact.report.chart_groups import PLOT, beside, rate_grid, whiskers
from tripact.report.funnel_names import FEW
from tripact.report.page_model import Drawing
from tripact.report.proportion import Rate
from tripact.report.svg import Caption
from tripact.report.writer import Writer


class NamedRate(NamedTuple):
    """A rate and what it is called on paper."""

    name: str
    rate: Rate


def rates_chart(key: str, title: str, rates: Sequence[NamedRate], writer: Writer) -> Drawing | None:
    """Return dots and whiskers in the given order, for both widths; None without any rate.

    Args:
        key: Unique on the page.
        title: What the chart shows.
        rates: The rates; those with fewer than 20 in the denominator are drawn fainter.
        writer: Whose language and figures to use.
    """
    if not rates:
        return None
    return Drawing(*(_draw((key, title), rates, writer, sheet) for sheet in (WIDE, NARROW)))


def _draw(said: tuple[str, str], rates: Sequence[NamedRate], writer: Writer, sheet: Sheet) -> str:
    frame = Frame(sheet, len(rates), 70 if sheet.narrow else 34, foot=26)
    rows = [_row(place, each, writer) for place, each in enumerate(rates)]
    plot = (8.0, sheet.width - 24.0) if sheet.narrow else PLOT
    layers = [
        *rate_grid(writer, frame, 1.0, plot),
        *whiskers(rows, frame, 1.0, plot),
        *(headings(rows, frame) if sheet.narrow else beside(rows, frame)),
    ]
    items = "; ".join(f"{name}: {writer.percent(rate.value)}, {writer.fraction(rate)}" for name, rate in rates)
    key, title = said
    return render(layers, frame, Caption(f"chart-{key}-{sheet.name}", title, items))


def _row(place: int, each: NamedRate, writer: Writer) -> Datum:
    rate = each.rate
    return {
        "row": place,
        "name": each.name,
        "detail": detail(rate, writer),
        "value": writer.percent(rate.value),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "beyond": None,
        "few": rate.denominator < FEW,
    }
