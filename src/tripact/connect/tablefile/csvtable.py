"""CSV: rows of equal width become columns, everything else is reported with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tripact.connect.tablefile import footer
from tripact.connect.tablefile.csvrows import Block, RowReader
from tripact.connect.tablefile.dialect import Dialect
from tripact.connect.tablefile.encoding import Encoding
from tripact.connect.tablefile.model import BATCH_ROWS, BLANK, FOOTER, Batch, Reject, TableOptions, Unit
from tripact.connect.tablefile.source import Source
from tripact.errors import TripactError

# Rows are turned into columns in pieces this small that the garbage collector never sees enough
# lists alive to look through them; that halves the time.
_PIECE_ROWS = 500


@dataclass(frozen=True)
class CsvTable:
    """An opened CSV; every reading starts anew."""

    source: Source
    encoding: Encoding
    dialect: Dialect
    options: TableOptions
    columns: tuple[str, ...]
    complete: bool = True
    unit: Unit = "bytes"

    @property
    def detected(self) -> dict[str, str]:
        """Format, encoding, delimiter, quotation mark and header, in words."""
        words = {"format": "csv", "encoding": str(self.encoding), **self.dialect.describe()}
        if self.source.compressed:
            words["compression"] = "gzip"
        if not self.options.header:
            words["header"] = "none"
        return words

    @property
    def total(self) -> int:
        """Size of the file, which the position of the last batch reaches."""
        return self.source.size

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the rows in batches; possible footer rows are held back until the end is known.

        Raises:
            TripactError: If the file turns out not to be readable, naming the line.
        """
        reader, width = RowReader(self.source, self.encoding, self.dialect), len(self.columns)
        if self.options.header:
            reader.block(1)
        held, batch = Block([], []), _Filling(self.columns)
        for found, last in reader.blocks(min(size, _PIECE_ROWS)):
            block, held = found.after(held).without_tail(width)
            if last:
                block = self._with_end(block, held)
            batch.take(block, self.dialect)
            if batch.rows >= size or (last and batch.rows):
                yield batch.done(reader.lines.position)
                batch = _Filling(self.columns)

    def _with_end(self, block: Block, tail: Block) -> Block:
        """Tell a footer from rows that only look like one: some row of it must be known by its words."""
        if self.options.footer and any(map(footer.is_footer, tail.rows)):
            footers = [Reject(start, row_text(row, self.dialect), FOOTER) for row, start in tail.numbered()]
            return Block(block.rows, block.starts, block.broken + footers)
        return Block(block.rows + tail.rows, block.starts + tail.starts, block.broken)


class _Filling:
    """A batch that is being filled, column by column."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._columns: dict[str, list[object]] = {name: [] for name in names}
        self._lines: list[int] = []
        self._rejects: list[Reject] = []

    @property
    def rows(self) -> int:
        """How many rows it holds, data and rejects."""
        return len(self._lines) + len(self._rejects)

    def take(self, block: Block, dialect: Dialect) -> None:
        """Add the rows that have a cell for each column, and reject the others."""
        good, ragged = block.by_width(len(self._columns))
        for column, cells in zip(self._columns.values(), zip(*good.rows, strict=True), strict=bool(good.rows)):
            column.extend(cells)
        self._lines.extend(good.starts)
        self._rejects.extend(block.broken)
        self._rejects.extend(
            Reject(start, row_text(row, dialect), self._reason(row)) for row, start in ragged.numbered()
        )

    def done(self, position: int) -> Batch:
        """Return the batch."""
        self._rejects.sort(key=lambda reject: reject.row)
        first = min([*self._lines[:1], *(reject.row for reject in self._rejects[:1])])
        return Batch(first, self._columns, self._rejects, self._lines, position)

    def _reason(self, row: Sequence[str]) -> str:
        return BLANK if footer.is_blank(row) else f"{len(row)} cells where the header has {len(self._columns)}"


def open_csv(source: Source, encoding: Encoding, dialect: Dialect, options: TableOptions) -> CsvTable:
    """Return the CSV with the columns that its header names.

    Raises:
        TripactError: If the header cannot be read or names a column twice.
    """
    reader = RowReader(source, encoding, dialect)
    block = reader.block(1)
    where = f"{source.name}:{dialect.skip + 1}"
    if block.broken or not block.rows:
        raise TripactError(
            "invalid",
            "The header cannot be read: " + (block.broken[0].reason if block.broken else "there is none") + ".",
            where=where,
        )
    names = _names(block.rows[0], where) if options.header else _numbered(len(block.rows[0]))
    return CsvTable(source, encoding, dialect, options, names)


def row_text(row: Sequence[str], dialect: Dialect) -> str:
    """Return the row as CSV text, quoted where it has to be."""
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.delimiter, quotechar=dialect.quote, lineterminator="").writerow(row)
    return text.getvalue()


def _names(header: Sequence[str], where: str) -> tuple[str, ...]:
    """Names without surrounding blanks; a blank one, as pandas writes it, is called by its place."""
    names = tuple(cell.strip() or f"column{place}" for place, cell in enumerate(header, start=1))
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise TripactError(
            "invalid",
            "The header names columns more than once: " + ", ".join(f"'{name}'" for name in twice) + ".",
            where=where,
            hint="Rename all but one of each.",
        )
    return names


def _numbered(width: int) -> tuple[str, ...]:
    return tuple(f"column{place}" for place in range(1, width + 1))
