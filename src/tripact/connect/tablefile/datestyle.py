"""Dates written in figures with the year last: which order they may have, and the format to ask for."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from tripact.errors import TripactError

_FIGURES = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-]) ?(?P<second>\d{1,2})(?P=mark) ?(?P<year>\d{4}|\d{2})(?P<rest>\D.*)?"
)
_CLOCK = re.compile(r"(?P<gap>,? ?T?)\d{1,2}:\d\d(?P<seconds>:\d\d)?(?P<part>\.\d+)?(?P<half> ?[AaPp][Mm])?")


class _Dated(NamedTuple):
    """A date in figures as it stands in the column."""

    text: str
    first: int
    second: int
    mark: str
    year: str
    rest: str

    def format(self, *, day_first: bool) -> str:
        """The ``strptime`` format that reads it."""
        gap = " " if f"{self.mark} " in self.text else ""
        order = ("%d", "%m") if day_first else ("%m", "%d")
        return (self.mark + gap).join([*order, "%Y" if len(self.year) == 4 else "%y"]) + _clock(self.rest)


def refuse_ambiguous(texts: Iterable[str], where: str | None = None) -> None:
    """Refuse a column that holds dates such as 03/04/2026, and say which format the data suggest.

    Also a column that settles the order itself needs the format: the next file may not.

    Raises:
        TripactError: If some text is a date in figures with the year last.
    """
    dated = [found for text in texts if (found := _read(text))]
    if dated:
        _refuse(dated, where)


def _read(text: str) -> _Dated | None:
    match = _FIGURES.fullmatch(text.strip())
    if not match:
        return None
    return _Dated(
        text.strip(), int(match["first"]), int(match["second"]), match["mark"], match["year"], match["rest"] or ""
    )


def _refuse(dated: list[_Dated], where: str | None) -> NoReturn:
    day_first = next((each for each in dated if each.first > 12), None)
    month_first = next((each for each in dated if each.second > 12), None)
    open_one = next((each for each in dated if max(each.first, each.second) <= 12 and each.first != each.second), None)
    shown = open_one or dated[0]
    formats = [shown.format(day_first=True), shown.format(day_first=False)]
    hint = f'Set `format: "{formats[0]}"` (day first) or `format: "{formats[1]}"` (month first).'
    if day_first and month_first:
        hint += f" The column has both: '{day_first.text}' and '{month_first.text}'."
    elif settled := day_first or month_first:
        hint += f" '{settled.text}' suggests {settled.format(day_first=settled is day_first)}."
    raise TripactError(
        "invalid", f"{_readings(shown)} The order of such dates must be configured.", where=where, hint=hint
    )


def _readings(shown: _Dated) -> str:
    if not (1 <= shown.first <= 12 and 1 <= shown.second <= 12):
        return f"'{shown.text}' does not say its order by itself."
    ways = (f"{shown.first} {month_name[shown.second]}", f"{shown.second} {month_name[shown.first]}")
    return f"'{shown.text}' can be {ways[0]} or {ways[1]}."


def _clock(rest: str) -> str:
    """The format of the time of day behind a date, as far as it is a usual one."""
    match = _CLOCK.match(rest)
    if not match:
        return ""
    seconds = (":%S" if match["seconds"] else "") + (".%f" if match["part"] else "")
    half = match["half"] or ""
    return match["gap"] + ("%I" if half else "%H") + ":%M" + seconds + (half[:-2] + "%p" if half else "")
