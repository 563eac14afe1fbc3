"""CSV text to rows: where each begins, and which cannot be cut into cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from tripact.connect.tablefile import footer
from tripact.connect.tablefile.dialect import Dialect
from tripact.connect.tablefile.encoding import Encoding
from tripact.connect.tablefile.lines import TextLines
from tripact.connect.tablefile.model import Reject
from tripact.connect.tablefile.source import Source
from tripact.errors import TripactError


@dataclass(frozen=True)
class Block:
    """Rows as cut, the line on which each begins, and rows that could not be cut."""

    rows: list[list[str]]
    starts: list[int]
    broken: list[Reject] = field(default_factory=list)

    def after(self, held: Block) -> Block:
        """Return this block with the rows that were held back before it."""
        return Block(held.rows + self.rows, held.starts + self.starts, self.broken) if held.rows else self

    def without_tail(self, width: int) -> tuple[Block, Block]:
        """Return the block up to the rows at its end that may be a footer, and those rows."""
        cut = first = len(self.rows)
        while cut > max(0, first - footer.LONGEST) and footer.may_be_footer(self.rows[cut - 1], width):
            cut -= 1
        return Block(self.rows[:cut], self.starts[:cut], self.broken), Block(self.rows[cut:], self.starts[cut:])

    def by_width(self, width: int) -> tuple[Block, Block]:
        """Return the rows of this width and all others."""
        if set(map(len, self.rows)) <= {width}:  # nearly always, and quick
            return self, Block([], [])
        good, others = Block([], []), Block([], [])
        for row, start in self.numbered():
            block = good if len(row) == width else others
            block.rows.append(row)
            block.starts.append(start)
        return good, others

    def numbered(self) -> Iterator[tuple[list[str], int]]:
        """Return the rows with the lines on which they begin."""
        return zip(self.rows, self.starts, strict=True)


class RowReader:
    """The rows of one reading of a CSV, from the header on."""

    def __init__(self, source: Source, encoding: Encoding, dialect: Dialect) -> None:
        self.lines = TextLines(source, encoding)
        self.ended = False
        self._source = source
        self._skipped = dialect.skip
        self._start = dialect.skip + 1
        self._reader = csv.reader(
            islice(self.lines, dialect.skip, None),
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            skipinitialspace=dialect.skip_initial_space,
            strict=True,  # a stray quotation mark is reported, not swallowed with the rows after it
        )

    def blocks(self, size: int) -> Iterator[tuple[Block, bool]]:
        """Yield the remaining rows in blocks of about ``size``, each with whether it is the last."""
        last = False
        while not last:
            block = self.block(size)
            last = self.ended
            yield block, last

    def block(self, size: int) -> Block:
        """Return the next rows, about ``size``.

        Raises:
            TripactError: If a quotation mark is opened and never closed, or a field is too long.
        """
        block = Block([], [])
        while len(block.rows) + len(block.broken) < size and not self.ended:
            try:
                self._read(block, size - len(block.rows))
            except csv.Error as bad:
                block.broken.append(self._broken(str(bad)))
        return block

    def _read(self, block: Block, size: int) -> None:
        reader, skipped, goal = self._reader, self._skipped, len(block.rows) + size
        for row in islice(reader, size):
            block.rows.append(row)
            block.starts.append(self._start)
            self._start = skipped + reader.line_num + 1
        self.ended = len(block.rows) < goal

    def _broken(self, problem: str) -> Reject:
        start, self._start = self._start, self._skipped + self._reader.line_num + 1
        if "unexpected end" in problem or "field limit" in problem:
            raise self._endless(start, too_long="field limit" in problem)
        text = self.lines.raw(start, self._start - 1)
        return Reject(start, text, "text stands after a closing quotation mark, so the cells cannot be told")

    def _endless(self, start: int, *, too_long: bool) -> TripactError:
        limit = f"A field of the row that begins here is longer than {csv.field_size_limit():,} characters"
        return TripactError(
            "invalid",
            f"{limit if too_long else 'The file ends within the row that begins here'}: "
            "most likely a quotation mark is opened and never closed.",
            where=f"{self._source.name}:{start}",
            hint="Close it, or write it twice if it belongs to the text.",
        )
