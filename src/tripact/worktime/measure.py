"""How time is counted for a clock: a function that never falls, and its two inverses (methods §3.1).

Everything that a commitment asks of time is here, once, for business time (``axis``) and for the wall clock.
Pauses count as a union, and only where time was open.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from tripact.worktime.dated import END
from tripact.worktime.span import Span
from tripact.worktime.union import Stretch, union_within

Pauses = Sequence[Span]
"""Stretches in which a clock does not run; they may overlap, and an open end is ``None``."""


class Measure(ABC):
    """Open time as a function of the instant; it grows by a millisecond a millisecond, or not at all."""

    @abstractmethod
    def open_time(self, instant: int) -> int:
        """Return B(t): the open milliseconds before an instant, counted from where the measure begins."""

    @abstractmethod
    def first_with(self, total: int) -> int:
        """Return the earliest instant before which there are ``total`` open milliseconds (left inverse)."""

    @abstractmethod
    def last_with(self, total: int) -> int:
        """Return the latest instant before which there are ``total`` open milliseconds (right inverse)."""

    def elapsed(self, start: int, end: int, pauses: Pauses = ()) -> int:
        """Return the open time between two instants without the pauses; negative if the end is before the start."""
        if end < start:
            return -self.elapsed(end, start, pauses)
        return self._between((start, end)) - sum(map(self._between, union_within(pauses, start, end)))

    def due(self, start: int, amount: int, pauses: Pauses = ()) -> int | None:
        """Return the earliest instant at which ``amount`` of open time is used up: what people are told.

        A promise of no time is due when the clock first runs. None: an open pause comes first.
        """
        total = self._total(start, amount, pauses, at_end=amount == 0)
        if total is None:
            return None
        return self.first_with(total) if amount else self.last_with(total)

    def breach_after(self, start: int, amount: int, pauses: Pauses = ()) -> int | None:
        """Return the latest instant that still keeps the promise: ``elapsed(start, t) <= amount`` until then.

        None: an open pause comes first, so nothing is broken while it lasts.
        """
        total = self._total(start, amount, pauses, at_end=True)
        return None if total is None else self.last_with(total)

    def sub(self, start: int, amount: int, pauses: Pauses = ()) -> int:
        """Return the latest instant with ``amount`` of open time before ``start``; for none, where time last ran."""
        total = self.open_time(start) - amount
        for pause in reversed(union_within(pauses, until=start)):
            ended = self.open_time(pause[1])
            if ended < total or (ended == total and amount):
                break
            total -= self._between(pause)
        return self.last_with(total) if amount else self.first_with(total)

    def next_open(self, instant: int) -> int:
        """Return the first open instant that is not before ``instant``."""
        return self.last_with(self.open_time(instant))

    def is_open(self, instant: int) -> bool:
        """Tell whether time runs at an instant."""
        return self.next_open(instant) == instant

    def _total(self, start: int, amount: int, pauses: Pauses, *, at_end: bool) -> int | None:
        """B at the deadline: each pause that begins before it (``at_end``: or at it) moves it on."""
        total = self.open_time(start) + amount
        for pause in union_within(pauses, start):
            began = self.open_time(pause[0])
            if began > total or (began == total and not at_end):
                break
            if pause[1] >= END:
                return None
            total += self._between(pause)
        return total

    def _between(self, stretch: Stretch) -> int:
        return self.open_time(stretch[1]) - self.open_time(stretch[0])


class WallClock(Measure):
    """Elapsed time: always open, so the instant is its own measure."""

    def open_time(self, instant: int) -> int:
        """Return the instant itself."""
        return instant

    def first_with(self, total: int) -> int:
        """Return the instant itself."""
        return total

    def last_with(self, total: int) -> int:
        """Return the instant itself."""
        return total
