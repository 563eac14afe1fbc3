"""What a table on a page is made of: columns that lead to their definition, rows of written cells."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.report.funnel_names import FEW
from tripact.report.proportion import Rate
from tripact.report.writer import Writer

_ROOMY = 9
"""So many columns have room enough."""


@dataclass(frozen=True)
class Column:
    """One column; ``key`` names its title and its definition.

    Attributes:
        key: Id of the messages ``col.<key>`` and ``define.<key>``.
        words: Whether the cells are words, not figures.
    """

    key: str
    words: bool = False


@dataclass(frozen=True)
class Cell:
    """What is written in one place, and a remark to it such as "too few to judge"."""

    text: str
    remark: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its head cells name it, the others measure it."""

    heads: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first columns belong to the heads of the rows.

    Attributes:
        id: Unique on the page.
        caption: What the table shows.
        columns: Heads first, then measures.
        rows: In reading order.
        folded: Whether it is too long to be open from the start.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    folded: bool = False

    @property
    def dense(self) -> bool:
        """Whether it has so many columns that they stand closer together, to fit on a screen of 1280 pixels."""
        return len(self.columns) > _ROOMY


RATE_COLUMNS = (Column("rate"), Column("fraction"), Column("undecided"), Column("interval"))


def rate_cells(rate: Rate, writer: Writer) -> tuple[Cell, ...]:
    """Return the four cells that every rate has: value, counts, undecided, interval."""
    remark = writer.say("few") if 0 < rate.denominator < FEW else ""
    return (
        Cell(writer.percent(rate.value), remark),
        Cell(writer.fraction(rate)),
        Cell(writer.count(rate.open)),
        Cell(writer.interval(rate.low, rate.high)),
    )


def decided_cells(rate: Rate, writer: Writer) -> tuple[Cell, Cell, Cell]:
    """Return value, counts and interval of a rate beside which nothing is undecided."""
    value, fraction, _, interval = rate_cells(rate, writer)
    return value, fraction, interval


def columns(*keys: str) -> tuple[Column, ...]:
    """Return columns of figures by their keys."""
    return tuple(Column(key) for key in keys)
