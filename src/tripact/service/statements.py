"""What a person states, as JSON: read, typed and complete, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from tripact.agreement.spelling import suggest
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Moment, Subjects, Value
from tripact.ledger.kinds import ColumnType, columns, instant_fields, personal_fields, required_field
from tripact.ledger.ranges import DECIMALS, WHOLE_DIGITS
from tripact.worktime.instant import YEARS, at_switch, midnight, of_datetime, written

ENVELOPE = ("person", "account", "deal", "occurred_at", "id", "actor")
STATED: dict[str, tuple[str, ...]] = {
    "attempt": ("person", "deal"),
    "answer": ("person", "deal"),
    "move": ("person", "deal"),
    "handoff": ("person", "deal", "account"),
    "deal": ("deal",),
    "milestone": ("deal", "account", "person"),
    "consent": ("person",),
    "signal": ("person", "account", "deal"),
    "attribute": ("person", "account", "deal"),
    "identity": ("person",),
    "usage": ("account",),
    "revenue": ("account",),
    "link": ("person", "account", "deal"),
    "excuse": ("person", "deal", "account"),
    "void": (),
}
"""The kinds of fact that a person may state, and of whom: at least one of these must be named."""

_LONGEST = 10_000
"""Characters of the longest text that a fact may hold."""


@dataclass(frozen=True)
class Statement:
    """A statement that can become a fact.

    Attributes:
        kind: The kind of fact.
        id: The person's own id of it; None where they gave none.
        about: Of whom it speaks.
        when: When it happened; None where that was not said.
        body: The fields of the kind, and the ``actor``.
    """

    kind: str
    id: str | None
    about: Subjects
    when: Moment | None
    body: dict[str, Value]


def read_statement(kind: str, raw: object, zone: str, now: int) -> tuple[Statement | None, list[Refusal]]:
    """Return the statement that ``raw`` makes, as far as it can be read, and all that is wrong with its form.

    Args:
        kind: One of ``STATED``.
        raw: The JSON object.
        zone: The zone in which times without an offset are read.
        now: The present instant in UTC milliseconds: nothing happened after it.
    """
    if not isinstance(raw, dict):
        return None, [Refusal("form", 'A statement is an object such as {"person": "p-1"}.', "")]
    given = {str(key): value for key, value in raw.items() if value is not None}
    faults = [*_unknown(kind, raw), *_missing(kind, given)]
    read: dict[str, Value] = {}
    for name, value in given.items():
        if name in _readers(kind):
            try:
                read[name] = _readers(kind)[name](value, zone)
            except ValueError as bad:
                faults.append(Refusal("type", f"'{name}' {bad}.", name))
    when = _when(given, zone, now, faults)
    subjects = (read.get(name) for name in ("person", "account", "deal"))
    about = Subjects(*(None if each is None else str(each) for each in subjects))
    body = {name: value for name, value in read.items() if name not in ENVELOPE or name == "actor"}
    statement = Statement(kind, None if read.get("id") is None else str(read["id"]), about, when, body)
    return statement, faults


def _unknown(kind: str, raw: Mapping[object, object]) -> Iterator[Refusal]:
    known = (*ENVELOPE, *columns(kind), *personal_fields(kind))
    for key in raw:
        if key not in known:
            message = f"A statement of kind '{kind}' has no '{key}'. {suggest(str(key), known)}"
            yield Refusal("unknown-key", message, str(key))


def _missing(kind: str, given: Mapping[str, object]) -> Iterator[Refusal]:
    needed = required_field(kind)
    if kind != "deal" and given.get(needed) in (None, ""):
        yield Refusal("missing", f"A statement of kind '{kind}' needs '{needed}'.", needed)
    if kind == "deal" and not set(given) - set(ENVELOPE):
        yield Refusal("missing", "Say something about the deal, such as its amount.", needed)
    of = STATED[kind]
    # one that is there and empty is told as such
    if of and not any(name in given for name in of):
        message = f"Say of whom: a statement of kind '{kind}' names {' or '.join(of)}."
        yield Refusal("missing", message, of[0])


Reader = Callable[[Any, str], Value]


def _readers(kind: str) -> dict[str, Reader]:
    instants = instant_fields(kind)
    fields = {name: _instant if name in instants else _READERS[of] for name, of in columns(kind).items()}
    personal = dict.fromkeys(personal_fields(kind), _text)
    return {**dict.fromkeys(("person", "account", "deal", "id", "actor"), _name), **personal, **fields}


def _name(value: object, zone: str) -> str:
    text = _text(value, zone)
    if not text.strip():
        raise ValueError("is empty")
    return text


def _text(value: object, _zone: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        raise ValueError("must be text")
    if len(value) > _LONGEST:
        raise ValueError(f"has {len(value):,} characters; {_LONGEST:,} are the most")
    if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
        raise ValueError("holds a character that is none")
    return value


def _whole(value: object, _zone: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number")
    return value


def _number(value: object, _zone: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("must be a number")
    return float(value)


def _truth(value: object, _zone: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _amount(value: object, _zone: str) -> str:
    try:
        amount = Decimal(str(value)) if not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) >= 10**WHOLE_DIGITS:
        raise ValueError('must be an amount such as "40000" or "1250.50"')
    if -int(amount.as_tuple().exponent) > DECIMALS:
        raise ValueError(f"has more than {DECIMALS} decimals")
    return format(amount, "f")


def _instant(value: object, zone: str) -> int:
    """Return the instant of a date (its beginning) or a time; a local time must happen, and no more than once."""
    try:
        moment = written(value if isinstance(value, str) else "")
    except ValueError as bad:
        raise ValueError('must be a date or a time such as "2026-12-31"') from bad
    if moment.year not in YEARS:
        raise ValueError(f"names the year {moment.year:04}; {YEARS[0]} to {YEARS[-1]} are the years that can be")
    if not isinstance(moment, datetime):
        return midnight(moment, zone)
    if switched := at_switch(moment, zone):
        raise ValueError(switched)
    return of_datetime(moment, zone)


_READERS: dict[ColumnType, Reader] = {
    "text": _text,
    "bigint": _whole,
    "double": _number,
    "boolean": _truth,
    "decimal": _amount,
}


def _when(given: Mapping[str, object], zone: str, now: int, faults: list[Refusal]) -> Moment | None:
    """Return when it happened; what is wrong with it is added to the faults."""
    if "occurred_at" not in given:
        return None
    try:
        ts = _instant(given["occurred_at"], zone)
    except ValueError as bad:
        faults.append(Refusal("type", f"'occurred_at' {bad}.", "occurred_at"))
        return None
    if ts > now:
        message = (
            f"'{given['occurred_at']}' lies in the future. A fact has happened; say when, or leave it out for now."
        )
        faults.append(Refusal("future", message, "occurred_at"))
    return Moment(ts, "day" if _day(str(given["occurred_at"])) else "instant", zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
