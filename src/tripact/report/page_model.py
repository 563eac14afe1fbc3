"""What stands on the page of a funnel report; the template writes it down and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.report.table_model import Table
from tripact.report.words import Language


@dataclass(frozen=True)
class Drawing:
    """One chart in both widths, each a complete SVG of its own."""

    wide: str
    narrow: str


@dataclass(frozen=True)
class Item:
    """A fact about the report, such as its moment."""

    label: str
    value: str


@dataclass(frozen=True)
class Figure:
    """A headline figure with what belongs to it; ``words`` if its value is a name."""

    label: str
    value: str
    parts: tuple[str, ...]
    words: bool = False


@dataclass(frozen=True)
class Remark:
    """A note on the data: how often, what kind, what it says; in English where it is not ``translated``."""

    count: str
    kind: str
    message: str
    translated: bool
    places: str


@dataclass(frozen=True)
class Section:
    """A question, its chart and the tables that hold the same and more."""

    id: str
    title: str
    lead: str
    drawing: Drawing | None
    tables: tuple[Table, ...]
    remark: str = ""


@dataclass(frozen=True)
class Definition:
    """How a number is defined."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class FunnelPage:
    """The whole page, in its reading order."""

    language: Language
    kind: str
    title: str
    headline: str
    meta: tuple[Item, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Remark, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]

    @property
    def defined(self) -> dict[str, str]:
        """The text of each definition by its key."""
        return {each.key: each.text for each in self.definitions}
