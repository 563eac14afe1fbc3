"""Oddities of the recorded moves, by kind and stage."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import bind, chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.report.cohort import cohort
from tripact.report.funnel_options import FunnelOptions


class Anomaly(NamedTuple):
    """One kind of oddity at one stage, how often, and the key of one example."""

    rule: str
    stage: str
    n: int
    example: int


def anomalies(evaluation: Evaluation, options: FunnelOptions) -> list[Anomaly]:
    """Return the oddities of the period, ordered by rule and stage."""
    ruled = values_relation({"stage": "text"}, tuple((stage,) for stage in evaluation.promoting.rules))
    query = bind(read_query("anomalies", "tripact.report"), options.period)
    rows = evaluation.query(chain(query, {"ruled_stages": ruled, "cohort": cohort(options)}))
    return [Anomaly(*row) for row in rows]  # type: ignore[arg-type]
