"""The colours of charts: one accent, greys and patterns, so that nothing is said by colour alone.

A chart is drawn in the light colours; afterwards each becomes a custom property of the page, which
has a light and a dark value (``templates/page.css``), with the light one as its fallback.
"""

from __future__ import annotations

INK = "#1c2127"
MUTED = "#59616a"
LINE = "#dedad2"
EDGE = "#7d858e"
PAPER = "#fcfbf8"
ACCENT = "#175a94"
TINT = "#d5e3f0"
GREY = "#878e96"
SLATE = "#3c444c"

PROPERTIES = {
    INK: "ink",
    MUTED: "muted",
    LINE: "line",
    EDGE: "edge",
    PAPER: "paper",
    ACCENT: "accent",
    TINT: "tint",
    GREY: "grey",
    SLATE: "slate",
}

# Vega knows no patterns: these colours stand for them until the SVG is finished.
STRIPES, CROSSES, DOTS = "#0000a1", "#0000a2", "#0000a3"

PATTERNS = {
    STRIPES: ("stripes", 6, f'<rect width="6" height="6" fill="{TINT}"/><path d="M-1,7L7,-1M-1,1L1,-1M5,7L7,5" '
              f'stroke="{ACCENT}" stroke-width="1.6"/>'),
    CROSSES: ("crosses", 6, f'<rect width="6" height="6" fill="{PAPER}"/><path d="M0,0L6,6M6,0L0,6" '
              f'stroke="{SLATE}" stroke-width="1"/>'),
    DOTS: ("dots", 6, f'<rect width="6" height="6" fill="{PAPER}"/><circle cx="3" cy="3" r="1" fill="{EDGE}"/>'),
}  # fmt: skip
"""By the colour that stands for it: name, size of the tile, what is on it."""


def themed(colour: str) -> str:
    """Return the custom property of a colour, or the colour itself if the page does not theme it."""
    return f"var(--{PROPERTIES[colour]},{colour})" if colour in PROPERTIES else colour
