"""Weekday by hour: percent kept in each cell, more colour where more is broken; on a telephone hours run down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.canvas import Sheet
from tripact.report.clock_names import commitment_name, hour_name, hour_of, judged, weekday_name
from tripact.report.drawing import Element, Ink, box, picture, veil, words
from tripact.report.palette import ACCENT, INK, LINE, MUTED
from tripact.report.svg import Caption
from tripact.report.writer import Writer

DARKEST = 0.45
"""So much of the accent at most, so that the figures on it stay readable, light or dark."""
HEAD, SIDE, GAP = 22, 44, 2
Cells = Mapping[tuple[int, int], Adherence]


@dataclass(frozen=True)
class _Grid:
    """Where the cells stand: weekdays down and hours across, or the other way round."""

    sheet: Sheet
    weekdays: range
    hours: range

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a cell."""
        across = len(self.weekdays if self.sheet.narrow else self.hours)
        return (self.sheet.width - SIDE) / across, 28 if self.sheet.narrow else 34

    @property
    def height(self) -> float:
        return HEAD + self.size[1] * len(self.hours if self.sheet.narrow else self.weekdays)

    def corner(self, weekday: int, hour: int) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        day, time = weekday - self.weekdays.start, hour - self.hours.start
        column, row = (day, time) if self.sheet.narrow else (time, day)
        return SIDE + column * self.size[0], HEAD + row * self.size[1]


def draw(report: AdherenceReport, commitment: str, writer: Writer, sheet: Sheet) -> str:
    """Return the heat map of a commitment as SVG.

    Args:
        report: The report, split by weekday and hour.
        commitment: Which one.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    cells = hours_of(report, commitment)
    hours = [hour for _, hour in cells]
    grid = _Grid(sheet, range(7), range(min(hours), max(hours) + 1))
    drawn = [*_axes(grid, writer), *(part for place, row in cells.items() for part in _cell(grid, place, row, writer))]
    return picture(_caption(report, commitment, writer, sheet), (sheet.width, grid.height + GAP), drawn)


def hours_of(report: AdherenceReport, commitment: str) -> Cells:
    """Return the rows of a commitment by weekday and hour."""
    rows = [row for row in report.groups if row.commitment == commitment]
    return {hour_of(str(row.group["weekday-hour"])): row for row in rows}


def _axes(grid: _Grid, writer: Writer) -> Iterator[Element]:
    width, height = grid.size
    for number in grid.weekdays:
        x, y = grid.corner(number, grid.hours.start)
        yield from _head(grid.sheet.narrow, (x + width / 2, y + height / 2), weekday_name(number, writer))
    for hour in grid.hours:
        x, y = grid.corner(grid.weekdays.start, hour)
        yield from _head(not grid.sheet.narrow, (x + width / 2, y + height / 2), f"{hour:02}")


def _head(above: bool, middle: tuple[float, float], text: str) -> Iterator[Element]:  # noqa: FBT001
    if above:
        yield words(middle[0], 14, text, Ink(12, MUTED, "middle"))
    else:
        yield words(GAP, middle[1] + 4, text, Ink(12, MUTED))


def _cell(grid: _Grid, place: tuple[int, int], row: Adherence, writer: Writer) -> Iterator[Element]:
    (x, y), (width, height) = grid.corner(*place), grid.size
    rate = row.attainment
    if rate.value is None:
        return
    if judged(row):
        shade = veil(box(x, y, x + width - GAP, y + height - GAP, ACCENT), 0.05 + (DARKEST - 0.05) * (1 - rate.value))
    else:
        shade = veil(box(x, y + height - GAP - 1, x + width - GAP, y + height - GAP, LINE), 1)
    yield shade
    text = writer.decimal(100 * rate.value, 0)
    ink = Ink(12, INK if judged(row) else MUTED, "middle")
    yield words(x + (width - GAP) / 2, y + height / 2 + 3, text, ink)


def _caption(report: AdherenceReport, commitment: str, writer: Writer, sheet: Sheet) -> Caption:
    name = commitment_name(report.titles, commitment, writer)
    items = [
        writer.say(
            "clocks.hours.item",
            hour=hour_name(*place, writer),
            rate=writer.percent(row.attainment.value),
            n=row.attainment.denominator,
        )
        for place, row in hours_of(report, commitment).items()
        if row.attainment.denominator
    ]
    title = writer.say("clocks.hours.title", commitment=name)
    return Caption(f"chart-hours-{commitment}-{sheet.name}", title, "; ".join(items))
