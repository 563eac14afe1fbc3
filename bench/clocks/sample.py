"""The invented clocks: five calendars, a start, a stop, a promise, and a pause for every other one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tripact.worktime.axis import Axis
from tripact.worktime.calendar import Calendar, Hours, Spans
from tripact.worktime.dated import Dated
from tripact.worktime.instant import DAY, HOUR, MINUTE, midnight

Ints = npt.NDArray[np.int64]

SEED = 2026
FIRST, LAST = midnight(date(2024, 1, 1), "UTC"), midnight(date(2026, 1, 1), "UTC")
_DAY: Spans = ((9 * 60, 17 * 60),)
_SPLIT: Spans = ((8 * 60, 12 * 60), (13 * 60, 18 * 60))
_NIGHT: Spans = ((22 * 60, 30 * 60),)
CLOSED = frozenset({date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 4, 18), date(2025, 12, 25)})
HOURS = (
    Hours("Europe/Bratislava", (*[_DAY] * 5, (), ()), CLOSED),
    Hours("America/New_York", (*[_SPLIT] * 5, (), ()), CLOSED),
    Hours("Asia/Kathmandu", (*[_DAY] * 6, ())),
    Hours("Australia/Sydney", tuple([_NIGHT] * 7)),
    Hours("UTC", tuple([((0, 24 * 60),)] * 7)),
)


@dataclass(frozen=True)
class Clocks:
    """Arrays of equal length; a pause of no length stands where a clock has none."""

    calendar: Ints
    start: Ints
    stop: Ints
    amount: Ints
    pause_from: Ints
    pause_until: Ints


def axes() -> dict[int, Axis]:
    """Return the axis of each calendar, by number."""
    return {n: Axis.reaching(Calendar(Dated.plain(hours)), FIRST, LAST) for n, hours in enumerate(HOURS)}


def clocks(size: int) -> Clocks:
    """Return so many clocks; the same ones every time."""
    chance = np.random.default_rng(SEED)
    start = chance.integers(FIRST, LAST - 90 * DAY, size)
    stop = start + chance.integers(MINUTE, 20 * DAY, size)
    pause_from = start + ((stop - start) * chance.random(size)).astype(np.int64)
    length = np.where(chance.random(size) < 0.5, chance.integers(MINUTE, 3 * DAY, size), 0)
    amount = chance.integers(1, 41, size) * HOUR
    return Clocks(chance.integers(0, len(HOURS), size), start, stop, amount, pause_from, pause_from + length)
