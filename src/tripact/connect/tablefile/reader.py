"""The door to tables in files: find out what a file is, then open it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from tripact.connect.tablefile import dialect, encoding
from tripact.connect.tablefile.csvtable import open_csv
from tripact.connect.tablefile.jsonltable import open_jsonl
from tripact.connect.tablefile.lines import split_lines
from tripact.connect.tablefile.model import BLANK, FOOTER, Batch, Format, Reject, Table, TableOptions
from tripact.connect.tablefile.parquettable import open_parquet
from tripact.connect.tablefile.source import Source, open_source
from tripact.errors import TripactError

__all__ = ["BLANK", "FOOTER", "Batch", "Reject", "Table", "TableOptions", "open_table"]

_SUFFIXES: dict[str, Format] = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv",
    ".parquet": "parquet", ".pq": "parquet",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def open_table(path: Path, options: TableOptions | None = None) -> Table:
    """Open the table in a file; nothing is read yet but its beginning.

    Args:
        path: The file, plain or gzip.
        options: How to read it; all is detected when None.

    Raises:
        TripactError: If the file cannot be read, or the detection leaves a choice that only a
            person can make; the hint names the option.
    """
    options = options or TableOptions()
    form = _format(path, options.format)
    if form == "parquet":
        return open_parquet(path)
    source = open_source(path)
    sample, complete = source.sample()
    found = encoding.detect(sample, complete=complete, configured=options.encoding, where=path.name)
    text = _whole_lines(encoding.decode(sample, found), source, complete=complete)
    if form == "jsonl":
        return open_jsonl(source, found, text, complete=complete)
    return open_csv(source, found, dialect.detect(text, options, path.name), options)


def _format(path: Path, configured: Format | None) -> Format:
    if configured is not None and configured not in get_args(Format):
        raise TripactError(
            "invalid", f"There is no format '{configured}'.", where=path.name, hint="Use csv, parquet or jsonl."
        )
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    form = configured or _SUFFIXES.get(suffixes[-1] if suffixes else "")
    if form is None:
        raise TripactError(
            "invalid",
            "The name of the file does not say its format.",
            where=path.name,
            hint="Set `format:` to csv, parquet or jsonl.",
        )
    return form


def _whole_lines(text: str, source: Source, *, complete: bool) -> str:
    """Drop the line in which the sample breaks off."""
    if complete:
        return text
    lines = split_lines(text)
    if len(lines) < 2:
        raise TripactError(
            "invalid", "The first line does not end within a megabyte.", where=source.name,
            hint="Is the file a table of text?",
        )  # fmt: skip
    return "".join(lines[:-1])
