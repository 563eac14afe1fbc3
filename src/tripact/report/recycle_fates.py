"""What became of each recycle, counted by equal fate."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.evaluation import Evaluation


class Fate(NamedTuple):
    """Equal recycles, counted; ``days`` until they were left, or until now."""

    reason: str | None
    fate: str
    bypassed: int
    suppressed: int
    at_most: int
    resting: int
    days: int
    n: int


def fates(evaluation: Evaluation, period: dict[str, Literal]) -> list[Fate]:
    """Return what became of the recycles of a period."""
    query = bind(read_query("recycle_fates", "tripact.report"), {**period, "as_of": evaluation.moment.as_of})
    return [Fate(*row) for row in evaluation.query(query)]  # type: ignore[arg-type]
