"""Outcomes that are recorded before their cause."""

from __future__ import annotations

from tripact.evaluate.compose import chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.report.cohort import cohort
from tripact.report.funnel_options import STEP_COLUMNS, FunnelOptions, StepSpan


def order_faults(evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions) -> list[tuple[int, int]]:
    """Return (step, key of the journey) of each outcome that is older than its cause."""
    given = {"funnel_steps": values_relation(STEP_COLUMNS, spans), "cohort": cohort(options)}
    rows = evaluation.query(chain(read_query("order_faults", "tripact.report"), given))
    return [(int(str(step)), int(str(journey))) for step, journey in rows]
