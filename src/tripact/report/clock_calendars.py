"""Whose calendar one clock was counted on, in which version, and from when on another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.calendars import Calendar
from tripact.evaluate.calendars import numbered
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.report.clock_leg_owners import CalendarLeg, legs_of
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import local_date


@dataclass(frozen=True)
class CountedOn:
    """The calendar of a clock at its start, and why that one.

    Attributes:
        calendar: Its name; None for the wall clock.
        zone: Its zone.
        whose: Whose calendar the commitment asks for: ``team``, ``owner`` or ``customer``.
        named: The owner or the customer's attribute value at the start; None if none was known.
        own: Whether it is theirs; else they have none in the agreement, and it is the team's.
        version_from: The day from which these hours hold; None if they always did.
        holidays: Where the closed days come from; "" without any.
        handed: The calendars that took over later.
    """

    calendar: str | None
    zone: str
    whose: str = "team"
    named: str | None = None
    own: bool = True
    version_from: date | None = None
    holidays: str = ""
    handed: tuple[CalendarLeg, ...] = ()


def counted_on(clocks: Clocks, agreement: Agreement, clock: ListedClock) -> CountedOn:
    """Return whose calendar a clock was counted on."""
    (whose, named, ran_on), *_ = _mine(clocks, clock, "run_calendars", "whose", "named", "ran_on")
    names = {number: name for name, number in numbered(agreement).items()}
    own = named is not None and named in _owned(agreement, whose)
    name = names.get(int(str(ran_on)))
    since, calendar = _version(agreement, name, clock.started_at)
    return CountedOn(
        calendar=names.get(clock.calendar),
        zone=(calendar.zone if calendar else None) or agreement.zone,
        whose=str(whose or "team"),
        named=None if named is None else str(named),
        own=own or whose is None,
        version_from=since,
        holidays=_holidays(calendar),
        handed=tuple(legs_of(clocks, agreement, clock)[1:]),
    )


def _mine(clocks: Clocks, clock: ListedClock, relation: str, *columns: str) -> Sequence[tuple[object, ...]]:
    mine: dict[str, str | int] = {"commitment": clock.commitment, "journey": clock.journey, "run": clock.run}
    rows = exp.select(*columns).from_(relation)
    for column, value in mine.items():
        rows = rows.where(exp.EQ(this=exp.column(column), expression=literal(value)))
    return clock_rows(clocks, rows)


def _owned(agreement: Agreement, whose: object) -> set[object]:
    """Return who has a calendar in the agreement: owners, or values of the customers' attribute."""
    if whose == "owner":
        return set(agreement.whose.owner)
    return {value for values in agreement.whose.customer.values() for value in values}


def _version(agreement: Agreement, name: str | None, start: int) -> tuple[date | None, Calendar | None]:
    """Return from when the hours held that were in force at an instant, and these hours."""
    if name is None:
        return None, None
    history, day = agreement.calendars[name], local_date(start, agreement.zone)
    held = [(since, calendar) for since, calendar in history.changes if since is None or since <= day]
    return held[-1] if held else (None, history.changes[0][1])


def _holidays(calendar: Calendar | None) -> str:
    given = calendar.holidays if calendar else None
    if given is None:
        return ""
    if given.years:
        of = f"of {given.place} " if given.country else ""
        return f"holidays {of}frozen for {given.span} ({given.source or 'no source'})"
    return f"holidays of {given.place} looked up, not frozen" if given.looked_up else f"closed days: {given.source}"
