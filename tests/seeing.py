"""What a browser shows of a page: words too weak to read, cut, or on top of each other."""

from __future__ import annotations

import re
from typing import Any

_TEXTS = """() => {
  const solid = colour => colour !== 'transparent' && !/, 0\\)$/.test(colour);
  const behind = element => { while (element && !solid(getComputedStyle(element).backgroundColor))
    element = element.parentElement; return getComputedStyle(element || document.documentElement).backgroundColor; };
  return [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && !['title', 'desc'].includes(element.tagName)).map(element => {
      const style = getComputedStyle(element);
      return [element.tagName === 'text' ? style.fill : style.color, behind(element), element.textContent.trim()]; });
}"""

_CHARTS = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).map(svg => ({
  name: svg.getAttribute('aria-labelledby'), box: svg.getBoundingClientRect().toJSON(),
  texts: [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect().toJSON()])}))"""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG counts it: from 1 to 21."""
    low, high = sorted([_luminance(one), _luminance(other)])
    return (high + 0.05) / (low + 0.05)


def weak_words(page: Any) -> set[tuple[str, str, str]]:
    """The words on a page whose contrast is under 4.5, with both colours."""
    return {(fore, back, text[:30]) for fore, back, text in page.evaluate(_TEXTS) if contrast(fore, back) < 4.5}


def too_wide(page: Any, width: int) -> bool:
    """Whether the page has to be pushed aside."""
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


def charts(page: Any) -> list[dict[str, Any]]:
    """The charts that are shown: name, box, and their texts with the box of each."""
    return list(page.evaluate(_CHARTS))


def cut_words(page: Any) -> list[tuple[str, str]]:
    """The words that stand outside of their chart, with its name."""
    return [(chart["name"], text) for chart in charts(page) for text, box in chart["texts"] if _outside(chart, box)]


def covered_words(page: Any) -> list[tuple[str, str, str]]:
    """The pairs of words in a chart that stand on each other, with its name."""
    return [
        (chart["name"], one, other)
        for chart in charts(page)
        for number, (one, here) in enumerate(chart["texts"])
        for other, there in chart["texts"][number + 1 :]
        if _overlap(here, there) > 3
    ]


def _outside(chart: dict[str, Any], box: dict[str, float]) -> bool:
    frame = chart["box"]
    before = box["left"] < frame["left"] - 1 or box["top"] < frame["top"] - 1
    return before or box["right"] > frame["right"] + 1 or box["bottom"] > frame["bottom"] + 1


def _overlap(one: dict[str, float], other: dict[str, float]) -> float:
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return min(width, height)


def _luminance(colour: str) -> float:
    parts = [int(float(part)) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
