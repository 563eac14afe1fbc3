"""Oddities of the recorded moves, by kind and stage."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation


class Anomaly(NamedTuple):
    """One kind of oddity at one stage, how often, and the key of one example."""

    rule: str
    stage: str
    n: int
    example: int


def anomalies(evaluation: Evaluation) -> list[Anomaly]:
    """Return the oddities, ordered by rule and stage."""
    ruled = values_relation({"stage": "text"}, tuple((stage,) for stage in evaluation.promoting.rules))
    rows = evaluation.query(chain(read_query("anomalies", "tripact.report"), {"ruled_stages": ruled}))
    return [Anomaly(*row) for row in rows]  # type: ignore[arg-type]
