"""Zones exist, and calendars are open at some time."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.rulebook import dated_paths
from tripact.errors import TripactError
from tripact.worktime.instant import zone


def check_zones(agreement: Agreement) -> Iterator[Issue]:
    """Yield zones that no clock knows and calendars that never open.

    - The agreement's zone and that of each calendar are IANA names.
    - A calendar has open hours; else no time that is counted in it would ever pass.
    """
    yield from _unknown(agreement, ("zone",), agreement.zone)
    for name, history in agreement.calendars.items():
        for path, calendar in dated_paths(("calendars", name), history):
            yield from _unknown(agreement, (*path, "zone"), calendar.zone)
            if not any(calendar.open.values()):
                message = f"The calendar '{name}' is never open."
                yield Issue.at(agreement.place(*path), "closed-calendar", message, "Give it hours.")


def _unknown(agreement: Agreement, path: Path, name: str | None) -> Iterator[Issue]:
    if name is None:
        return
    try:
        zone(name)
    except TripactError as unknown:
        yield Issue.at(agreement.place(*path), "unknown-zone", unknown.message, unknown.hint or "")
