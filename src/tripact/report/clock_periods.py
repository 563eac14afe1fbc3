"""What a week, a month, a weekday with its hour is called; in local time, so days may have 23 or 25 hours."""

from __future__ import annotations

from tripact.agreement.agreement import Agreement
from tripact.evaluate.calendars import numbered
from tripact.evaluate.clock_parameters import calendar_of
from tripact.worktime.instant import MINUTE, local_date, to_datetime

SLOT = 15 * MINUTE
"""The slots of ``adherence.sql``; offsets of zones are whole numbers of it."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def period_label(by: str, instant: int, zone: str) -> str:
    """Return the week, month or weekday with hour of an instant.

    Example:
        >>> period_label("week", 1_767_600_000_000, "Europe/Bratislava")
        '2026-W02'
    """
    local = to_datetime(instant, zone)
    if by == "month":
        return f"{local:%Y-%m}"
    if by == "week":
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02}"
    return f"{WEEKDAYS[local.weekday()]} {local.hour:02}"


def period_order(label: str) -> tuple[int, str]:
    """Return the key that puts periods in their order, weekdays from Monday on."""
    weekday = label[:3]
    return (WEEKDAYS.index(weekday) if weekday in WEEKDAYS else 0, label)


def clock_zone(agreement: Agreement, commitment: str, instant: int) -> str:
    """Return the zone of the calendar that a commitment runs on; the agreement's where it has none."""
    number = calendar_of(agreement, commitment)
    name = next((name for name, each in numbered(agreement).items() if each == number), None)
    if name is None:
        return agreement.zone
    dated = agreement.calendars[name]
    calendar = dated.at(local_date(instant, agreement.zone)) or dated.latest
    return calendar.zone or agreement.zone
