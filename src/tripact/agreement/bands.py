"""Number bands as people write them: ``50-1000``, ``1000+``, ``<50``, ``1m-<10m``."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_NUMBER = r"(\d+(?:\.\d+)?)([km]?)"
_BAND = re.compile(rf"{_NUMBER}-(<?){_NUMBER}|{_NUMBER}\+|<{_NUMBER}|{_NUMBER}")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


class Band(NamedTuple):
    """The numbers from ``low`` to ``high``, both included."""

    low: float
    high: float

    def overlaps(self, other: Band) -> bool:
        """Tell whether a number lies in both."""
        return self.low <= other.high and other.low <= self.high


def parse_band(text: str) -> Band | None:
    """Return the band that ``text`` names; None if it names none.

    ``<50`` and ``10-<50`` end just below 50, ``50+`` has no end, ``50`` is that number alone.
    """
    match = _BAND.fullmatch(text.replace(" ", "").replace("–", "-").lower())
    if not match:
        return None
    low, low_unit, open_, high, high_unit, least, least_unit, below, below_unit, only, only_unit = match.groups()
    if low is not None:
        end = _number(high, high_unit)
        return Band(_number(low, low_unit), _just_below(end) if open_ else end)
    if least is not None:
        return Band(_number(least, least_unit), math.inf)
    if below is not None:
        return Band(-math.inf, _just_below(_number(below, below_unit)))
    return Band(_number(only, only_unit), _number(only, only_unit))


def _number(digits: str, unit: str) -> float:
    return float(digits) * _TIMES[unit]


def _just_below(number: float) -> float:
    return math.nextafter(number, -math.inf)
