"""Cases of business time as lines of JSON, by which this and any other system can test itself.

A line names a calendar, an instant and an amount, and what should come out; ``conformance/README.md`` has the format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from tripact.errors import TripactError
from tripact.worktime.axis import Axis
from tripact.worktime.calendar import Calendar
from tripact.worktime.instant import DAY, SECOND, of_datetime, show, to_datetime
from tripact.worktime.plain import mapping, read_hours, read_instant, read_pause, read_time, sequence, unreadable
from tripact.worktime.span import Span

_BACK = (40 * DAY, 400 * DAY, 8_000 * DAY)
"""How far before its start the axis of a case reaches; further only when that was too short."""
_AHEAD = 8_000 * DAY
"""How far an axis may reach; it is expanded only as far as a case needs."""


@dataclass(frozen=True)
class Outcome:
    """What became of one line: its number and id, and what is wrong with it (nothing: it passed)."""

    line: int
    name: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """What a line asks: the calendar, the pauses, and the instants and amounts that are given, in milliseconds."""

    calendar: Calendar
    zone: str
    pauses: tuple[Span, ...]
    given: Mapping[str, int]

    def needs(self, *names: str) -> tuple[int, ...]:
        """Return the given values of some names.

        Raises:
            TripactError: If one is not given.
        """
        if missing := [name for name in names if name not in self.given]:
            raise unreadable(f"'{missing[0]}' is missing")
        return tuple(self.given[name] for name in names)

    def axis(self, back: int = _BACK[0]) -> Axis:
        """Return the axis around everything that is given."""
        known = [self.given[name] for name in _INSTANTS if name in self.given]
        known += [moment for pause in self.pauses for moment in pause if moment is not None]
        return Axis(self.calendar, min(known) - back, max(known) + _AHEAD)


_INSTANTS = ("start", "from", "to")
_AMOUNTS = ("add_seconds", "sub_seconds")
_NEAR = 0.85
"""How alike two keys are of which one is a slip of the pen for the other."""


def run(lines: Iterable[str | bytes]) -> Iterator[Outcome]:
    """Yield the outcome of every line that is not empty; a line that cannot be read has failed."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _outcome(number, line)


def check(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is wrong with a case; of the expected keys those that are there are compared.

    Raises:
        TripactError: If the case cannot be read.
    """
    case = read_case(raw)
    answers = {key: _computed(_ANSWERS[key], case) for key in _ANSWERS if key in raw}
    faults = (_fault(key, raw[key], answer, case.zone) for key, answer in answers.items())
    return tuple(fault for fault in faults if fault)


def read_case(raw: Mapping[str, Any]) -> Case:
    """Return what a line asks.

    Raises:
        TripactError: If it cannot be read.
    """
    _check_keys(raw)
    hours = read_hours(raw.get("calendar"))
    pauses = tuple(read_pause(pair, hours.zone) for pair in sequence(raw.get("pauses", []), "pauses"))
    given = {name: read_instant(raw[name], hours.zone) for name in _INSTANTS if name in raw}
    given |= {name: milliseconds(raw[name], name) for name in _AMOUNTS if name in raw}
    case = Case(Calendar.plain(hours), hours.zone, pauses, given)
    for key, needed in _NEEDED.items():
        if key in raw:
            case.needs(*needed(case))
    return case


def _check_keys(raw: Mapping[str, Any]) -> None:
    """Refuse a misspelt key: what it says would not be compared. A line may carry other keys of its own."""
    known = {"id", "calendar", "pauses", *_INSTANTS, *_AMOUNTS, *_ANSWERS}
    for key in (key for key in raw if key not in known):
        if meant := get_close_matches(str(key).lower(), known, 1, _NEAR):
            raise unreadable(f"'{key}' is no key of a case; did you mean '{meant[0]}'?")


def milliseconds(raw: object, name: str) -> int:
    """Return an amount of seconds, which is not negative, in milliseconds.

    Raises:
        TripactError: If it is no such amount.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw < 1e12:
        raise unreadable(f"{name} must be a number of seconds, not negative")
    return round(raw * SECOND)


def due(case: Case) -> int | None:
    """Return when the amount is used up after the start; or the latest instant with it open before the start."""
    (start,) = case.needs("start")
    if "sub_seconds" in case.given:
        return _before(case)
    return case.axis().due(start, case.given["add_seconds"], case.pauses)


def breach_after(case: Case) -> int | None:
    """Return the last instant that keeps the promise; looking back there is one answer only."""
    (start,) = case.needs("start")
    if "sub_seconds" in case.given:
        return _before(case)
    return case.axis().breach_after(start, case.given["add_seconds"], case.pauses)


def elapsed(case: Case) -> int:
    """Return the open time between two instants, in milliseconds."""
    start, end = case.needs("from", "to")
    return case.axis().elapsed(start, end, case.pauses)


_ANSWERS: dict[str, Callable[[Case], int | None]] = {
    "due": due,
    "breach_after": breach_after,
    "elapsed_seconds": elapsed,
}


def _of_amount(case: Case) -> tuple[str, ...]:
    return ("start", "sub_seconds" if "sub_seconds" in case.given else "add_seconds")


_NEEDED: dict[str, Callable[[Case], tuple[str, ...]]] = {
    "due": _of_amount,
    "breach_after": _of_amount,
    "elapsed_seconds": lambda _: ("from", "to"),
}


def _before(case: Case) -> int:
    start, amount = case.needs("start", "sub_seconds")
    for back in _BACK[:-1]:
        try:
            return case.axis(back).sub(start, amount, case.pauses)
        except TripactError:
            continue  # the amount reaches further back; the last attempt says so if nothing is left
    return case.axis(_BACK[-1]).sub(start, amount, case.pauses)


def _computed(answer: Callable[[Case], int | None], case: Case) -> int | TripactError | None:
    try:
        return answer(case)
    except TripactError as error:
        return error


def _fault(key: str, expected: object, got: int | TripactError | None, zone_name: str) -> str | None:
    if isinstance(got, TripactError):
        return None if expected is None else f"{key}: expected {expected}, got no answer: {got.message}"
    if key == "elapsed_seconds":
        same = isinstance(expected, int | float) and got == round(expected * SECOND)
    else:
        same = got is None if expected is None else _is_shown(got, expected, zone_name)
    return None if same else f"{key}: expected {_told(expected)}, got {_shown(key, got, zone_name)}"


def _shown(key: str, got: int | None, zone_name: str) -> str:
    if got is None:
        return "nothing"
    return f"{got / SECOND:.15g}" if key == "elapsed_seconds" else show(got, zone_name)


def _told(expected: object) -> str:
    return "nothing" if expected is None else str(expected)


def _is_shown(instant: int | None, expected: object, zone_name: str) -> bool:
    """Whether a text names the instant; a local time that happens twice names both."""
    moment = read_time(expected)
    if instant is None or instant == of_datetime(moment, zone_name):
        return instant is not None
    return moment.tzinfo is None and to_datetime(instant, zone_name).replace(tzinfo=None) == moment


def _outcome(number: int, line: str | bytes) -> Outcome:
    name = "?"
    try:
        raw = mapping(json.loads(line), "a line")
        name = str(raw.get("id", "?"))
        return Outcome(number, name, check(raw))
    except TripactError as error:
        return Outcome(number, name, (f"cannot be read: {error.message}",))
    except (ValueError, OverflowError, RecursionError) as error:
        return Outcome(number, name, (f"cannot be read: {error}",))
