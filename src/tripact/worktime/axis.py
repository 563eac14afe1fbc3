"""The axis of business time: a calendar as numbered open intervals in UTC, with the open time before each.

    B(t) = open time of all intervals before t

It is expanded from ``since`` on, as far as questions need, and never past ``until``: a question beyond is an error,
never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from tripact.errors import TripactError
from tripact.worktime.calendar import Calendar, days_from, utc_date, wall_midnight
from tripact.worktime.instant import DAY, HOUR, show
from tripact.worktime.measure import Measure, Pauses
from tripact.worktime.span import Span
from tripact.worktime.union import Stretch, union, union_within, without

AHEAD = 400 * DAY
"""How far past its last instant an axis reaches, at least."""

_EASTMOST = 16 * HOUR
"""No zone was ever further ahead of UTC; no span of a day begins earlier than this before its UTC midnight."""
_CHUNK = timedelta(days=32)
_LEAD = timedelta(days=4)
"""A span lasts into the second day after its own at most, in any zone."""


class Axis(Measure):
    """Business time of one calendar between two instants.

    Attributes:
        asked: From when to when it was asked for; what is known of the calendar cuts that to ``since`` and ``until``.

    Example:
        ``Axis.reaching(calendar, first, last).due(start, 2 * HOUR, pauses)``
    """

    def __init__(self, calendar: Calendar, since: int, until: int) -> None:
        self.calendar = calendar
        self.asked = max(since, calendar.begins_at), until
        self.since, self.until = max(since, calendar.known_from), min(until, calendar.known_until - 1)
        if self.since > self.until:
            raise self._beyond(until)
        self._next = max(utc_date(self.since) - _LEAD, calendar.first_known or date.min)
        self._known = self.since
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        self._totals: list[int] = []
        self._pending: list[Stretch] = []
        while not self._starts and (self.until == until or self._known < self.until):
            if self._known >= until:
                raise TripactError(
                    "invalid",
                    f"The calendar is never open between {show(self.since)} and {show(until)}.",
                    hint="Give it open hours; without any, nothing can be due.",
                )
            self._grow()

    @classmethod
    def reaching(cls, calendar: Calendar, first: int, last: int) -> Axis:
        """Return the axis for questions between two instants, with deadlines at least 400 days after the last."""
        return cls(calendar, first - DAY, last + AHEAD)

    def open_time(self, instant: int) -> int:
        """Return B(t)."""
        self._reach(instant)
        number = bisect_right(self._starts, instant) - 1
        if number < 0:
            return 0
        return self._before[number] + min(instant, self._ends[number]) - self._starts[number]

    def first_with(self, total: int) -> int:
        """Return the left inverse of B."""
        if total <= 0:
            raise self._beyond(self.since - 1)
        while not self._totals or self._totals[-1] < total:
            self._grow()
        return self._instant(bisect_left(self._totals, total), total)

    def last_with(self, total: int) -> int:
        """Return the right inverse of B."""
        if total < 0:
            raise self._beyond(self.since - 1)
        while not self._totals or self._totals[-1] <= total:
            self._grow()
        return self._instant(bisect_right(self._totals, total), total)

    def spans(self, start: int, end: int, pauses: Pauses = ()) -> list[Span]:
        """Return the stretches that ``elapsed`` adds up: what is open between two instants and not paused."""
        self._reach(start)
        self._reach(end)
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        pairs = zip(self._starts[first:last], self._ends[first:last], strict=True)
        opened = ((max(opens, start), min(closes, end)) for opens, closes in pairs)
        return [Span(*stretch) for stretch in without(opened, union_within(pauses, start, end))]

    def _instant(self, number: int, total: int) -> int:
        instant = self._starts[number] + total - self._before[number]
        self._reach(instant)
        return instant

    def _reach(self, instant: int) -> None:
        if instant < self.since or instant > self.until:
            raise self._beyond(instant)
        while self._known < instant:
            self._grow()

    def _grow(self) -> None:
        """Expand the next days. What begins before ``_known`` is complete; the rest waits for the days after."""
        if self._known > self.until:
            raise self._beyond(self._known)
        last = self._next + _CHUNK
        days = days_from(self._next, _CHUNK.days)
        opened = union([*self._pending, *(stretch for day in days for stretch in self.calendar.intervals(day))])
        self._known, self._next = wall_midnight(last) - _EASTMOST, last
        for start, end in opened:
            self._append(start, min(end, self._known))
        self._pending = [(max(start, self._known), end) for start, end in opened if end > self._known]

    def _append(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self._ends and self._ends[-1] == start:
            self._totals[-1] += end - start
            self._ends[-1] = end
            return
        before = self._totals[-1] if self._totals else 0
        self._starts.append(start)
        self._ends.append(end)
        self._before.append(before)
        self._totals.append(before + end - start)

    def _beyond(self, instant: int) -> TripactError:
        if (self.since, self.until) != self.asked and not self.since <= instant <= self.until:
            first, last = self.calendar.first_known or "the beginning", self.calendar.known[1] or "now on"
            return TripactError(
                "invalid",
                f"The holidays of the calendar are frozen from {first} to {last}; {show(instant)} was asked.",
                hint="Freeze them for further years: tripact holidays COUNTRY --years FIRST-LAST.",
            )
        return TripactError(
            "invalid",
            f"{show(instant)} lies outside the expanded calendar ({show(self.since)} to {show(self.until)}).",
            hint="A deadline there would be a guess; ask within the horizon, or expand the calendar further.",
        )
