"""The calendars that one clock ran on, one after the other, and what its time was counted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.evaluate.calendars import WALL, numbered
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.handovers import switching
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.worktime.relay import Relay


@dataclass(frozen=True)
class CalendarLeg:
    """A calendar that took over.

    Attributes:
        since: From when it counted, in UTC milliseconds.
        calendar: Its name.
        owner: The owner it came with; None where the record had none.
    """

    since: int
    calendar: str | None
    owner: str | None


def measure_of(clocks: Clocks, agreement: Agreement, clock: ListedClock) -> Relay | None:
    """Return what a clock's time was counted by; None if a calendar is not known for that time."""
    numbers = numbered(agreement)
    legs = legs_of(clocks, agreement, clock)
    axes = [(leg.since, clocks.axes.get(WALL if leg.calendar is None else numbers[leg.calendar])) for leg in legs]
    known = [(since, axis) for since, axis in axes if axis]
    return Relay(known) if len(known) == len(axes) else None


def legs_of(clocks: Clocks, agreement: Agreement, clock: ListedClock) -> Sequence[CalendarLeg]:
    """Return the calendars of a clock, the one at its start first."""
    names = {number: name for name, number in numbered(agreement).items()}
    if clock.commitment not in switching(agreement):
        return (CalendarLeg(clock.started_at, names.get(clock.calendar), None),)
    rows = clock_rows(clocks, bind(read_query("clock_leg_owners", "tripact.report"), {"number": clock.number}))
    return [
        CalendarLeg(int(str(ts)), names.get(int(str(number))), None if owner is None else str(owner))
        for ts, number, owner in rows
    ]
