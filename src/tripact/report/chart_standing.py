"""Where each cohort stands: one full bar a step, cut by what became of those who entered."""

from __future__ import annotations

from itertools import accumulate

import altair as alt

from tripact.report.canvas import (
    PAD,
    Datum,
    Frame,
    Key,
    Sheet,
    bars,
    data,
    headings,
    render,
    row_axis,
    value_axis,
)
from tripact.report.funnel_names import all_steps, step_name
from tripact.report.funnel_result import FunnelReport, FunnelStep
from tripact.report.palette import ACCENT, CROSSES, DOTS, EDGE, GREY, MUTED, SLATE, STRIPES
from tripact.report.svg import Caption
from tripact.report.writer import Writer

LOOKS = {
    "advanced": (ACCENT, ACCENT),
    "recycled": (STRIPES, ACCENT),
    "disqualified": (GREY, GREY),
    "lost": (SLATE, SLATE),
    "before_cause": (CROSSES, SLATE),
    "open": (DOTS, EDGE),
}
"""Fill and edge of each end: dark, striped, grey, darker, crossed, dotted; they differ without colour."""


def draw(report: FunnelReport, writer: Writer, sheet: Sheet) -> str:
    """Return the standing of every step's cohort as SVG.

    Args:
        report: The report.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    steps = all_steps(report)
    keys = tuple(Key(writer.say(f"col.{end}"), *look) for end, look in LOOKS.items())
    frame = Frame(sheet, len(steps), 88 if sheet.narrow else 70, keys, 2 if sheet.narrow else 6)
    rows = [_row(report, place, step, writer) for place, step in enumerate(steps)]
    pieces = [piece for place, step in enumerate(steps) for piece in _pieces(place, step)]
    shown = [piece | {"share": writer.percent(piece["end"] - piece["start"])} for piece in pieces]
    length, offset = sheet.width - 2 * PAD, frame.step / 2 - 35
    layers = [bars(pieces, frame, length, offset), _shares(shown, frame, offset + 21), *headings(rows, frame)]
    return render(layers, frame, _caption(report, writer, sheet))


def _row(report: FunnelReport, place: int, step: FunnelStep, writer: Writer) -> Datum:
    share = writer.percent(step.advanced / step.entered if step.entered else None)
    entered = writer.say("standing.n", n=step.entered)
    return {"row": place, "name": step_name(report, step, writer), "detail": entered, "value": share}


def _pieces(place: int, step: FunnelStep) -> list[Datum]:
    counts = [getattr(step, end) for end in LOOKS]
    total, ends = sum(counts), [0, *accumulate(counts)]
    return [
        {
            "row": place,
            "start": start / total,
            "end": end / total,
            "middle": (start + end) / total / 2,
            "fill": fill,
            "edge": edge,
        }
        for start, end, (fill, edge) in zip(ends, ends[1:], LOOKS.values(), strict=False)
        if end > start
    ]


def _shares(pieces: list[Datum], frame: Frame, offset: float) -> alt.Chart:
    """Return the share below each piece that is wide enough for it."""
    least = 0.14 if frame.sheet.narrow else 0.06
    wide = [piece for piece in pieces if piece["end"] - piece["start"] >= least]
    length = frame.sheet.width - 2 * PAD
    chart: alt.Chart = (
        alt.Chart(data(wide))
        .mark_text(baseline="alphabetic", dy=offset, fontSize=frame.sheet.size - 1, color=MUTED)
        .encode(x=value_axis("middle", (0, 1), (0.5, length - 0.5)), y=row_axis(frame), text="share:N")
    )
    return chart


def _caption(report: FunnelReport, writer: Writer, sheet: Sheet) -> Caption:
    items = [
        writer.say(
            "standing.item",
            step=step_name(report, step, writer),
            n=step.entered,
            share=writer.percent(step.advanced / step.entered if step.entered else None),
        )
        for step in all_steps(report)
    ]
    return Caption(f"chart-standing-{sheet.name}", writer.say("standing.title"), "; ".join(items))
