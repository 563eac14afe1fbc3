"""What became of each pass at each step, counted by equal fate."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import bind, chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.ledger.kinds import ColumnType
from tripact.report.cohort import cohort
from tripact.report.funnel_options import STEP_COLUMNS, FunnelOptions, StepSpan
from tripact.report.labels import labels
from tripact.worktime.dated import END

_COLUMNS: dict[str, ColumnType] = {**STEP_COLUMNS, "horizon": "bigint", "wait": "bigint"}


class PathRow(NamedTuple):
    """Equal fates at one step, counted; ``undated`` where a skipped stage has no date to reckon a time with."""

    step: int
    label: str | None
    outcome: str
    fate: str
    mature: int
    skipped: int
    undated: int
    duration: int
    n: int


def path_rows(
    evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions, *, timed: bool = False
) -> list[PathRow]:
    """Return what became of the cohort at each step, by label; durations are 0 where not asked for (``timed``)."""
    horizon = options.horizon.milliseconds if options.horizon else None
    window = (END, 0) if horizon is None else (horizon, horizon)
    steps = values_relation(_COLUMNS, tuple((*span, *window) for span in spans))
    query = bind(read_query("funnel_paths", "tripact.report"), {"so_far": horizon is None, "timed": int(timed)})
    given = {"funnel_steps": steps, "labels": labels(evaluation, options.by), "cohort": cohort(options)}
    return [PathRow(*row) for row in evaluation.query(chain(query, given))]  # type: ignore[arg-type]
