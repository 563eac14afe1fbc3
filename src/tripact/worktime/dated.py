"""Values that hold from a date: the only implementation of "latest value on or before".

In an agreement a plain value holds since ever; a dated one is written

    fit_minimum: {from 2026-01-01: 60, from 2026-07-01: 65}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tripact.worktime.instant import YEARS, midnight

T = TypeVar("T")
U = TypeVar("U")

BEGINNING = -(2**53)
"""Earlier than any fact: where the validity of a plain value begins, in milliseconds."""
END = 2**53
"""Later than any fact: where the validity of the latest value ends, in milliseconds."""

_KEY = re.compile(r"from (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value with its history: pairs of (first day, value), oldest first.

    The first day of a plain value is ``None``: it always held.
    """

    changes: tuple[tuple[date | None, T], ...]

    @classmethod
    def plain(cls, value: T) -> Dated[T]:
        """Return a value that always held."""
        return cls(((None, value),))

    def at(self, day: date) -> T | None:
        """Return the value in force on ``day``, or None before the first one."""
        held = [value for since, value in self.changes if since is None or since <= day]
        return held[-1] if held else None

    @property
    def latest(self) -> T:
        """The value of the latest change."""
        return self.changes[-1][1]

    @property
    def values(self) -> tuple[T, ...]:
        """Every value that ever held, oldest first."""
        return tuple(value for _, value in self.changes)

    def map(self, change: Callable[[T], U]) -> Dated[U]:
        """Return the same history with every value changed."""
        return Dated(tuple((since, change(value)) for since, value in self.changes))

    def spans(self, zone_name: str) -> Iterator[tuple[int, int, T]]:
        """Yield (from, until, value) in UTC milliseconds, half-open, without gaps between."""
        starts = [BEGINNING if since is None else midnight(since, zone_name) for since, _ in self.changes]
        for start, end, (_, value) in zip(starts, [*starts[1:], END], self.changes, strict=True):
            yield start, end, value


def is_dated(raw: object) -> bool:
    """Tell whether ``raw`` (parsed YAML) is written as a dated value."""
    return isinstance(raw, dict) and bool(raw) and all(isinstance(key, str) and _KEY.fullmatch(key) for key in raw)


def parse_dated(raw: object) -> Dated[object]:
    """Return ``raw`` (parsed YAML) as a dated value; a plain one always held.

    Raises:
        ValueError: If the dates are not in rising order, or one is no date of a year that can be.
    """
    if not isinstance(raw, dict) or not is_dated(raw):
        return Dated.plain(raw)
    changes = tuple((date.fromisoformat(key.removeprefix("from ")), value) for key, value in raw.items())
    days = [day for day, _ in changes]
    if days != sorted(set(days)):
        raise ValueError("the dates must rise, each once")
    for day in days:
        if day.year not in YEARS:
            raise ValueError(f"the year {day.year:04} lies outside {YEARS[0]} to {YEARS[-1]}")
    return Dated(changes)
