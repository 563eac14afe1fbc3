"""Writing the exports as ordinary systems do: CSV, JSON Lines, Parquet, and one CSV from a Slovak spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

import duckdb

from tripact.examples.company.book import EXPORTS, FORMS, Book, Cell, Row

Text = list[str]

_JSON = json.JSONEncoder(separators=(",", ":"))


def write_all(book: Book, folder: Path, dirt: dict[str, list[Text]]) -> set[str]:
    """Write every export that has rows; return their paths, ``*`` for the quarter.

    ``dirt`` has rows that are inserted as they stand.
    """
    written = set()
    for name, export in EXPORTS.items():
        rows = book.ordered(name)
        if rows:
            path = folder / export.path
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, name, rows, dirt.get(name, []))
            written.add(export.path.format(quarter="*"))
    return written


def _write(path: Path, name: str, rows: list[Row], dirt: list[Text]) -> None:
    if path.suffix == ".jsonl":
        _write_quarters(path, _heads(name), rows)
    elif path.suffix == ".parquet":
        _write_parquet(path, _text_of(_heads(name), _texts(name, rows)))
    elif name == "spend":
        _write_spreadsheet(path, _heads(name), _texts(name, rows))
    else:
        path.write_bytes(_text_of(_heads(name), _soiled(_texts(name, rows), dirt)).encode())


def _heads(name: str) -> Text:
    return [column.partition(":")[0] for column in EXPORTS[name].columns]


def _forms(name: str) -> list[Callable[[int], str] | None]:
    return [FORMS.get(column.partition(":")[2]) for column in EXPORTS[name].columns]


def _texts(name: str, rows: Iterable[Row]) -> list[Text]:
    forms = _forms(name)
    return [[_text(cell, form) for cell, form in zip(row, forms, strict=True)] for row in rows]


def _text(cell: Cell, form: Callable[[int], str] | None) -> str:
    if cell is None:
        return ""
    if form is not None and isinstance(cell, int):
        return form(cell)
    return ("yes" if cell else "no") if isinstance(cell, bool) else str(cell)


def _soiled(rows: list[Text], dirt: list[Text]) -> list[Text]:
    """Put the dirty rows among the others, evenly."""
    soiled = list(rows)
    for number, row in enumerate(dirt, start=1):
        soiled.insert(len(rows) * number // (len(dirt) + 1), row)
    return soiled


def _text_of(heads: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()


def _write_spreadsheet(path: Path, heads: Text, rows: list[Text]) -> None:
    """Write what Excel saves in Slovakia: semicolons, decimal commas, code page 1250, a row of totals."""
    total = sum(int("".join(sign for sign in row[3] if sign.isdigit())) for row in rows)
    spread = [*rows, ["Spolu", "", "", FORMS["comma"](total)]]
    path.write_bytes(_text_of(heads, spread, ";", "\r\n").encode("cp1250"))


def _write_quarters(path: Path, heads: Text, rows: list[Row]) -> None:
    """Write one file a quarter, one object a line."""
    stamp = FORMS["stamp"]
    objects = [(stamp(int(str(row[-1]))), row) for row in rows]
    for quarter, group in groupby(objects, key=lambda each: f"{each[0][:4]}-Q{(int(each[0][5:7]) + 2) // 3}"):
        lines = (_object(heads, (*row[:-1], written)) for written, row in group)
        target = path.with_name(path.name.format(quarter=quarter))
        target.write_text("".join(lines), encoding="utf-8", newline="\n")


def _object(heads: Text, row: Row) -> str:
    return _JSON.encode(dict(zip(heads, row, strict=True))) + "\n"


def _write_parquet(path: Path, text: str) -> None:
    """Write product events through DuckDB, on one thread, so that the bytes are always the same."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as connection:
        table = Path(folder) / "usage.csv"
        table.write_text(text, encoding="utf-8")
        types = "{'times': 'integer', 'seats': 'integer', 'at': 'timestamptz'}"
        connection.execute("set timezone = 'UTC'")
        connection.execute(
            f"copy (select * from read_csv('{table}', header = true, types = {types})) to '{path}' (format parquet)"
        )
