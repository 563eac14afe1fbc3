"""Pictures drawn by hand as SVG: for what a charting library has no mark for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal
from xml.etree import ElementTree

from tripact.report.canvas import FONT, LETTER
from tripact.report.funnel_names import writable
from tripact.report.palette import EDGE, INK, PAPER, PATTERNS, PROPERTIES, themed
from tripact.report.svg import NAMESPACE, Caption

Element = ElementTree.Element
Anchor = Literal["start", "middle", "end"]

HATCH = "#0000b1"
"""Light stripes, for what takes much room and matters little."""
_STRIPE = f'<path d="M-1,8L8,-1M-1,1L1,-1M6,8L8,6" stroke="{EDGE}" stroke-width="1"/>'
_PATTERNS = {**PATTERNS, HATCH: ("hatch", 7, f'<rect width="7" height="7" fill="{PAPER}"/>{_STRIPE}')}

_SET_APART = "* { box-sizing"
"""Where the colours end in the style sheet of the pages."""


@dataclass(frozen=True)
class Ink:
    """How words are written."""

    size: float = 13
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False


def words(x: float, y: float, text: str, ink: Ink | None = None) -> Element:
    """Return a line of words, its baseline at ``y``."""
    pen = ink or Ink()
    element = Element("text", {"x": number(x), "y": number(y), "fill": themed(pen.colour), "text-anchor": pen.anchor})
    element.attrib.update({"font-size": number(pen.size), "font-weight": "600" if pen.bold else "400"})
    element.text = writable(text)
    return element


def veil(place: Element, share: float) -> Element:
    """Return a shape with a part of its colour only, so that words on it stay readable."""
    place.set("fill-opacity", f"{share:.2f}")
    return place


def box(left: float, top: float, right: float, bottom: float, fill: str) -> Element:
    """Return a rectangle; ``fill`` is a colour of the palette or ``url(#…)``."""
    size = {"width": number(max(0.0, right - left)), "height": number(max(0.0, bottom - top))}
    return Element("rect", {"x": number(left), "y": number(top), **size, "fill": themed(fill)})


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1) -> Element:
    """Return a straight line."""
    places = {"x1": number(start[0]), "y1": number(start[1]), "x2": number(end[0]), "y2": number(end[1])}
    return Element("line", {**places, "stroke": themed(colour), "stroke-width": number(width)})


def shape(points: Iterable[tuple[float, float]], colour: str) -> Element:
    """Return a filled polygon."""
    placed = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return Element("polygon", {"points": placed, "fill": themed(colour)})


def width_of(text: str, ink: Ink | None = None) -> float:
    """Return about how wide a text will be."""
    return len(text) * (ink or Ink()).size * LETTER


def pattern(colour: str, key: str) -> str:
    """Return the fill of a pattern that ``picture`` defines."""
    return f"url(#{key}-{_PATTERNS[colour][0]})"


def picture(caption: Caption, size: tuple[float, float], drawn: Iterable[Element], *, alone: bool = False) -> str:
    """Return a whole SVG.

    Args:
        caption: What is said of it to those who cannot see it.
        size: Width and height.
        drawn: What is on it, the lowest first.
        alone: Whether it is a file of its own, which brings its colours with it.
    """
    width, height = size
    root = Element("svg", {"xmlns": NAMESPACE, "viewBox": f"0 0 {number(width)} {number(height)}", "role": "img"})
    root.attrib.update({"class": "chart", "aria-labelledby": f"{caption.key}-title {caption.key}-desc"})
    root.attrib.update({"width": number(width), "height": number(height), "font-family": FONT})
    for name, text in (("title", caption.title), ("desc", caption.description)):
        ElementTree.SubElement(root, name, {"id": f"{caption.key}-{name}"}).text = writable(text)
    if alone:
        ElementTree.SubElement(root, "style").text = colours()
        root.append(box(0, 0, width, height, PAPER))
    root.append(_patterns(caption.key))
    root.extend(drawn)
    return ElementTree.tostring(root, encoding="unicode")


@cache
def colours() -> str:
    """Return the light and the dark colours of the pages as CSS."""
    text = files("tripact.report").joinpath("templates", "page.css").read_text(encoding="utf-8")
    return text[: text.index(_SET_APART)].strip()


def number(value: float) -> str:
    """Return a number as short as it can be to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _patterns(key: str) -> Element:
    definitions = Element("defs")
    for name, size, tile in _PATTERNS.values():
        attributes = {"id": f"{key}-{name}", "width": str(size), "height": str(size), "patternUnits": "userSpaceOnUse"}
        made = ElementTree.SubElement(definitions, "pattern", attributes)
        made.extend(ElementTree.fromstring(f"<g>{_coloured(tile)}</g>"))
    return definitions


def _coloured(tile: str) -> str:
    for colour in PROPERTIES:
        tile = tile.replace(colour, themed(colour))
    return tile
