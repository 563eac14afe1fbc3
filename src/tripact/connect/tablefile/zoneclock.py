"""Wall times of one zone to UTC milliseconds, many at a time.

``worktime.instant`` is the definition; this gives the same answers for whole columns. It is quick
because nearly every local day has one offset, which is looked up once a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tripact.worktime import instant
from tripact.worktime.instant import DAY, HOUR, SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCAL_EPOCH = _EPOCH.replace(tzinfo=None)
_MILLISECOND = timedelta(milliseconds=1)
_END_OF_DAY = timedelta(days=1, microseconds=-1)


class _Memo(dict[int, int | None]):
    """A dictionary that finds a missing value itself; None where only a closer look tells."""

    def __init__(self, find: Callable[[int], int | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: int) -> int | None:
        found = self[key] = self._find(key)
        return found


class ZoneClock:
    """The clock on the wall of one zone.

    A wall time that daylight saving skips maps forward; one that happens twice is the first.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._zone = instant.zone(name)
        self._offsets = _Memo(self._offset_of_day)
        self._midnights = _Memo(self._midnight_of_day)
        self._midnights_by_hour = _Memo(self._midnight_of_hour)

    def instants(self, moments: Sequence[datetime]) -> list[int]:
        """Return the instants; moments without offset are wall times of the zone."""
        # Subtracting refuses the other sort, so a column of one sort needs no look at each moment.
        for of_one_sort in (self._of_naive, self._of_aware):
            with suppress(TypeError):
                return of_one_sort(moments)
        return [instant.of_datetime(moment.replace(fold=0), self._name) for moment in moments]

    def midnights(self, moments: Sequence[datetime]) -> list[int]:
        """Return the first instants of the local days on which the moments lie."""
        with suppress(TypeError):
            return [self._midnight((moment - _LOCAL_EPOCH).days) for moment in moments]
        return self.midnights_before(self.instants(moments))

    def midnights_before(self, instants: Sequence[int]) -> list[int]:
        """Return the first instants of the local days on which the instants lie."""
        known = self._midnights_by_hour
        return [
            found if (found := known[each // HOUR]) is not None else self._midnight_before(each) for each in instants
        ]

    def midnight(self, day: date) -> int:
        """Return the first instant of the local day."""
        return self._midnight((day - _EPOCH.date()).days)

    def _of_naive(self, moments: Sequence[datetime]) -> list[int]:
        offsets, look = self._offsets, self._offset
        return [
            (gap := moment - _LOCAL_EPOCH).days * DAY
            + gap.seconds * SECOND
            + gap.microseconds // 1000
            - (found if (found := offsets[gap.days]) is not None else look(moment))
            for moment in moments
        ]

    def _of_aware(self, moments: Sequence[datetime]) -> list[int]:
        return [
            (gap := moment - _EPOCH).days * DAY + gap.seconds * SECOND + gap.microseconds // 1000 for moment in moments
        ]

    def _offset(self, moment: datetime) -> int:
        offset = moment.replace(tzinfo=self._zone, fold=0).utcoffset() or timedelta()
        return offset // _MILLISECOND

    def _offset_of_day(self, day: int) -> int | None:
        start = _LOCAL_EPOCH + timedelta(days=day)
        first = self._offset(start)
        return first if first == self._offset(start + _END_OF_DAY) else None

    def _midnight(self, day: int) -> int:
        found = self._midnights[day]
        assert found is not None
        return found

    def _midnight_of_day(self, day: int) -> int:
        return instant.midnight(_EPOCH.date() + timedelta(days=day), self._name)

    def _midnight_before(self, moment: int) -> int:
        return self.midnight(instant.local_date(moment, self._name))

    def _midnight_of_hour(self, hour: int) -> int | None:
        first = self._midnight_before(hour * HOUR)
        return first if first == self._midnight_before(hour * HOUR + HOUR - 1) else None


@lru_cache(maxsize=32)
def zone_clock(name: str) -> ZoneClock:
    """Return the clock of the IANA zone ``name``, which keeps what it has looked up.

    Raises:
        TripactError: If there is no such zone.
    """
    return ZoneClock(name)
