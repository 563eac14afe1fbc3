"""How the terminal says instants and durations of clocks."""

from __future__ import annotations

from tripact.report.words import NBSP
from tripact.report.writer import Writer
from tripact.worktime.instant import MINUTE, SECOND, to_datetime

_FIGURES = Writer("en", "UTC")


def measured(seconds: float | None, unit: str = "business") -> str:
    """Return a measured time as the pages write it; business time has no days, only hours.

    Example:
        >>> measured(104_340)
        '28 h 59 min'
    """
    return _FIGURES.measured(seconds, unit).replace(NBSP, " ")


def when(instant: int | None, zone: str, *, dated: bool = True) -> str:
    """Return an instant as ``Fri 14 Mar 2025 15:00``, seconds only where they matter; undated: ``Fri 15:00``."""
    if instant is None:
        return "—"
    local = to_datetime(instant, zone)
    day = f"{local:%a} {local.day} {local:%b %Y}" if dated else f"{local:%a}"
    return f"{day} {clock_time(instant, zone)}"


def clock_time(instant: int, zone: str) -> str:
    """Return the time of day of an instant."""
    local = to_datetime(instant, zone)
    return f"{local:%H:%M:%S}" if instant % MINUTE >= SECOND else f"{local:%H:%M}"
