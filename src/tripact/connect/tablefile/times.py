"""A column of written times to instants: UTC milliseconds, or the reason why a value is none.

Nothing is guessed: a date that can be read in two ways refuses the column and asks for a format, a
number is no time until the format says what it counts, and a date is no instant of a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType
from typing import Literal, cast

from tripact.connect.tablefile.datestyle import refuse_ambiguous
from tripact.connect.tablefile.timetext import BEYOND, EPOCHS, TextReader, check_format, counted
from tripact.connect.tablefile.zoneclock import ZoneClock, zone_clock
from tripact.worktime.instant import MINUTE, years_in

Precision = Literal["instant", "minute", "day"]
_Read = int | str | None  # an instant, the reason why it is none, or nothing written


@dataclass(frozen=True)
class TimeSpec:
    """How times are written in a column.

    Attributes:
        format: ISO 8601 when None; ``epoch_s``, ``epoch_ms``, or a format of ``strptime``.
        zone: Whose wall clock a time without offset was read from, and where days begin. Without one
            such a time is refused, and days are those of UTC.
        precision: What the values can bear: ``minute`` drops seconds, ``day`` gives the first
            instant of the local day.
        offset_in_text: Whether an offset in the text counts; False for exports that write ``Z``
            behind local times.
    """

    format: str | None = None
    zone: str | None = "UTC"
    precision: Precision = "instant"
    offset_in_text: bool = True


def parse_times(
    values: Sequence[object], spec: TimeSpec, *, where: str | None = None
) -> tuple[list[int | None], list[str | None]]:
    """Return the instants of a column and, at the same places, why a value has none.

    Blank values (None, empty text) have neither. A wall time that daylight saving skips maps
    forward; one that happens twice is the first.

    Args:
        values: Texts, datetimes, dates or numbers.
        spec: How they are written.
        where: The place of the column, for messages.

    Example:
        >>> parse_times(["2026-01-06T09:30:00+01:00", "", "soon"], TimeSpec())
        ([1767688200000, None, None], [None, None, "'soon' is not an ISO 8601 time"])

    Raises:
        TripactError: If the format or the zone is unknown, or a date can be read in two ways.
    """
    check_format(spec.format)
    read = _Column(spec, zone_clock(spec.zone or "UTC")).read(values)
    if str not in set(map(type, read)):
        return cast(list[int | None], read), [None] * len(read)
    if spec.format is None:
        refuse_ambiguous((value for value in values if isinstance(value, str)), where)
    instants = [each if isinstance(each, int) else None for each in read]
    return instants, [each if isinstance(each, str) else None for each in read]


@dataclass(frozen=True)
class _Column:
    """Reads the values of a column, the common sorts of columns at once."""

    spec: TimeSpec
    clock: ZoneClock

    def read(self, values: Sequence[object]) -> list[_Read]:
        sorts = set(map(type, values)) - {NoneType}
        if sorts == {str}:
            texts = cast(list[str], [text for text in dict.fromkeys(values) if text])
            known: dict[object, _Read] = dict(zip(texts, self._texts(texts), strict=True))
            return [known.get(value) for value in values]
        if sorts == {datetime}:
            with suppress(OverflowError, ValueError):
                found = iter(self._rounded([value for value in values if isinstance(value, datetime)]))
                return [None if value is None else next(found) for value in values]
        return [self._value(value) for value in values]

    def _texts(self, texts: list[str]) -> Sequence[_Read]:
        moments = None if self.spec.format in EPOCHS else self._reader.all_moments(texts)
        try:
            return self._rounded(moments) if moments is not None else list(map(self._value, texts))
        except (OverflowError, ValueError):  # a year that cannot be, or no offset: find which
            return list(map(self._value, texts))

    def _value(self, value: object) -> _Read:
        if isinstance(value, str) and not (value := value.strip()):
            return None
        try:
            return None if value is None else self._instant(value)
        except ValueError as bad:
            return str(bad)
        except OverflowError:
            return f"'{value}' {BEYOND}"

    def _instant(self, value: object) -> int:
        if isinstance(value, datetime):
            return self._rounded([value])[0]
        if isinstance(value, date):
            return self._day(value)
        if self.spec.format in EPOCHS:
            return self._rounded_count(counted(value, EPOCHS[self.spec.format]))
        if isinstance(value, str):
            return self._rounded([self._reader.moment(value)])[0]
        raise ValueError(f"'{value}' is no time; for a count set `format: epoch_s` or `format: epoch_ms`")

    @property
    def _reader(self) -> TextReader:
        spec = self.spec
        return TextReader(spec.format, dates=spec.precision == "day", offsets=spec.offset_in_text)

    def _day(self, day: date) -> int:
        if self.spec.precision != "day":
            raise ValueError(f"'{day}' is a date without a time of day; set `precision: day`")
        return self._known([self.clock.midnight(day)])[0]

    def _rounded(self, moments: Sequence[datetime]) -> list[int]:
        if self.spec.precision == "day":
            return self._known(self.clock.midnights(moments))
        if self.spec.zone is None:
            _expect_offsets(moments)
        instants = self._known(self.clock.instants(moments))
        return instants if self.spec.precision == "instant" else [each - each % MINUTE for each in instants]

    def _known(self, instants: list[int]) -> list[int]:
        """Return the instants if all are of the years that can be."""
        first, last = years_in(self.spec.zone or "UTC")
        if instants and not first <= min(instants) <= max(instants) <= last:
            raise OverflowError
        return instants

    def _rounded_count(self, instant: int) -> int:
        self._known([instant])
        if self.spec.precision == "day":
            return self.clock.midnights_before([instant])[0]
        return instant if self.spec.precision == "instant" else instant - instant % MINUTE


def _expect_offsets(moments: Sequence[datetime]) -> None:
    for moment in moments:
        if moment.tzinfo is None:
            raise ValueError(f"'{moment.isoformat()}' has no offset; say with `zone` whose local time it is")
