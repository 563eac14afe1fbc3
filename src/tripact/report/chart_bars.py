"""Bars of one measure, a row each: what is over its limit, or comes first, has the accent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tripact.report.canvas import NARROW, PAD, WIDE, Frame, Sheet, bars, headings, render
from tripact.report.page_model import Drawing
from tripact.report.palette import ACCENT, EDGE, TINT
from tripact.report.svg import Caption


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        name: What it measures.
        detail: Its parts, in words.
        value: The figure, as written.
        length: The figure as a number; None draws no bar.
        stressed: Whether it has the accent.
    """

    name: str
    detail: str
    value: str
    length: float | None
    stressed: bool = False


def bar_chart(key: str, title: str, rows: Sequence[Bar], full: float = 0) -> Drawing | None:
    """Return the bars in both widths, ``full`` or the longest as wide as the sheet; nothing where there are none."""
    return Drawing(*(_draw((key, title), rows, sheet, full) for sheet in (WIDE, NARROW))) if rows else None


def _draw(named: tuple[str, str], rows: Sequence[Bar], sheet: Sheet, full: float) -> str:
    key, title = named
    frame = Frame(sheet, len(rows), 72 if sheet.narrow else 54)
    most = max((full, *(row.length for row in rows if row.length))) or 1
    words = [
        {"row": place, "name": row.name, "detail": row.detail, "value": row.value} for place, row in enumerate(rows)
    ]
    pieces = [
        {
            "row": place,
            "start": 0,
            "end": row.length / most,
            "fill": ACCENT if row.stressed else TINT,
            "edge": ACCENT if row.stressed else EDGE,
        }
        for place, row in enumerate(rows)
        if row.length
    ]
    layers = [bars(pieces, frame, sheet.width - 2 * PAD, frame.step / 2 - 19)] if pieces else []
    said = "; ".join(f"{row.name}: {row.value}" for row in rows)
    return render([*layers, *headings(words, frame)], frame, Caption(f"chart-{key}-{sheet.name}", title, said))
