"""Obligations to try, counted by how they stand and how many attempts were made."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import Literal, bind, read_query
from tripact.report.clock_rows import clock_rows


class Standing(NamedTuple):
    """Equal obligations, counted."""

    commitment: str
    state: str
    needed: int
    channels: int
    made: int
    n: int


def standings(clocks: Clocks, period: dict[str, Literal]) -> list[Standing]:
    """Return how the obligations of a period stand, by commitment."""
    query = bind(read_query("attempts_states", "tripact.report"), period)
    return [Standing(*row) for row in clock_rows(clocks, query)]  # type: ignore[arg-type]
