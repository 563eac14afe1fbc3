"""Facts written in one line each, and the relations they make: what every engine is given.

A line is ``(subject, day, kind, *values)``, the values in the order of the kind's fields, and last,
if need be, a dict: other fields by name, ``recorded`` (a day), ``by_day``, ``account``, ``person``.
Subjects begin with p (person), a (account) or d (deal). Facts are numbered as they stand, from 1;
``("p1", 3, "void", "2")`` voids the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripact.ledger.kinds import columns
from tripact.ledger.relations import RELATIONS, relation_columns, relation_name
from tripact.ledger.words import DECIMAL, TRUTHS
from tripact.worktime.instant import DAY, midnight

Line = Sequence[Any]
KINDS = {"p": "person", "a": "account", "d": "deal"}
ORIGIN = midnight(date(2026, 1, 1), "UTC")
"""Day 0 of every case."""


def instant(day: float) -> int:
    """The instant of a day, to the millisecond."""
    return ORIGIN + round(day * DAY)


def day_of(ts: object) -> float:
    """The day of an instant."""
    return (int(str(ts)) - ORIGIN) / DAY


@dataclass(frozen=True)
class Ledger:
    """Relations with their rows, and the subjects' keys by id."""

    relations: Mapping[str, list[tuple[object, ...]]]
    keys: Mapping[str, int]


def ledger(lines: Iterable[Line]) -> Ledger:
    """The relations that these facts make."""
    relations: dict[str, list[tuple[object, ...]]] = {name: [] for name in RELATIONS}
    keys: dict[str, int] = {}
    for seq, line in enumerate(lines, 1):
        kind, row = _row(seq, line, keys)
        relations[relation_name(kind)].append(tuple(row.get(name) for name in relation_columns(kind)))
    relations["subjects"] = [(key, KINDS[name[0]], name) for name, key in keys.items()]
    relations["restated"] = [(key,) for key in _restated(relations["attributes"])]
    return Ledger(relations, keys)


def _row(seq: int, line: Line, keys: dict[str, int]) -> tuple[str, dict[str, Any]]:
    subject, day, kind, *values = line
    options = dict(values.pop()) if values and isinstance(values[-1], dict) else {}
    body = dict(zip(columns(kind), values, strict=False))
    subjects = {KINDS[subject[0]]: subject} if subject else {}
    subjects |= {name: options.pop(name) for name in KINDS.values() if name in options}
    envelope = {
        "seq": seq,
        "ts": instant(day),
        "recorded_at": instant(options.pop("recorded", day)),
        "day_precision": options.pop("by_day", False),
        **{name: _key(each, keys) for name, each in subjects.items()},
    }
    body |= options
    return kind, {**envelope, **body, **_derived(kind, body, keys)}


def _derived(kind: str, body: Mapping[str, Any], keys: dict[str, int]) -> dict[str, Any]:
    if kind == "attribute":
        value = body.get("value")
        return {"number": _number(value), "truth": TRUTHS.get(str(value).lower())}
    if kind == "link":
        return {"other_key": _key(body["other"], keys)}
    return {"voided_seq": int(body["voided_id"])} if kind == "void" else {}


def _key(subject: str, keys: dict[str, int]) -> int:
    return keys.setdefault(subject, len(keys) + 1)


def _number(value: str | None) -> float | None:
    return float(value) if value and re.fullmatch(DECIMAL, value) else None


def _restated(attributes: Iterable[tuple[object, ...]]) -> list[object]:
    names = list(relation_columns("attribute"))
    person, account, deal, name = (names.index(each) for each in ("person", "account", "deal", "name"))
    said = Counter((row[person] or row[account] or row[deal], row[name]) for row in attributes)
    return sorted({subject for (subject, _), times in said.items() if times > 1})  # type: ignore[type-var]
