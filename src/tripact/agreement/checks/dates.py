"""Dated values hold when the agreement does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.values import Clause
from tripact.worktime.dated import Dated

_LONG_AGO = 5


def check_dates(agreement: Agreement) -> Iterator[Issue]:
    """Yield dated values whose dates look wrong.

    - The first date is not after the agreement takes effect; else there is a time without a value.
    - No date lies more than five years before that; it is likely a slip.
    """
    for path, value in _dated(agreement, ()):
        first = value.changes[0][0]
        if first is None:
            continue
        place = agreement.place(*path)
        if first > agreement.effective:
            message = f"The first value holds from {first}, but the agreement takes effect on {agreement.effective}."
            hint = "Give the value that holds before, or an earlier date."
            yield Issue.at(place, "no-value", message, hint)
        elif _years_before(first, agreement.effective) > _LONG_AGO:
            message = f"The date {first} lies more than {_LONG_AGO} years before the agreement."
            yield Issue.at(place, "old-date", message, "Check the year.", level="warning")


def _years_before(day: date, later: date) -> float:
    return (later - day).days / 365.25


def _dated(value: object, path: Path) -> Iterator[tuple[Path, Dated[object]]]:
    """Yield every dated value under ``value`` with the way to it."""
    if isinstance(value, Dated):
        yield path, value
        value = {f"from {since}" if since else "always": held for since, held in value.changes}
    if isinstance(value, Clause):
        value = {**_by_alias(value), **(value.__pydantic_extra__ or {})}
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _dated(inner, (*path, key))


def _by_alias(clause: Clause) -> dict[str, object]:
    fields = type(clause).model_fields
    return {field.alias or name: getattr(clause, name) for name, field in fields.items()}
