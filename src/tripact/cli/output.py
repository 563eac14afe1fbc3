"""How commands speak: data on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from tripact.errors import Kind, TripactError

_WIDE = 150
"""Columns for tables where nobody's terminal says how wide it is (files, pipes)."""

OUT = Console(highlight=False, soft_wrap=True, width=None if sys.stdout and sys.stdout.isatty() else _WIDE)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

EXIT_CODES: dict[Kind, int] = {
    "usage": 2,
    "invalid": 3,
    "missing": 1,
    "conflict": 1,
    "forbidden": 1,
    "unavailable": 75,
}
"""The exit code of each kind of error: 1 failed, 2 wrong usage, 3 refused by rules, 75 try again later."""


def print_json(value: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_csv(rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as RFC 4180 CSV; cells that a spreadsheet would run as a formula are quoted."""
    if rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: _safe(value) for key, value in row.items()} for row in rows)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> None:
    """Print a table for people; the first ``left`` columns are text, the others numbers."""
    table = Table(
        title=Text(title) if title else None,
        title_justify="left",
        header_style="bold",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < left else "right", no_wrap=number >= left)
    for row in rows:
        table.add_row(*map(Text, row))
    OUT.print(table)


def counted(n: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{n:,} {one if n == 1 else many}"


def say(message: str) -> None:
    """Tell the person something, on standard error."""
    ERR.print(message, markup=False)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long job is; silent where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def write_file(file: Path, text: str) -> None:
    """Write a file and say so.

    Raises:
        TripactError: If it cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise TripactError(
            "forbidden", f"{file} cannot be written: {fault.strerror}.", hint="Name a file in a folder that exists."
        ) from fault
    say(f"Wrote {file}.")


def fail(error: TripactError) -> int:
    """Print an error for the person who made it; return the exit code."""
    place = f"{error.where}: " if error.where else ""
    ERR.print(Text.assemble(("error", "red"), f" {place}{error.message}"))
    if error.hint:
        ERR.print(Text(f"      {error.hint}"))
    return EXIT_CODES[error.kind]


def program() -> str:
    """Return the command as the person can type it from here."""
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else "tripact"


def _safe(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
