"""Durations that carry their reading: ``2 business hours``, ``12 days`` (methods §3.3).

A bare ``24h`` has four readings and is refused with all four.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from tripact.worktime.instant import DAY, HOUR, MINUTE, WEEK

Unit = Literal["business", "elapsed", "business day", "day"]

_TEXT = re.compile(r"(\d+(?:\.\d+)?) (?:(business|elapsed) )?(minutes?|hours?|days?|weeks?)( same time)?( rolled)?")
_BARE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-zA-Z]*)")
_WORDS = (
    "business", "elapsed", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "same", "time", "rolled",
)  # fmt: skip
_LENGTH = {"minute": MINUTE, "hour": HOUR, "day": DAY, "week": WEEK}


@dataclass(frozen=True)
class Duration:
    """An amount of time and how it is to be counted.

    Attributes:
        text: As written, for people.
        unit: ``business`` open time; ``elapsed`` wall clock; ``business day`` ends with the n-th
            business day; ``day`` ends with the local day start + n.
        amount: Milliseconds for ``business`` and ``elapsed``, a number of days otherwise.
        same_time: For business days: at the same wall time, not at the end of business.
        rolled: For days: an end on a closed day moves to the next business day.
    """

    text: str
    unit: Unit
    amount: int
    same_time: bool = False
    rolled: bool = False

    @property
    def milliseconds(self) -> int:
        """The length when every day counts as 24 elapsed hours (look-back windows, horizons)."""
        return self.amount if self.unit in ("business", "elapsed") else self.amount * DAY


def parse_duration(text: str) -> Duration:
    """Return the duration that ``text`` says.

    Raises:
        ValueError: If the text does not say how it is to be counted; the message names the readings.
    """
    match = _TEXT.fullmatch(" ".join(text.split()))
    if not match:
        raise ValueError(_readings(text))
    number, reading, noun, same_time, rolled = match.groups()
    noun = noun.rstrip("s")
    if noun in ("minute", "hour") and not reading:
        raise ValueError(_readings(text))
    return _build(text, float(number), reading, noun, (bool(same_time), bool(rolled)))


def _build(text: str, number: float, reading: str | None, noun: str, ends: tuple[bool, bool]) -> Duration:
    if noun == "week":
        number, noun = number * 7, "day"
    if noun == "day" and reading != "elapsed":
        if number != int(number):
            raise ValueError(f"'{text}': whole days only; write hours for a part of a day")
        return Duration(text, "business day" if reading else "day", int(number), *ends)
    unit: Unit = "business" if reading == "business" else "elapsed"
    return Duration(text, unit, round(number * _LENGTH[noun]))


def _readings(text: str) -> str:
    bare = _BARE.match(text.strip())
    if not bare:
        return f"'{text}' is not a duration; write for example '2 business hours' or '12 days'"
    if meant := _meant(text):
        return f"'{text}' is not a duration; did you mean '{meant}'?"
    number = bare.group(1)
    if bare.group(2).startswith("min"):
        return (
            f"'{text}' can be read in two ways; write which one: '{number} business minutes' (open time) "
            f"or '{number} elapsed minutes' (wall clock)"
        )
    return (
        f"'{text}' can be read in four ways; write which one: '{number} business hours' (open time), "
        f"'{number} elapsed hours' (wall clock), '{number} business days' (end of the n-th business day) "
        f"or '{number} days' (end of the calendar day)"
    )


def _meant(text: str) -> str | None:
    """Return the duration that is most likely meant where a word is misspelt; None where none is near."""
    number, *words = text.split()
    nearest = [get_close_matches(word.lower(), _WORDS, 1) for word in words]
    if not all(nearest) or [word for (word, *_) in nearest] == words:
        return None
    meant = " ".join([number, *(word for (word, *_) in nearest)])
    return meant if _TEXT.fullmatch(meant) else None
