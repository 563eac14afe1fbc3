"""How many passes reached each stage within a period."""

from __future__ import annotations

from tripact.evaluate.compose import bind, chain, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.funnel_options import FunnelOptions
from tripact.report.labels import labels


def stage_counts(evaluation: Evaluation, options: FunnelOptions) -> dict[tuple[str, str | None], int]:
    """Return how many passes reached each stage in the period, by (stage, label)."""
    query = bind(read_query("stage_counts", "tripact.report"), options.period)
    rows = evaluation.query(chain(query, {"labels": labels(evaluation, options.by)}))
    return {(str(stage), None if label is None else str(label)): int(str(n)) for stage, label, n in rows}
