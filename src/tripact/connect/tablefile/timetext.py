"""One written time: ISO 8601, a ``strptime`` format, or a count of seconds or milliseconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tripact.errors import TripactError
from tripact.worktime.instant import EARLIEST, LATEST, SECOND, YEARS

EPOCHS = {"epoch_s": SECOND, "epoch_ms": 1}

BEYOND = f"lies outside the years {YEARS[0]} to {YEARS[-1]}"
"""Why a time is none that can be."""
_DATE_LENGTH = 10  # ISO text up to here, 2026-01-06 or 20260106, has no time of day
_UTC_NAMED = re.compile(r" ?(UTC|GMT)$")  # BigQuery and Ruby write it so; fromisoformat does not read it
_WITH_YEAR, _WITH_TIME = re.compile(r"%[YyGcx]"), re.compile(r"%[HIcX]")


@dataclass(frozen=True)
class TextReader:
    """Reads written times of one form.

    Attributes:
        format: A format of ``strptime``; ISO 8601 when None.
        dates: Whether a date without time of day will do.
        offsets: Whether an offset in the text counts.
    """

    format: str | None
    dates: bool
    offsets: bool

    def moment(self, text: str) -> datetime:
        """Return what ``text`` says, naive where it has no offset.

        Raises:
            ValueError: If it is no such time; the message is the reason.
        """
        found = _iso(text) if self.format is None else _formatted(text, self.format)
        if not self.dates and not self._has_time(text):
            raise ValueError(f"'{text}' is a date without a time of day; set `precision: day`")
        return found if self.offsets else found.replace(tzinfo=None)

    def all_moments(self, texts: list[str]) -> list[datetime] | None:
        """Return what the texts say if all are plain ISO 8601, else None: then each needs a look."""
        if self.format is not None or not self.offsets or any(map(str.isdigit, texts)):
            return None
        if not self.dates and min(map(len, texts), default=0) <= _DATE_LENGTH:
            return None
        try:
            return list(map(datetime.fromisoformat, texts))
        except ValueError:
            return None

    def _has_time(self, text: str) -> bool:
        return bool(_WITH_TIME.search(self.format)) if self.format else len(text) > _DATE_LENGTH


def check_format(form: str | None) -> None:
    """Refuse a format that ``strptime`` does not know or that leaves the year open.

    Raises:
        TripactError: If it is one.
    """
    if form is None or form in EPOCHS:
        return
    problem = None if _WITH_YEAR.search(form) else "it names no year"
    try:
        datetime.strptime("", form)  # noqa: DTZ007  # only the format is looked at
    except ValueError as bad:
        problem = problem if "does not match" in str(bad) else str(bad)
    if problem:
        raise TripactError(
            "invalid",
            f"'{form}' is not a format of times: {problem}.",
            hint='Write codes such as "%d.%m.%Y %H:%M", epoch_s or epoch_ms; leave it out for ISO 8601.',
        )


def counted(value: object, unit: int) -> int:
    """Return the instant of a count of units since 1970; fractions of a millisecond are cut off.

    Example:
        >>> counted("1767688200.5", SECOND)
        1767688200500

    Raises:
        ValueError: If it is no count or lies outside the years that can be; the message is the reason.
    """
    if isinstance(value, bool):
        raise ValueError(f"'{value}' is not a number")
    try:
        # Decimal of the shortest text that a float prints as: 0.1 stays a tenth.
        found = value * unit if isinstance(value, int) else int(Decimal(str(value).strip()) * unit // 1)
    except (ArithmeticError, ValueError) as bad:
        raise ValueError(f"'{value}' is not a number") from bad
    if not EARLIEST <= found <= LATEST:
        hint = "; are these milliseconds (`format: epoch_ms`)?" if unit == SECOND else ""
        raise ValueError(f"'{value}' {BEYOND}{hint}")
    return found


def _iso(text: str) -> datetime:
    # Python reads 1712123112345 as the year 1712, so figures alone must be a day.
    if text.isdigit() and len(text) != len("20260106"):
        raise ValueError(f"'{text}' is a number; set `format: epoch_s` or `format: epoch_ms`")
    try:
        return datetime.fromisoformat(_UTC_NAMED.sub("+00:00", text))
    except ValueError as bad:
        raise ValueError(f"'{text}' is not an ISO 8601 time") from bad


def _formatted(text: str, form: str) -> datetime:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007  # a naive time is one of the configured zone
    except ValueError as bad:
        raise ValueError(f"'{text}' does not match the format {form}") from bad
