"""First passes and passes after a return, side by side."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.evaluation import Evaluation


class Passes(NamedTuple):
    """Passes that reached a stage, counted; ``again`` is 1 for those after a return."""

    stage: str
    place: int
    again: int
    n: int
    advanced: int
    won: int
    open_to_advance: int
    open_to_win: int


def passes(evaluation: Evaluation, period: dict[str, Literal]) -> list[Passes]:
    """Return the passes that began in a period, by stage, first passes before others."""
    rows = evaluation.query(bind(read_query("recycle_passes", "tripact.report"), period))
    found = [Passes(str(row[0]), *(int(str(each)) for each in row[1:])) for row in rows]
    return sorted(found, key=lambda row: (row.place, row.again))
