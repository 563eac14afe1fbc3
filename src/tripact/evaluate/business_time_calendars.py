"""The calendars of an agreement as working calendars, and the axes that an evaluation needs of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tripact.agreement import calendars as clauses
from tripact.worktime.axis import AHEAD, Axis
from tripact.worktime.calendar import Calendar, Days, Hours, utc_date
from tripact.worktime.dated import Dated
from tripact.worktime.public_holidays import public_holidays


def axis_of(clause: Dated[clauses.Calendar], zone: str, first: int, last: int) -> Axis:
    """Return the axis of a calendar of an agreement for questions between two instants.

    Args:
        clause: The calendar with its history.
        zone: The agreement's zone, for calendars that name none.
        first: The earliest instant that will be asked.
        last: The latest start; deadlines reach 400 days further.
    """
    years = range(utc_date(first).year - 1, utc_date(last + AHEAD).year + 2)
    return Axis.reaching(working_calendar(clause, zone, years), first, last)


def working_calendar(clause: Dated[clauses.Calendar], zone: str, years: Iterable[int]) -> Calendar:
    """Return what a calendar of an agreement says; holidays that are not frozen are looked up for the given years."""
    asked = tuple(years)
    return Calendar(clause.map(lambda each: _hours(each, zone, asked)), known_days(clause))


def known_days(clause: Dated[clauses.Calendar]) -> Days:
    """Return the days of which the holidays are known: from the last gap between frozen years on."""
    first: date | None = None
    last: date | None = None
    for since, calendar in clause.changes:
        if last and since and since - last > timedelta(days=1):
            first = since
        years = calendar.holidays.years if calendar.holidays else None
        if years and (since is None or since.year < years[0]):
            first = date(years[0], 1, 1)
        last = date(years[1], 12, 31) if years else None
    return first, last


def _hours(clause: clauses.Calendar, zone: str, years: tuple[int, ...]) -> Hours:
    return Hours(
        zone=clause.zone or zone,
        week=tuple(clause.spans_of(weekday) for weekday in range(7)),
        closed=_closed(clause.holidays, years),
        special={date.fromisoformat(day): spans for day, spans in clause.special.items()},
    )


def _closed(holidays: clauses.Holidays | None, years: tuple[int, ...]) -> frozenset[date]:
    if holidays is None:
        return frozenset()
    listed = frozenset(holidays.closed)
    if not holidays.looked_up or holidays.country is None:
        return listed
    return listed | public_holidays(holidays.country, holidays.subdivision, years)
