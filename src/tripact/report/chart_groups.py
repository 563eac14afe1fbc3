"""The rate of each group with its interval, beside the rate of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt

from tripact.report.canvas import (
    PAD,
    VALUE,
    Datum,
    Frame,
    Pen,
    Sheet,
    data,
    headings,
    render,
    row_axis,
    value_axis,
    words,
)
from tripact.report.chart_funnel import detail
from tripact.report.funnel_names import FEW, dimension_name, group_name, group_ways, whole_way
from tripact.report.funnel_result import FunnelReport, Overall
from tripact.report.palette import ACCENT, EDGE, LINE, MUTED, PAPER
from tripact.report.svg import Caption
from tripact.report.writer import Writer

SHOWN = 24
"""So many groups are drawn; the table has all."""
TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
PLOT = (230.0, 520.0)
"""Where the marks stand on a wide sheet, between the names and the figures."""


def draw(report: FunnelReport, writer: Writer, sheet: Sheet) -> str:
    """Return dots and whiskers, the largest group first, as SVG.

    Args:
        report: The report; it is split by a dimension.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    ways = group_ways(report)[:SHOWN]
    frame = Frame(sheet, len(ways), 70 if sheet.narrow else 34, foot=46)
    top = _top(ways)
    rows = [_row(place, way, writer, top) for place, way in enumerate(ways)]
    plot = (8.0, sheet.width - 12.0) if sheet.narrow else PLOT
    layers = [
        *rate_grid(writer, frame, top, plot),
        *_reference(report, writer, frame, (top, plot)),
        *whiskers(rows, frame, top, plot),
        *(headings(rows, frame) if sheet.narrow else beside(rows, frame)),
    ]
    return render(layers, frame, _caption(report, writer, sheet))


def _row(place: int, way: Overall, writer: Writer, top: float) -> Datum:
    rate = way.rate
    return {
        "row": place,
        "name": group_name(way.group, writer),
        "detail": detail(rate, writer),
        "value": writer.percent(rate.value),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "beyond": top if (rate.high or 0) > top else None,
        "few": rate.denominator < FEW,
    }


def _top(ways: Sequence[Overall]) -> float:
    """Return the end of the axis: wide intervals of small groups do not squeeze the others."""
    judged = [way.rate.high or 0 for way in ways if way.rate.denominator >= FEW]
    small = [way.rate.high or 0 for way in ways if way.rate.denominator < FEW]
    most = max(judged, default=0) or max(small, default=0) or 1
    return min(1.0, max(most * 1.04, min(max(small, default=0), most * 1.4)))


def rate_grid(writer: Writer, frame: Frame, top: float, plot: tuple[float, float]) -> list[alt.Chart]:
    """Return lines and figures of an axis of shares up to ``top``."""
    step = next((each for each in TICKS if top / each <= (4 if frame.sheet.narrow else 5)), 0.5)
    ticks = [{"value": n * step, "label": writer.tick(n * step, step)} for n in range(int(top / step) + 1)]
    place = value_axis("value", (0, top), plot)
    base = alt.Chart(data(ticks))
    return [
        base.mark_rule(color=LINE).encode(x=place, y=alt.value(0), y2=alt.value(frame.height)),
        base.mark_text(color=MUTED, fontSize=frame.sheet.size - 2, baseline="alphabetic").encode(
            x=place, y=alt.value(frame.height + 18), text="label:N"
        ),
    ]


def _reference(
    report: FunnelReport, writer: Writer, frame: Frame, axis: tuple[float, tuple[float, float]]
) -> list[alt.Chart]:
    """Return the rule at the rate of all."""
    way, (top, plot) = whole_way(report), axis
    if way is None or way.rate.value is None:
        return []
    share = way.rate.value
    rows = [{"value": share, "label": writer.say("groups.all", rate=writer.percent(share))}]
    align: Literal["left", "right"] = "right" if share > 0.6 * top else "left"
    base, place = alt.Chart(data(rows)), value_axis("value", (0, top), plot)
    return [
        base.mark_rule(color=MUTED, strokeDash=[4, 3]).encode(
            x=place, y=alt.value(0), y2=alt.value(frame.height + 40)
        ),
        base.mark_text(
            align=align, dx=-6 if align == "right" else 6, color=MUTED, fontSize=frame.sheet.size - 1,
            baseline="alphabetic",
        ).encode(x=place, y=alt.value(frame.height + 40), text="label:N"),
    ]  # fmt: skip


def whiskers(rows: Sequence[Datum], frame: Frame, top: float, plot: tuple[float, float]) -> list[alt.Chart]:
    """Return whisker and dot of each group; those too few to judge are grey, broken and hollow."""
    offset = frame.step / 2 - 18 if frame.sheet.narrow else 0
    known = [row for row in rows if row["rate"] is not None]
    layers = []
    for few, colour, fill, dash in ((False, ACCENT, ACCENT, [1, 0]), (True, EDGE, PAPER, [3, 3])):
        some = [row for row in known if row["few"] is few]
        base = alt.Chart(data(some)).encode(y=row_axis(frame))
        layers += [
            base.mark_rule(color=colour, strokeWidth=2, strokeDash=dash, yOffset=offset).encode(
                x=value_axis("low", (0, top), plot), x2="high:Q"
            ),
            base.mark_point(
                shape="circle", size=80, opacity=1, filled=False, fill=fill, color=colour, yOffset=offset
            ).encode(x=value_axis("rate", (0, top), plot)),
        ]
    beyond = alt.Chart(data([row for row in known if row["beyond"]])).encode(y=row_axis(frame))
    arrow = beyond.mark_point(shape="triangle-right", size=50, opacity=1, filled=True, color=EDGE, yOffset=offset)
    return [*layers, arrow.encode(x=value_axis("beyond", (0, top), plot))]


def beside(rows: Sequence[Datum], frame: Frame) -> list[alt.Chart]:
    """Return names left and figures right of the marks."""
    right = frame.sheet.width - 2 * PAD
    named = [row | {"name": frame.sheet.fit(row["name"], 0.25)} for row in rows]
    return [
        words(named, "name", frame, Pen(0, 5, bold=True)),
        words(rows, "detail", frame, Pen(right - VALUE, 5, "right", muted=True)),
        words(rows, "value", frame, Pen(right, 5, "right", bold=True)),
    ]


def _caption(report: FunnelReport, writer: Writer, sheet: Sheet) -> Caption:
    items = [
        writer.say(
            "groups.item",
            group=group_name(way.group, writer),
            rate=writer.percent(way.rate.value),
            fraction=writer.fraction(way.rate),
        )
        for way in group_ways(report)[:SHOWN]
    ]
    title = writer.say("groups.title", dimension=dimension_name(report, writer))
    return Caption(f"chart-groups-{sheet.name}", title, "; ".join(items))
