"""On which day after its start each attempt of an obligation was made."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import Literal, bind, read_query
from tripact.report.clock_rows import clock_rows


class Made(NamedTuple):
    """How many obligations had their attempt of a number made on a day after the start."""

    attempt: int
    day: int
    n: int


def attempts_made(clocks: Clocks, period: dict[str, Literal]) -> dict[str, list[Made]]:
    """Return the attempts of a period by commitment, in order."""
    found: dict[str, list[Made]] = defaultdict(list)
    for name, *cell in clock_rows(clocks, bind(read_query("attempts_made", "tripact.report"), period)):
        found[str(name)].append(Made(*(int(str(value)) for value in cell)))
    return found
