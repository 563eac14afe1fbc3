"""What a table in a file is to its readers: options in, batches of columns and rejects out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Format = Literal["csv", "parquet", "jsonl"]
Unit = Literal["bytes", "rows"]

BATCH_ROWS = 50_000

#: Reasons of a reject that is no fault of the data.
FOOTER = "footer row of a report"
BLANK = "blank row"


@dataclass(frozen=True)
class TableOptions:
    """How to read a table; whatever is not configured is detected.

    Attributes:
        format: Kind of file; by its suffix when None.
        encoding: Codec for bytes that are neither marked (byte order mark) nor UTF-8.
        delimiter: One character, or ``tab``.
        quote: The quotation mark of a CSV, ``"`` or ``'``.
        header: Whether the first row names the columns; else they are ``column1``, ``column2`` …
        footer: Whether trailing rows of a report (totals, copyright) are kept out of the data.
        skip_rows: Lines before the header that do not belong to the table.
        skip_initial_space: Whether blanks after a delimiter are dropped.
    """

    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool = True
    footer: bool = True
    skip_rows: int = 0
    skip_initial_space: bool = False


@dataclass(frozen=True)
class Reject:
    """A row that did not become data.

    Attributes:
        row: Line on which it begins; for Parquet the number of the row.
        text: The row as it stands in the file.
        reason: Why it was left out.
    """

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class Batch:
    """Consecutive rows of a table, column by column.

    Attributes:
        first_row: Number of the first row, data or reject, of the batch.
        columns: Lists of equal length by column name.
        rejects: Rows of this stretch of the file that are not in the columns, by row number.
        lines: Number of each data row: the line on which it begins; for Parquet the row.
        position: How far the file is read, in the unit of the table.
    """

    first_row: int
    columns: Mapping[str, list[object]]
    rejects: list[Reject]
    lines: Sequence[int]
    position: int

    def __len__(self) -> int:
        return len(self.lines)


class Table(Protocol):
    """An opened table; ``batches`` may be called again and reads from the start each time."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns in the order of the file."""
        ...

    @property
    def complete(self) -> bool:
        """Whether ``columns`` is final; later lines of a long JSON Lines file may bring more."""
        ...

    @property
    def detected(self) -> dict[str, str]:
        """What was found out about the file, for showing it to a person."""
        ...

    @property
    def total(self) -> int:
        """What ``Batch.position`` reaches at the end."""
        ...

    @property
    def unit(self) -> Unit:
        """What ``total`` and ``Batch.position`` count."""
        ...

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the rows in batches of about ``size``."""
        ...
