"""How the visits of each main stage were left, counted."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.evaluation import Evaluation


class Exit(NamedTuple):
    """Equal visits, counted; ``hours`` until they were left, or until now."""

    stage: str
    place: int
    outcome: str
    hours: int
    n: int


def stage_exits(evaluation: Evaluation, period: dict[str, Literal]) -> list[Exit]:
    """Return how the visits that began in a period were left, in the order of the stages."""
    query = bind(read_query("recycle_exits", "tripact.report"), {**period, "as_of": evaluation.moment.as_of})
    return sorted((Exit(*row) for row in evaluation.query(query)), key=lambda row: row.place)  # type: ignore[arg-type]
