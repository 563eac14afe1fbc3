"""How long before the first outcome each earlier entry lay."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.report.cohort import cohort
from tripact.report.funnel_options import STEP_COLUMNS, FunnelOptions, StepSpan


class Beginning(NamedTuple):
    """Entries of one step that lay ``lead`` milliseconds before its first outcome at ``first_at``."""

    step: int
    first_at: int
    lead: int
    n: int


def beginnings(evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions) -> list[Beginning]:
    """Return the entries (of the period) before each step's first outcome, counted by how long before."""
    given = {"funnel_steps": values_relation(STEP_COLUMNS, spans), "cohort": cohort(options)}
    rows = evaluation.query(chain(read_query("beginnings", "tripact.report"), given))
    return [Beginning(*row) for row in rows]  # type: ignore[arg-type]
