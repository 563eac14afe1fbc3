"""How the command line reads moments and periods."""

from __future__ import annotations

from datetime import date

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.visible import Moment
from tripact.worktime.clock import system_now
from tripact.worktime.instant import midnight, parse


def moment_of(agreement: Agreement, as_of: str | None, known_at: str | None) -> Moment:
    """Return the moment asked for; both times are now by default. A bare date means its end.

    Raises:
        TripactError: If a text is neither a date nor a time.
    """
    now = system_now()
    seen = now if as_of is None else parse(as_of, agreement.zone)
    return Moment(seen, now if known_at is None else parse(known_at, agreement.zone))


def period_of(agreement: Agreement, first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """Return a half-open period from its first and last day, both included.

    Raises:
        TripactError: If a text is no date, or the last day is before the first.
    """
    start = None if first is None else midnight(_day(first, "--from"), agreement.zone)
    end = None if last is None else parse(_day(last, "--to").isoformat(), agreement.zone) + 1
    if start is not None and end is not None and end <= start:
        raise TripactError("invalid", f"The period ends ({last}) before it begins ({first}).")
    return start, end


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as bad:
        raise TripactError("invalid", f"'{text}' is not a day.", where=option, hint="Write 2026-03-31.") from bad
