"""The sheet that charts are drawn on: two widths, rows of text and marks, a legend, the SVG itself.

Names stand above their marks, not beside them, so that long names fit both a wide page and a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import vl_convert

from tripact.report.palette import INK, MUTED
from tripact.report.svg import Caption, finish

Datum = dict[str, Any]
Layer = alt.Chart | alt.LayerChart | alt.FacetChart
FONT = "system-ui, sans-serif"
LETTER = 0.62
"""Width of a letter in its own size: what vl-convert measures is not the font that people have."""
PAD = 2
BAR = 14
VALUE = 76
"""Room for a percentage at the right end."""
LEGEND_ROW = 24


@dataclass(frozen=True)
class Sheet:
    """A width to draw for."""

    name: str
    width: int
    size: int

    @property
    def narrow(self) -> bool:
        """Whether figures need a line of their own."""
        return self.width < 600

    def fit(self, text: str, share: float) -> str:
        """Return the text, cut if it needs more than a share of the width."""
        letters = int(self.width * share / (self.size * LETTER))
        return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


WIDE, NARROW = Sheet("wide", 880, 14), Sheet("narrow", 342, 13)


@dataclass(frozen=True)
class Key:
    """One entry of a legend."""

    label: str
    fill: str
    edge: str


@dataclass(frozen=True)
class Frame:
    """The space of a chart: rows of one height below a head that holds the legend.

    Attributes:
        sheet: The width.
        rows: How many rows.
        step: Height of one.
        keys: The legend.
        across: Entries of the legend beside each other.
        foot: Space below the rows, for an axis.
    """

    sheet: Sheet
    rows: int
    step: int
    keys: tuple[Key, ...] = ()
    across: int = 3
    foot: int = 0

    @property
    def head(self) -> int:
        """Height above the first row."""
        lines = -(-len(self.keys) // self.across)
        return lines * LEGEND_ROW + (14 if lines else 0)

    @property
    def height(self) -> int:
        """Height of all rows."""
        return self.rows * self.step


def data(rows: Sequence[Datum]) -> Datum:
    """Return rows as the data of a chart."""
    return {"values": list(rows)}


def row_axis(frame: Frame) -> alt.Y:
    """Return the vertical place of row 0, 1, 2 …, without lines and words."""
    scale = alt.Scale(domain=list(range(frame.rows)), range=[0, frame.height], padding=0)
    return alt.Y("row:O", axis=None, sort=None, scale=scale)


def value_axis(field: str, domain: tuple[float, float], pixels: tuple[float, float]) -> alt.X:
    """Return the horizontal place of a value."""
    scale = alt.Scale(domain=list(domain), range=list(pixels), nice=False, zero=False, clamp=True)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


@dataclass(frozen=True)
class Pen:
    """How a line of words is written: where it starts or ends, how far from the row's middle."""

    x: float
    dy: float
    align: Literal["left", "right", "center"] = "left"
    bold: bool = False
    muted: bool = False


def words(rows: Sequence[Datum], field: str, frame: Frame, pen: Pen) -> alt.Chart:
    """Return one text for each row."""
    chart: alt.Chart = (
        alt.Chart(data(rows))
        .mark_text(
            align=pen.align,
            baseline="alphabetic",
            dy=pen.dy,
            fontSize=frame.sheet.size - (1 if pen.muted else 0),
            fontWeight=600 if pen.bold else 400,
            color=MUTED if pen.muted else INK,
        )
        .encode(x=alt.value(pen.x), y=row_axis(frame), text=f"{field}:N")
    )
    return chart


def headings(rows: Sequence[Datum], frame: Frame) -> list[alt.Chart]:
    """Return name, detail and value of each row, written above its mark; rows have these fields.

    On a narrow sheet detail and value have a line of their own below the name.
    """
    sheet, top = frame.sheet, 18 - frame.step / 2
    right, below = sheet.width - 2 * PAD, 18 if sheet.narrow else 0
    detail = Pen(0, top + below, muted=True) if sheet.narrow else Pen(right - VALUE, top, "right", muted=True)
    return [
        words([row | {"name": sheet.fit(row["name"], 1.0 if sheet.narrow else 0.5)} for row in rows], "name", frame,
              Pen(0, top, bold=True)),
        words(rows, "detail", frame, detail),
        words(rows, "value", frame, Pen(right, top + below, "right", bold=True)),
    ]  # fmt: skip


def bars(rows: Sequence[Datum], frame: Frame, pixels: float, offset: float) -> alt.Chart:
    """Return horizontal pieces from ``start`` to ``end`` (shares of ``pixels``) with ``fill`` and ``edge``."""
    chart: alt.Chart = (
        alt.Chart(data(rows))
        .mark_bar(size=BAR, yOffset=offset, strokeWidth=1, opacity=1)
        .encode(
            x=value_axis("start", (0, 1), (0.5, pixels - 0.5)),
            x2="end:Q",
            y=row_axis(frame),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    )
    return chart


def render(layers: Sequence[Layer], frame: Frame, caption: Caption) -> str:
    """Return the layers and the legend as a finished SVG."""
    sheet = frame.sheet
    drawn: list[Layer] = [alt.layer(*layers)]
    if frame.keys:
        drawn.append(_legend(frame))
    chart = (
        alt.layer(*drawn)
        .resolve_scale(x="independent", y="independent")
        .properties(
            width=sheet.width - 2 * PAD,
            height=frame.height + frame.foot,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": PAD, "right": PAD, "top": frame.head, "bottom": PAD},
            background="transparent",
        )
        .configure(aria=False, font=FONT)
        .configure_view(stroke=None)
    )
    return finish(str(vl_convert.vegalite_to_svg(chart.to_dict())), caption)


def _legend(frame: Frame) -> Layer:
    width = (frame.sheet.width - 2 * PAD) / frame.across
    rows = [
        {
            "x": place % frame.across * width + 8,
            "y": place // frame.across * LEGEND_ROW + LEGEND_ROW / 2 - frame.head,
            "label": key.label,
            "fill": key.fill,
            "edge": key.edge,
        }
        for place, key in enumerate(frame.keys)
    ]
    return alt.layer(
        alt.Chart(data(rows))
        .mark_square(size=170, opacity=1, strokeWidth=1)
        .encode(
            x=_pixels("x", frame.sheet.width),
            y=_height("y", frame.height),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        ),
        alt.Chart(data(rows))
        .mark_text(align="left", baseline="middle", dx=14, fontSize=frame.sheet.size - 1, color=MUTED)
        .encode(x=_pixels("x", frame.sheet.width), y=_height("y", frame.height), text="label:N"),
    )


def _pixels(field: str, length: float) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, length], range=[0, length], nice=False))


def _height(field: str, length: float) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, length], range=[0, length], nice=False))


def filled(label: str, colour: str) -> Key:
    """Return a legend entry of one plain colour."""
    return Key(label, colour, colour)
