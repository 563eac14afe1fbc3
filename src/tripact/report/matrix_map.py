"""Attempt by day: the share of the obligations whose k-th attempt fell on a day; on a telephone days run down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tripact.report.attempts import Attempts
from tripact.report.canvas import Sheet
from tripact.report.drawing import Element, Ink, box, picture, veil, words
from tripact.report.palette import ACCENT, INK, MUTED
from tripact.report.svg import Caption
from tripact.report.writer import Writer

LAST_DAY = 21
"""Later days share the last column: a matrix as long as the slowest clock says nothing."""
DARKEST = 0.45
"""So much of the accent at most, so that the figures on it stay readable, light or dark."""
HEAD, GAP = 40, 2


@dataclass(frozen=True)
class _Grid:
    """Where the cells stand: attempts down and days across, or on a narrow sheet the other way round."""

    sheet: Sheet
    attempts: int
    days: int

    @property
    def side(self) -> float:
        """Room for the names at the left."""
        return 44 if self.sheet.narrow else 88

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a cell; few columns do not become bars."""
        across = self.attempts if self.sheet.narrow else self.days
        return min(64.0, (self.sheet.width - self.side) / across), 28 if self.sheet.narrow else 34

    @property
    def height(self) -> float:
        return HEAD + self.size[1] * (self.days if self.sheet.narrow else self.attempts)

    def corner(self, attempt: int, day: int) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        column, row = (attempt - 1, day) if self.sheet.narrow else (day, attempt - 1)
        return self.side + column * self.size[0], HEAD + row * self.size[1]


def matrix_of(row: Attempts) -> dict[tuple[int, int], int]:
    """Return the obligations by attempt and day, the days after ``LAST_DAY`` in one."""
    cells = Counter[tuple[int, int]]()
    for attempt, day, n in row.matrix:
        cells[attempt, min(day, LAST_DAY + 1)] += n
    return dict(sorted(cells.items()))


def day_name(day: int) -> str:
    """Return the number of a day; the last column holds all later ones."""
    return f">{LAST_DAY}" if day > LAST_DAY else str(day)


def draw(row: Attempts, name: str, writer: Writer, sheet: Sheet) -> str:
    """Return the matrix of an obligation as SVG.

    Args:
        row: The obligation; some attempt was made.
        name: What it is called.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    cells = matrix_of(row)
    grid = _Grid(sheet, row.needed, max(day for _, day in cells) + 1)
    most = max(cells.values())
    drawn = [
        *_heads(grid, writer),
        *(part for place, n in cells.items() for part in _cell(grid, place, (n / row.n, n / most), writer)),
    ]
    return picture(_caption(row, name, writer, sheet), (sheet.width, grid.height + GAP), drawn)


def _heads(grid: _Grid, writer: Writer) -> Iterator[Element]:
    width, height = grid.size
    down, across = ("day", "attempt") if grid.sheet.narrow else ("attempt", "day")
    yield words(GAP, 14, writer.say(f"attempts.matrix.{down}"), Ink(12, MUTED))
    yield words(grid.side, 14, writer.say(f"attempts.matrix.{across}"), Ink(12, MUTED))
    for attempt in range(1, grid.attempts + 1):
        x, y = grid.corner(attempt, 0)
        yield _head((x + width / 2, y + height / 2), str(attempt), above=grid.sheet.narrow)
    for day in range(grid.days):
        x, y = grid.corner(1, day)
        yield _head((x + width / 2, y + height / 2), day_name(day), above=not grid.sheet.narrow)


def _head(middle: tuple[float, float], text: str, *, above: bool) -> Element:
    if above:
        return words(middle[0], HEAD - 8, text, Ink(12, MUTED, "middle"))
    return words(GAP, middle[1] + 4, text, Ink(12, MUTED))


def _cell(grid: _Grid, place: tuple[int, int], shares: tuple[float, float], writer: Writer) -> Iterator[Element]:
    """Yield a cell: its figure is the share of all obligations, its colour that of the fullest cell."""
    (x, y), (width, height) = grid.corner(*place), grid.size
    of_all, of_most = shares
    shade = box(x, y, x + width - GAP, y + height - GAP, ACCENT)
    yield veil(shade, 0.05 + (DARKEST - 0.05) * of_most)
    text = writer.decimal(100 * of_all, 0) if of_all >= 0.005 else f"<{writer.decimal(1, 0)}"
    yield words(x + (width - GAP) / 2, y + height / 2 + 3, text, Ink(12, INK, "middle"))


def _caption(row: Attempts, name: str, writer: Writer, sheet: Sheet) -> Caption:
    items = [
        writer.say("attempts.matrix.item", attempt=attempt, day=day_name(day), n=n)
        for (attempt, day), n in matrix_of(row).items()
    ]
    title = writer.say("attempts.matrix.title", commitment=name)
    return Caption(f"chart-matrix-{row.commitment}-{sheet.name}", title, "; ".join(items))
