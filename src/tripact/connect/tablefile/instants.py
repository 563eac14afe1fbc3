"""When facts happened: columns of written times as instants, or one assumed date for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from tripact.connect.tablefile.cells import cell_text
from tripact.connect.tablefile.mapping import Precision, Time
from tripact.connect.tablefile.rows import Converted, Problem, Rows
from tripact.connect.tablefile.templates import parse_template
from tripact.connect.tablefile.times import TimeSpec, parse_times
from tripact.worktime.instant import midnight


@dataclass(frozen=True)
class TimeReader:
    """One time of a mapping, ready to be read from rows.

    Attributes:
        name: What it is called in a reject.
        precision: How exactly it is known.
        zone: The zone in which it is shown.
        instants: Computes the instants of rows.
    """

    name: str
    precision: Precision
    zone: str
    instants: Callable[[Rows], Converted]


def compile_time(time: Time, zone: str | None) -> TimeReader:
    """Return the reader of a time; what the mapping leaves out is told by the format."""
    spec = TimeSpec(time.format, time.zone or zone, precision_of(time), time.offset_in_text)
    name = time.column or ", ".join(parse_template(time.template or "").columns)
    return TimeReader(name, spec.precision, spec.zone or "UTC", partial(_instants, time, spec, name))


def precision_of(time: Time) -> Precision:
    """Return the precision that is said, or the one that the format can bear."""
    if time.precision is not None:
        return time.precision
    return "instant" if time.format is None or "epoch" in time.format or _has_hours(time.format) else "day"


def assumed_time(day: date | None, zone: str) -> TimeReader:
    """Return the reader of an assumed date: the same for every row."""
    instant = midnight(day or date(1970, 1, 1), zone)
    return TimeReader("", "day", zone, lambda rows: Converted([instant] * len(rows), {}))


def _has_hours(form: str) -> bool:
    return any(code in form for code in ("%H", "%I", "%c", "%X", "%T", "%R"))


def _instants(time: Time, spec: TimeSpec, name: str, rows: Rows) -> Converted:
    cells = _cells(time, rows)
    instants, reasons = parse_times(cells, spec, where=f"{rows.file}, column {name}")
    if not any(reasons):
        return Converted(instants, {})  # type: ignore[arg-type]
    faults = ((at, reason) for at, reason in enumerate(reasons) if reason is not None)
    return Converted(
        instants,  # type: ignore[arg-type]
        {at: Problem(name, cell_text(cells[at]), reason) for at, reason in faults},
    )


def _cells(time: Time, rows: Rows) -> Sequence[object]:
    if time.template is not None:
        template = parse_template(time.template)
        parts = zip(*map(rows.text, template.columns), strict=True)
        cells: Sequence[object] = [None if None in row else template.pattern.format(*row) for row in parts]
    else:
        cells = rows.as_read(time.column or "")
    return [None if cell in time.nulls else cell for cell in cells] if time.nulls else cells
