"""The time of a clock that is handed on: each leg is counted on its own calendar (methods §3.2, ``switch``).

elapsed = ΔB₁ before the switch + ΔB₂ after it; both inverses follow from that, as everywhere (``measure``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from tripact.worktime.axis import Axis
from tripact.worktime.measure import Measure, Pauses
from tripact.worktime.span import Span

Leg = tuple[int, Axis]
"""From when on which calendar counts."""


class Relay(Measure):
    """Business time over several calendars, one after the other; the first one counts since ever.

    Attributes:
        since: From when on all calendars are known.
        until: Until when they all are.

    Example:
        ``Relay([(started, office), (handed_over, vienna)]).due(started, 2 * HOUR)``
    """

    def __init__(self, legs: Sequence[Leg]) -> None:
        self.since = max(axis.since for _, axis in legs)
        self.until = min(axis.until for _, axis in legs)
        self._switches = [start for start, _ in legs[1:]]
        self._axes = [axis for _, axis in legs]
        self._gained = [0]
        self._totals: list[int] = []
        for before, start, after in zip(self._axes[:-1], self._switches, self._axes[1:], strict=True):
            self._totals.append(before.open_time(start) + self._gained[-1])
            self._gained.append(self._totals[-1] - after.open_time(start))

    def open_time(self, instant: int) -> int:
        """Return the open time of all legs before an instant."""
        leg = bisect_right(self._switches, instant)
        return self._axes[leg].open_time(instant) + self._gained[leg]

    def first_with(self, total: int) -> int:
        """Return the left inverse: in the leg in which the total is reached."""
        leg = bisect_left(self._totals, total)
        return self._axes[leg].first_with(total - self._gained[leg])

    def last_with(self, total: int) -> int:
        """Return the right inverse: in the leg in which the total is first passed."""
        leg = bisect_right(self._totals, total)
        return self._axes[leg].last_with(total - self._gained[leg])

    def spans(self, start: int, end: int, pauses: Pauses = ()) -> list[Span]:
        """Return the stretches that ``elapsed`` adds up, leg by leg."""
        edges = [start, *(each for each in self._switches if start < each < end), end]
        return [
            span
            for first, last in pairwise(edges)
            for span in self._axes[bisect_right(self._switches, first)].spans(first, last, pauses)
        ]
