"""Parquet through DuckDB: plain values come as they are, the rest is cast where it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import duckdb

from tripact.connect.tablefile.model import BATCH_ROWS, Batch, Unit
from tripact.connect.tablefile.source import check_file
from tripact.errors import TripactError

_PLAIN = {
    "boolean", "tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint",
    "uhugeint", "float", "double", "varchar", "date", "timestamp", "timestamp_ns", "timestamp_ms", "timestamp_s",
}  # fmt: skip
_WITH_ZONE = "timestamp with time zone"
_LISTS = {"list", "array", "map", "union"}

Kind = duckdb.sqltypes.DuckDBPyType


@dataclass(frozen=True)
class _Column:
    """A column as it is selected; ``utc`` marks instants, which DuckDB gives without their zone."""

    name: str
    expression: str
    utc: bool = False


@dataclass(frozen=True)
class ParquetTable:
    """An opened Parquet file; every reading starts anew."""

    path: Path
    selected: tuple[_Column, ...]
    total: int
    complete: bool = True
    unit: Unit = "rows"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns; fields of a struct as ``struct.field``."""
        return tuple(column.name for column in self.selected)

    @property
    def detected(self) -> dict[str, str]:
        """Format and number of rows."""
        return {"format": "parquet", "rows": str(self.total)}

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the rows in batches, in the order of the file.

        Raises:
            TripactError: If the file turns out to be damaged.
        """
        columns = ", ".join(column.expression for column in self.selected)
        row = 1
        with duckdb.connect() as connection:
            try:
                connection.execute(f"select {columns} from read_parquet(?)", [_literal_path(self.path)])
                while rows := connection.fetchmany(size):
                    end = row + len(rows)
                    yield Batch(row, self._columns(rows), [], range(row, end), end - 1)
                    row = end
            except duckdb.Error as bad:
                raise _damaged(self.path, bad) from bad

    def _columns(self, rows: list[tuple[object, ...]]) -> dict[str, list[object]]:
        values = zip(self.selected, zip(*rows, strict=True), strict=True)
        return {column.name: _aware(cells) if column.utc else list(cells) for column, cells in values}


def open_parquet(path: Path) -> ParquetTable:
    """Return the Parquet table at ``path``.

    Raises:
        TripactError: If it cannot be read or is no Parquet file.
    """
    check_file(path)
    with duckdb.connect() as connection:
        try:
            # DuckDB 1.5 runs a query with parameters at once, so it must not ask for rows here.
            relation = connection.sql("from read_parquet(?) limit 0", params=[_literal_path(path)])
            types = list(zip(relation.columns, relation.types, strict=True))
            counted = connection.execute("select count(*) from read_parquet(?)", [_literal_path(path)]).fetchall()
        except duckdb.Error as bad:
            raise _damaged(path, bad) from bad
    selected = tuple(column for name, kind in types for column in _select(name, _quoted(name, '"'), kind))
    return ParquetTable(path, selected, counted[0][0])


def _select(name: str, expression: str, kind: Kind) -> Iterator[_Column]:
    if kind.id == "struct":
        for field, inner in cast(list[tuple[str, Kind]], kind.children):
            yield from _select(f"{name}.{field}", f"struct_extract({expression}, {_quoted(field, chr(39))})", inner)
    elif kind.id in _PLAIN:
        yield _Column(name, expression)
    elif kind.id == _WITH_ZONE:
        # DuckDB would need pytz to give an aware datetime; UTC without its label needs nothing.
        yield _Column(name, f"timezone('UTC', {expression})", utc=True)
    elif kind.id in _LISTS:
        yield _Column(name, f"cast(to_json({expression}) as varchar)")
    else:  # decimals and ids keep all their digits as text
        yield _Column(name, f"cast({expression} as varchar)")


def _quoted(name: str, mark: str) -> str:
    return mark + name.replace(mark, mark * 2) + mark


def _literal_path(path: Path) -> str:
    """The path for DuckDB, which takes ``data[1].parquet`` for a pattern and would read data1.parquet."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def _aware(cells: tuple[object, ...]) -> list[object]:
    return [cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell for cell in cells]


def _damaged(path: Path, bad: duckdb.Error) -> TripactError:
    problem = str(bad).splitlines()[0].replace(str(path), path.name)
    return TripactError(
        "invalid",
        f"The file cannot be read as Parquet: {problem.rstrip('.')}.",
        where=path.name,
        hint="Write or copy it again.",
    )
