"""The bytes of a file: plain or gzip, a sample of them, and how far they are read."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from tripact.errors import TripactError

SAMPLE_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 18
_GZIP = b"\x1f\x8b"

# First bytes of files that people take for a table of text.
_OTHER_FILES = {
    b"PK\x03\x04": ("an Excel workbook or another zip archive", "Save the sheet as CSV UTF-8."),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "Save the sheet as CSV UTF-8."),
    b"PAR1": ("a Parquet file", "Set `format: parquet`."),
    b"%PDF": ("a PDF", "Export the data as CSV."),
}


@dataclass(frozen=True)
class Source:
    """A file of text, opened anew for each reading."""

    path: Path
    compressed: bool
    size: int

    @property
    def name(self) -> str:
        """The file in messages."""
        return self.path.name

    def sample(self) -> tuple[bytes, bool]:
        """Return the first bytes after unpacking, and whether that is all."""
        with self._reading() as (stream, _):
            data = stream.read(SAMPLE_BYTES + 1)
        return data[:SAMPLE_BYTES], len(data) <= SAMPLE_BYTES

    def chunks(self) -> Iterator[tuple[bytes, int]]:
        """Yield unpacked bytes, each with the position in the file after them."""
        with self._reading() as (stream, raw):
            while data := stream.read(_CHUNK_BYTES):
                yield data, raw.tell()

    @contextmanager
    def _reading(self) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        try:
            with self.path.open("rb") as raw:
                unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if self.compressed else raw
                yield unpacked, raw
        except (EOFError, zlib.error, gzip.BadGzipFile) as broken:
            raise TripactError(
                "invalid",
                f"The compressed file is damaged or cut off ({broken}).",
                where=self.name,
                hint="Copy or download it again.",
            ) from broken


def check_file(path: Path) -> int:
    """Return the size of the file.

    Raises:
        TripactError: If it does not exist, is no file, is empty or may not be read.
    """
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise TripactError(
                    "invalid", "The file is empty.", where=path.name, hint="A table without rows still has its header."
                )
        return path.stat().st_size
    except OSError as refused:
        _unreadable(path, refused)


def open_source(path: Path) -> Source:
    """Return the text file at ``path``.

    Raises:
        TripactError: If it cannot be read or is a file of another kind.
    """
    size = check_file(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start in _OTHER_FILES:
        kind, hint = _OTHER_FILES[start]
        raise TripactError("invalid", f"The file is {kind}, not a table of text.", where=path.name, hint=hint)
    return Source(path, compressed=start.startswith(_GZIP), size=size)


def _unreadable(path: Path, refused: OSError) -> NoReturn:
    if isinstance(refused, FileNotFoundError):
        raise TripactError("missing", f"There is no file '{path}'.") from refused
    if isinstance(refused, PermissionError):
        raise TripactError("forbidden", f"The file '{path}' may not be read.") from refused
    raise TripactError("invalid", f"'{path}' cannot be read: {refused.strerror}.") from refused
