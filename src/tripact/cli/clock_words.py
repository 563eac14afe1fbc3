"""How the terminal says instants and durations of clocks."""

from __future__ import annotations

from tripact.worktime.instant import MINUTE, SECOND, to_datetime


def measured(seconds: float | None, unit: str = "business") -> str:
    """Return a measured time in its two largest units; business time has no days, only hours.

    Example:
        >>> measured(104_340)
        '28 h 59 min'
    """
    if seconds is None:
        return "—"
    if abs(seconds) < 60:
        return f"{seconds:.0f} s"
    sign = "−" if seconds < 0 else ""
    minutes = round(abs(seconds) / 60)
    if unit == "elapsed" and minutes >= 2880:
        return sign + _two(minutes // 60, 24, ("d", "h"))
    return sign + _two(minutes, 60, ("h", "min"))


def _two(number: int, size: int, units: tuple[str, str]) -> str:
    large, small = divmod(number, size)
    shown = [f"{n} {unit}" for n, unit in zip((large, small), units, strict=True) if n]
    return " ".join(shown) or f"0 {units[1]}"


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
