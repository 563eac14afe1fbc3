"""The last hand on a chart: a title for those who cannot see it, patterns, colours that follow the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from tripact.report.palette import PAPER, PATTERNS, themed

NAMESPACE = "http://www.w3.org/2000/svg"
_DROPPED = ("class", "role", "aria-hidden", "aria-roledescription", "aria-label")
_HALO = {"stroke": themed(PAPER), "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
"""Words stay readable where a line passes behind them."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Caption:
    """What is said of a chart: ``key`` makes its ids unique on a page."""

    key: str
    title: str
    description: str


def finish(drawn: str, caption: Caption) -> str:
    """Return the SVG with role, title and description, ids of its own, patterns and themed colours.

    Args:
        drawn: The SVG as the charting library gave it.
        caption: What is said of it.
    """
    root = ElementTree.fromstring(drawn)
    used = list(_clean(root, caption.key))
    for place, element in enumerate([*_labels(caption), *_definitions(used, caption.key)]):
        root.insert(place, element)
    root.attrib.update(
        {
            "xmlns": NAMESPACE,
            "class": "chart",
            "role": "img",
            "aria-labelledby": f"{caption.key}-title {caption.key}-desc",
        }
    )
    return ElementTree.tostring(root, encoding="unicode")


def inline(svg: str) -> str:
    """Return the SVG as it stands inside HTML, which needs no namespace."""
    return svg.replace(f' xmlns="{NAMESPACE}"', "", 1)


def _clean(root: ElementTree.Element, key: str) -> Iterator[str]:
    """Theme every element, take the library's own labels off it, and name the patterns in use."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        for name in _DROPPED:
            element.attrib.pop(name, None)
        for name, value in element.attrib.items():
            if value in PATTERNS:
                yield value
                element.set(name, f"url(#{key}-{PATTERNS[value][0]})")
            else:
                element.set(name, themed(value))
        if element.tag == "text":
            element.attrib.update(_HALO)
    root.attrib.pop("version", None)


def _labels(caption: Caption) -> Iterator[ElementTree.Element]:
    for name, text in (("title", caption.title), ("desc", caption.description)):
        element = ElementTree.Element(name, {"id": f"{caption.key}-{name}"})
        element.text = text
        yield element


def _definitions(used: list[str], key: str) -> Iterator[ElementTree.Element]:
    if not used:
        return
    definitions = ElementTree.Element("defs")
    for colour in dict.fromkeys(used):
        name, size, tile = PATTERNS[colour]
        drawn = _COLOUR.sub(lambda found: themed(found[0]), tile)
        definitions.append(
            ElementTree.fromstring(
                f'<pattern id="{key}-{name}" width="{size}" height="{size}" '
                f'patternUnits="userSpaceOnUse">{drawn}</pattern>'
            )
        )
    yield definitions
