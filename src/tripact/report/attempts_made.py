"""On which day after its start each attempt of an obligation was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import Literal, bind, read_query
from tripact.report.clock_periods import SLOT, clock_zone
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import local_date


class Made(NamedTuple):
    """How many obligations had their attempt of a number made on a day; day 0 is the local day of the start."""

    attempt: int
    day: int
    n: int


def attempts_made(clocks: Clocks, agreement: Agreement, period: dict[str, Literal]) -> dict[str, list[Made]]:
    """Return the attempts of a period by commitment, in order; days are those of the commitment's calendar."""
    found: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    day = _local_days(agreement)
    for name, *cell in clock_rows(clocks, bind(read_query("attempts_made", "tripact.report"), period)):
        attempt, begun, made, n = (int(str(value)) for value in cell)
        found[str(name)][attempt, day(str(name), made) - day(str(name), begun)] += n
    return {name: [Made(*place, n) for place, n in sorted(cells.items())] for name, cells in found.items()}


def _local_days(agreement: Agreement) -> Callable[[str, int], int]:
    """Return what tells the number of the local day of a slot: days have 23, 24 or 25 hours."""

    @cache
    def day(commitment: str, slot: int) -> int:
        instant = slot * SLOT
        return local_date(instant, clock_zone(agreement, commitment, instant)).toordinal()

    return day
