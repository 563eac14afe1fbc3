"""Holidays stand in the agreement itself, for the years that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from tripact.agreement.agreement import Agreement
from tripact.agreement.calendars import Calendar, Holidays
from tripact.agreement.issues import Issue
from tripact.agreement.rulebook import dated_paths
from tripact.worktime.dated import Dated
from tripact.worktime.public_holidays import library


def check_holidays(agreement: Agreement) -> Iterator[Issue]:
    """Yield holidays that another release of a library may change, or that leave gaps.

    - The days are frozen: else a library says them, and an update of it can change a verdict.
    - Days that are listed say where they come from.
    - Frozen days lie in the years for which they are frozen, and each of these years has some.
    - The frozen years hold the day on which the agreement takes effect, and reach to the next version of the calendar.
    """
    for name, history in agreement.calendars.items():
        for path, calendar in dated_paths(("calendars", name), history):
            for level, rule, message, hint in _problems(name, calendar.holidays) if calendar.holidays else ():
                place = agreement.place(*path, "holidays")
                yield Issue.at(place, rule, message, hint, level="warning" if level == "warning" else "error")
        for message in (*_gaps(name, history), *_starts_outside(name, history, agreement.effective)):
            hint = "Freeze them for these years too."
            yield Issue.at(agreement.place("calendars", name), "frozen-years", message, hint, level="warning")


Problem = tuple[str, str, str, str]


def _problems(name: str, holidays: Holidays) -> Iterator[Problem]:
    if holidays.looked_up:
        message = f"The holidays of '{name}' ({holidays.place}) are looked up by the library {library()}, not frozen."
        hint = f"Its updates may change verdicts. Put in what this prints: tripact holidays {holidays.place} --years …"
        yield "warning", "not-frozen", message, hint
    if (holidays.closed or holidays.years) and not holidays.source:
        message = f"The closed days of '{name}' do not say where they come from."
        yield "warning", "source", message, "Add 'source:' beside 'closed:'."
    if holidays.years:
        yield from _outside(name, holidays, holidays.years)


def _outside(name: str, holidays: Holidays, years: tuple[int, int]) -> Iterator[Problem]:
    first, last = years
    for day in holidays.closed:
        if not first <= day.year <= last:
            message = f"'{name}' is closed on {day}, outside the frozen years {holidays.span}."
            yield "error", "frozen-day", message, "Correct the day, or the years."
    for year in sorted({*range(first, last + 1)} - {day.year for day in holidays.closed}):
        message = f"The holidays of '{name}' are frozen for {year}, but no day of that year is listed."
        yield "error", "frozen-day", message, "List its days, or leave the year out of 'years'."


def _gaps(name: str, history: Dated[Calendar]) -> Iterator[str]:
    """Yield where frozen years end before the next version of the calendar begins."""
    for (_, calendar), (since, following) in pairwise(history.changes):
        years = calendar.holidays.years if calendar.holidays else None
        if years and since and date(years[1], 12, 31) < since - timedelta(days=1):
            yield f"The holidays of '{name}' are frozen through {years[1]}, but its next version begins on {since}."
        begins = following.holidays.years if following.holidays else None
        if begins and since and since.year < begins[0]:
            yield f"'{name}' changes on {since}, but its holidays are frozen from {begins[0]} on."


def _starts_outside(name: str, history: Dated[Calendar], effective: date) -> Iterator[str]:
    calendar = history.at(effective)
    holidays = calendar.holidays if calendar else None
    if holidays and holidays.years and not holidays.years[0] <= effective.year <= holidays.years[1]:
        yield f"The holidays of '{name}' are frozen for {holidays.span}, and the agreement takes effect on {effective}."
