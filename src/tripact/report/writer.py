"""Figures as people write them: percentages, intervals, durations and dates in their language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from tripact.report.proportion import Rate
from tripact.report.words import MINUS, NBSP, Language, Words
from tripact.worktime.instant import DAY, HOUR, MINUTE, SECOND, to_datetime

MOMENT = {"en": "d MMM y, HH:mm", "sk": "d. M. y HH:mm"}
"""24 hours always, and the month never first."""
DATE = {"en": "d MMM y", "sk": "d. M. y"}
PERCENT = {"en": "%", "sk": f"{NBSP}%"}
POINTS = {"en": f"{NBSP}pp", "sk": f"{NBSP}p.{NBSP}b."}
_MINUTE = 60
MONTH = re.compile(r"(\d{4})-(\d{2})")


class Writer(Words):
    """Says messages and writes figures of one report; what is not known is a dash, never 0.

    Example:
        >>> Writer("en", "UTC").percent(0.0375)
        '3.75%'
    """

    def __init__(self, language: Language, zone: str) -> None:
        super().__init__(language)
        self.zone = zone

    def decimal(self, value: float | None, digits: int | None = None) -> str:
        """Return a number with so many decimals; unless said otherwise one below 100, else none."""
        if value is None:
            return self.say("page.none")
        places = digits if digits is not None else 1 if abs(value) < 99.95 else 0
        shown = format_decimal(_rounded(value, places), format=_pattern(places), locale=self.locale)
        return str(shown).replace("-", MINUS)

    def percent(self, value: float | None) -> str:
        """Return a share with one decimal, two below 10 %, none if it is exactly nothing or all."""
        if value is None:
            return self.say("page.none")
        return self._percent(value, _digits(value), PERCENT[self.language])

    def points(self, value: float) -> str:
        """Return a signed difference of two shares in percentage points."""
        digits = 2 if abs(value) < 0.1 else 1
        rounded = float(_rounded(100 * value, digits)) or 0.0
        return f"{'+' if rounded > 0 else ''}{self.decimal(rounded, digits)}{POINTS[self.language]}"

    def interval(self, low: float | None, high: float | None) -> str:
        """Return both limits."""
        if low is None or high is None:
            return self.say("page.none")
        return f"{self._percent(low, _digits(low), '')}–{self.percent(high)}"

    def tick(self, value: float, step: float) -> str:
        """Return a share on an axis, with as few decimals as its steps need."""
        return self._percent(
            value, next((n for n in range(4) if round(step * 10 ** (2 + n), 6) % 1 == 0), 4), PERCENT[self.language]
        )

    def fraction(self, rate: Rate) -> str:
        """Return numerator and denominator."""
        return f"{self.count(rate.numerator)}/{self.count(rate.denominator)}"

    def duration(self, seconds: float | None) -> str:
        r"""Return elapsed time in its two largest units.

        Example:
            >>> Writer("en", "UTC").duration(190_800)
            '2\xa0d\xa05\xa0h'
        """
        return self._time(seconds, _units)

    def measured(self, seconds: float | None, unit: str) -> str:
        r"""Return measured time: ``business`` time has hours and no days, any other is as long as the wall says.

        Example:
            >>> Writer("en", "UTC").measured(190_800, "business")
            '53\xa0h'
        """
        return self._time(seconds, _open_units if unit == "business" else _units)

    def _time(self, seconds: float | None, units: Callable[[float], Units]) -> str:
        if seconds is None:
            return self.say("page.none")
        if 0 < round(abs(seconds)) < _MINUTE:
            return f"{MINUS if seconds < 0 else ''}{round(abs(seconds))}{NBSP}s"
        large, small, parts = units(abs(seconds))
        whole, rest = divmod(round(abs(seconds) * SECOND / small[1]), large[1] // small[1])
        shown = [(whole, large[0]), (rest, small[0])][:parts] if whole else [(rest, small[0])]
        text = NBSP.join(f"{self.count(n)}{NBSP}{unit}" for n, unit in shown if n or len(shown) == 1)
        return f"{MINUS}{text}" if seconds < 0 else text

    def moment(self, instant: int) -> str:
        """Return date and time of day in the zone of the report."""
        return str(format_datetime(to_datetime(instant, self.zone), MOMENT[self.language], locale=self.locale))

    def day(self, instant: int) -> str:
        """Return the calendar day in the zone of the report."""
        return str(format_date(to_datetime(instant, self.zone).date(), DATE[self.language], locale=self.locale))

    def month(self, key: str) -> str:
        """Return the month that ``2026-03`` names, or the key itself."""
        match = MONTH.fullmatch(key)
        if not match or not 1 <= int(match[2]) <= 12:
            return key
        return str(format_date(date(int(match[1]), int(match[2]), 1), "LLLL y", locale=self.locale))

    def _percent(self, value: float, digits: int, sign: str) -> str:
        shown = format_percent(_rounded(value, digits + 2), format=f"{_pattern(digits)}%", locale=self.locale)
        return str(shown).replace("-", MINUS).replace("%", sign)


def _rounded(value: float, digits: int) -> Decimal:
    """Round halves away from zero, as people do (8.625 % is 8.63 %); Babel would round them to even."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _pattern(digits: int) -> str:
    return f"#,##0.{'0' * digits}" if digits else "#,##0"


def _digits(value: float) -> int:
    if value in (0, 1):
        return 0
    return 2 if abs(value) < 0.1 else 1


Units = tuple[tuple[str, int], tuple[str, int], int]


def _units(seconds: float) -> Units:
    """Return the larger and the smaller unit, and how many of the two are shown."""
    length = seconds * SECOND
    if length >= DAY - HOUR / 2:
        return ("d", DAY), ("h", HOUR), 1 if length >= 100 * DAY else 2
    return ("h", HOUR), ("min", MINUTE), 2


def _open_units(seconds: float) -> Units:
    """Return the units of business time likewise: a day of it would be no day of the calendar."""
    return ("h", HOUR), ("min", MINUTE), 1 if seconds * SECOND >= 100 * HOUR else 2
