"""What commitments, groups and hours of a report on clocks are called on paper."""

from __future__ import annotations

from collections.abc import Mapping

from tripact.agreement.values import Texts, said
from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.clock_periods import WEEKDAYS
from tripact.report.funnel_names import FEW, group_name, writable
from tripact.report.writer import Writer


def commitment_name(titles: Mapping[str, Texts], name: str, writer: Writer) -> str:
    """Return the title of a commitment in the page's language, or its name with spaces."""
    title = said(titles.get(name, ""), writer.language)
    return writable(title if title and title != name else name.replace("_", " "))


def split_name(report: AdherenceReport, writer: Writer) -> str:
    """Return the dimension as it reads after "by"."""
    key = f"by.{report.by}"
    return writer.say(key) if writer.knows(key) else str(report.by)


def clock_group(row: Adherence, writer: Writer) -> str:
    """Return what a group of clocks is called."""
    hour = row.group.get("weekday-hour")
    return hour_name(*hour_of(hour), writer) if hour else group_name(row.group, writer)


def hour_of(label: str) -> tuple[int, int]:
    """Return weekday (Monday 0) and hour of a label such as ``Mon 09``."""
    weekday, _, hour = label.partition(" ")
    return WEEKDAYS.index(weekday), int(hour)


def weekday_name(weekday: int, writer: Writer) -> str:
    """Return the short name of a weekday."""
    return str(writer.locale.days["format"]["abbreviated"][weekday])


def hour_name(weekday: int, hour: int, writer: Writer) -> str:
    """Return weekday and hour."""
    return f"{weekday_name(weekday, writer)} {hour:02}:00"


def judged(row: Adherence) -> bool:
    """Tell whether a row has enough decided clocks to be judged (methods C6)."""
    return row.attainment.denominator >= FEW


def measured(seconds: float | None, row: Adherence, writer: Writer) -> str:
    """Return a measured time in the unit of a row."""
    return writer.measured(seconds, row.unit)
