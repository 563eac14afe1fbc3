"""Numbers that are too large: a row that holds one is rejected, for sums would not hold it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tripact.connect.tablefile.cells import cell_text
from tripact.connect.tablefile.rows import Converted, Converter, Problem, Rows
from tripact.ledger.facts import Value
from tripact.ledger.kinds import instant_fields
from tripact.ledger.ranges import RANGES, Range
from tripact.worktime.instant import YEARS


def sized(convert: Converter, kind: str, field: str, column: str) -> Converter:
    """Return the function that computes a field for many rows, and rejects those where it is too large."""
    if field not in RANGES.get(kind, {}):
        return convert
    return partial(_sized, convert, lambda value: too_large(value, kind, field), column)


def too_large(value: Value, kind: str, field: str) -> str | None:
    """Return why a number is too large for a field, completing "the value …"; None if it is not."""
    known = RANGES.get(kind, {}).get(field)
    if known is None or value is None or _holds(known, kind, field, float(value)):
        return None
    if field in instant_fields(kind):
        return f"lies outside the years {YEARS[0]} to {YEARS[-1]}, in UTC milliseconds"
    return f"is too large: '{field}' is at most {known.size:,}"


def _holds(known: Range, kind: str, field: str, number: float) -> bool:
    return known.low <= number <= known.high if field in instant_fields(kind) else abs(number) <= known.size


def _sized(convert: Converter, why: Callable[[Any], str | None], column: str, rows: Rows) -> Converted:
    values, bad = convert(rows)
    reasons = {value: reason for value in set(values) if (reason := why(value))}
    if not reasons:
        return Converted(values, bad)
    found = {
        at: Problem(column, cell_text(value), reasons[value]) for at, value in enumerate(values) if value in reasons
    }
    return Converted([None if value in reasons else value for value in values], {**found, **bad})
