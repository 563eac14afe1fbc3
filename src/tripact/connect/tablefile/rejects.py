"""The file of rejected rows: what was wrong with each, and the row itself, so that it can be mended."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO

from tripact.connect.tablefile.cells import cell_text

HEADER = ("file", "row", "reason", "column", "value", "raw")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RejectsFile:
    """A CSV that comes into being with the first row that is rejected.

    Args:
        folder: Where it stands.
        name: How it begins; the next free number is added.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.count = 0
        self.path: Path | None = None
        self._folder = folder
        self._name = name
        self._file: IO[str] | None = None

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Write rows of ``HEADER`` and count them."""
        for row in rows:
            self.count += 1
            self.write(row)

    def write(self, row: Sequence[object]) -> None:
        """Write a row of ``HEADER`` that is no rejected row of the source."""
        csv.writer(self._open()).writerow([_harmless(cell_text(cell) or "") for cell in row])

    def _open(self) -> IO[str]:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            paths = (self._folder / f"{self._name}-{number}.csv" for number in count(1))
            self.path = next(path for path in paths if not path.exists())
            self._file = self.path.open("x", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(HEADER)
        return self._file


def raw_text(cells: Iterable[object]) -> str:
    """Return the cells of a row as one line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([cell_text(cell) or "" for cell in cells])
    return line.getvalue()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a foreign text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
