"""How the command line reads moments and periods."""

from __future__ import annotations

from datetime import date

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.visible import Moment
from tripact.worktime.clock import system_now
from tripact.worktime.instant import check_year, midnight, parse


def moment_of(agreement: Agreement, as_of: str | None, known_at: str | None) -> Moment:
    """Return the moment asked for; both times are now by default. A bare date means its end.

    Raises:
        TripactError: If a text is neither a date nor a time.
    """
    now = system_now()
    seen = now if as_of is None else _instant(as_of, agreement.zone, "--as-of")
    return Moment(seen, now if known_at is None else _instant(known_at, agreement.zone, "--known-at"))


def period_of(agreement: Agreement, first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """Return a half-open period from its first and last day, both included.

    Raises:
        TripactError: If a text is no date, or the last day is before the first.
    """
    start = None if first is None else midnight(day_of(first, "--from"), agreement.zone)
    end = None if last is None else parse(day_of(last, "--to").isoformat(), agreement.zone) + 1
    if start is not None and end is not None and end <= start:
        raise TripactError("usage", f"The period ends ({last}) before it begins ({first}).")
    return start, end


def instant_of(agreement: Agreement, text: str, option: str) -> int:
    """Return the instant that an option names; a bare date means its end.

    Raises:
        TripactError: If it is neither a date nor a time.
    """
    return _instant(text, agreement.zone, option)


def _instant(text: str, zone: str, option: str) -> int:
    try:
        return parse(text, zone)
    except TripactError as bad:
        raise TripactError("usage", bad.message, where=option, hint=bad.hint) from bad


def day_of(text: str, option: str) -> date:
    """Return the day that a text names.

    Raises:
        TripactError: If it names none.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as bad:
        raise TripactError("usage", f"'{text}' is not a day.", where=option, hint="Write 2026-03-31.") from bad
    try:
        check_year(day)
    except TripactError as bad:
        raise TripactError("usage", bad.message, where=option, hint="Write 2026-03-31.") from bad
    return day
