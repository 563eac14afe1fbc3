"""The explanation of a clock: whose calendar it was counted on, which version of it, and why."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.cli.clock_words import when
from tripact.report.clock_calendars import CountedOn
from tripact.report.clock_leg_owners import CalendarLeg
from tripact.report.clock_trace import ClockTrace

_INDENT = " " * len("Counted: ")


def counted_on(trace: ClockTrace) -> Iterator[str]:
    """Yield what is counted, a line each: the open hours of whose calendar, or all time."""
    on = trace.counted_on
    if on.calendar is None:
        yield f"wall-clock time, shown in {trace.zone}"
        return
    yield f"open hours of the calendar '{on.calendar}' ({trace.zone}){_whose(on)}"
    version = f"hours in force since {on.version_from}" if on.version_from else ""
    known = "; ".join(filter(None, (version, on.holidays)))
    if known:
        yield f"{_INDENT}{known}"
    yield from (f"{_INDENT}from {when(leg.since, trace.zone)} on {_leg(leg)}" for leg in on.handed)


def _whose(on: CountedOn) -> str:
    if on.whose == "team":
        return ""
    if on.own:
        return f", that of the {on.whose} {on.named}"
    if on.named is None:
        return f", that of the team: no {on.whose}'s calendar was known at the start"
    return f", that of the team: the agreement gives the {on.whose} {on.named} none"


def _leg(leg: CalendarLeg) -> str:
    return f"the calendar '{leg.calendar}': {f'the owner is {leg.owner}' if leg.owner else 'it has no owner'}"
