"""Business time by brute force: every minute of a window is looked at, one after the other.

Shares no code and no formula with the product: a calendar is the plain form of the conformance suite, local times are
found by looking through what the clocks of the zone showed, and amounts are counted step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Raw = dict[str, Any]
Pause = tuple[int, int | None]

_ORIGIN = datetime(1970, 1, 1)  # noqa: DTZ001


def number_of(wall: datetime) -> int:
    """The minute of a wall time, as if clocks never jumped."""
    return (wall - _ORIGIN) // timedelta(minutes=1)


@lru_cache(maxsize=64)
def shown(zone: str, first: int, last: int) -> dict[int, tuple[int, int]]:
    """What the clocks of a zone showed: each wall minute with the first and the last UTC minute that showed it."""
    seen: dict[int, tuple[int, int]] = {}
    place = ZoneInfo(zone)
    for minute in range(first, last):
        wall = number_of(datetime.fromtimestamp(minute * 60, place).replace(tzinfo=None))
        seen[wall] = (seen.get(wall, (minute, minute))[0], minute)
    return seen


class BeyondWindow(LookupError):
    """The answer lies outside the minutes that were looked at."""


class Minutes:
    """The open minutes of a calendar in a window of days; steps are minutes, or seconds when asked.

    ``versions`` are pairs of first day (None: always) and calendar: {zone, weekly, closed, special}.
    """

    def __init__(self, versions: Sequence[tuple[date | None, Raw]], first: date, days: int, step: int = 60) -> None:
        self.step = step
        self.first = number_of(datetime.combine(first, datetime.min.time())) - 2 * 1440
        self.last = self.first + (days + 4) * 1440
        self.open = bytearray(self.last - self.first)
        for number in range(-5, days + 4):  # a night may reach into the window from outside
            day = first + timedelta(days=number)
            held = [raw for since, raw in versions if since is None or since <= day]
            if held:
                self._mark(held[-1], day)

    def _mark(self, raw: Raw, day: date) -> None:
        spans = raw.get("weekly", {}).get(DAYS[day.weekday()], [])
        if day.isoformat() in raw.get("closed", []):
            spans = []
        clock = shown(raw["zone"], self.first - 5 * 1440, self.last + 5 * 1440)
        midnight = number_of(datetime.combine(day, datetime.min.time()))
        if not any(midnight + minute in clock for minute in range(1440)):
            return  # a day that the zone skipped
        for opens, closes in raw.get("special", {}).get(day.isoformat(), spans):
            start, end = _minute(opens), _minute(closes)
            end += 1440 if end <= start else 0
            begin = _at(clock, midnight + start, last=False)
            finish = _at(clock, midnight + end, last=end != 1440)
            for minute in range(max(begin, self.first), min(finish, self.last)):
                self.open[minute - self.first] = 1

    def runs(self, second: int, pauses: Iterable[Pause] = ()) -> bool:
        """Whether the clock runs in the step that begins at a second."""
        if any(start <= second and (end is None or second < end) for start, end in pauses):
            return False
        if not self.first <= second // 60 < self.last:
            raise BeyondWindow
        return bool(self.open[second // 60 - self.first])

    def elapsed(self, start: int, end: int, pauses: Sequence[Pause] = ()) -> int:
        """Seconds that the clock ran between two instants."""
        if end < start:
            return -self.elapsed(end, start, pauses)
        return sum(self.step for second in range(start, end, self.step) if self.runs(second, pauses))

    def due(self, start: int, amount: int, pauses: Sequence[Pause] = ()) -> int:
        """Where counting up from the start reaches the amount; for none, where the clock first runs."""
        second, used = start, 0
        while used < amount:
            used += self.step * self.runs(second, pauses)
            second += self.step
        return second if amount else self.breach_after(start, 0, pauses)

    def breach_after(self, start: int, amount: int, pauses: Sequence[Pause] = ()) -> int:
        """The last instant before more than the amount has run."""
        second, used = start, 0
        while used + self.step * self.runs(second, pauses) <= amount:
            used += self.step * self.runs(second, pauses)
            second += self.step
        return second

    def sub(self, start: int, amount: int, pauses: Sequence[Pause] = ()) -> int:
        """Where counting down from the start reaches the amount; for none, where the clock last ran."""
        second, used = start, 0
        while used < amount or (amount == 0 and not self.runs(second - self.step, pauses)):
            second -= self.step
            used += self.step * self.runs(second, pauses)
        return second


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _at(clock: dict[int, tuple[int, int]], wall: int, *, last: bool) -> int:
    """The UTC minute that shows a wall time; a skipped one counts on from the last time shown before it."""
    skipped = 0
    while wall - skipped not in clock:
        skipped += 1
    return clock[wall - skipped][1 if last or skipped else 0] + skipped
