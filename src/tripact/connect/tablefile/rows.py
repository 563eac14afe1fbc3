"""Rows of a table, column by column: the values that templates, maps and filters see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import compress
from typing import NamedTuple

from tripact.connect.tablefile.cells import as_texts, cell_text

VIRTUAL = ("row", "digest", "file")
"""Columns that every table has: the row's number, a hash of its cells, and the file's name."""

_TEXT = {str, type(None)}
_NUMBERS = {int, float, bool, type(None)}


class Problem(NamedTuple):
    """Why a row does not become a fact."""

    column: str
    value: str | None
    reason: str

    @property
    def sentence(self) -> str:
        """The reason, with the value that it is about."""
        quoted = f"'{self.value}' "
        return self.reason if self.value is None or self.reason.startswith(quoted) else quoted + self.reason


class Converted(NamedTuple):
    """A column of results and the rows that have none, by their place in the batch."""

    values: list[object]
    bad: dict[int, Problem]


@dataclass
class Rows:
    """Some rows of one file, column by column.

    Attributes:
        columns: The cells as read, by column name.
        numbers: The row's number in its file.
        file: The file's name.
        nulls: Texts that mean nothing.
    """

    columns: Mapping[str, list[object]]
    numbers: Sequence[int]
    file: str
    nulls: Collection[str]
    _texts: dict[str, list[str | None]] = field(default_factory=dict)
    _derived: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def text(self, column: str) -> list[str | None]:
        """Return a column as text; null words are None."""
        known = self._texts.get(column)
        if known is None:
            known = self._texts[column] = self._read(column)
        return known

    def as_read(self, column: str) -> Sequence[object]:
        """Return a column as the file has it, if that is not text."""
        cells = self.columns.get(column, ())
        types = set(map(type, cells))
        if column in self._derived or not cells or str in types:
            return self.text(column)
        return [None if cell != cell else cell for cell in cells] if float in types else cells

    def numbers_as_read(self, column: str) -> Sequence[object]:
        """Return a column of numbers or truths as the file has them, any other as text."""
        cells = self.as_read(column)
        return cells if set(map(type, cells)) <= _NUMBERS else self.text(column)

    def with_column(self, name: str, values: list[str | None]) -> None:
        """Add a derived column."""
        self._texts[name] = values
        self._derived.add(name)

    def take(self, mask: Sequence[bool]) -> Rows:
        """Return the rows that ``mask`` says."""
        columns = {name: list(compress(cells, mask)) for name, cells in self.columns.items()}
        texts = {name: list(compress(cells, mask)) for name, cells in self._texts.items()}
        return Rows(columns, list(compress(self.numbers, mask)), self.file, self.nulls, texts, self._derived)

    def _read(self, column: str) -> list[str | None]:
        if column not in self.columns and column in VIRTUAL:
            return self._virtual(column)
        # A long JSON Lines file may have rows without a column that others have.
        texts = as_texts(self.columns.get(column) or [None] * len(self))
        # Looking for the few null words is quicker than asking every cell whether it is one.
        if not any(word in texts for word in self.nulls):
            return texts
        return [None if text in self.nulls else text for text in texts]

    def _virtual(self, column: str) -> list[str | None]:
        if column == "row":
            return list(map(str, self.numbers))
        if column == "file":
            return [self.file] * len(self)
        return list(map(_digest, zip(*self.columns.values(), strict=True)))


def _digest(cells: tuple[object, ...]) -> str:
    said = "\x1f".join(cell_text(cell) or "" for cell in cells)
    return blake2b(said.encode(), digest_size=16).hexdigest()


Converter = Callable[[Rows], Converted]
"""Computes a column of results from rows."""
