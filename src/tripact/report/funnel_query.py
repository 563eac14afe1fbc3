"""The aggregated rows a funnel is built from, read off an evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.parameters import Relation
from tripact.worktime.dated import BEGINNING, END
from tripact.worktime.duration import Duration
from tripact.worktime.instant import local_date, midnight

_PACKAGE = "tripact.report"


@dataclass(frozen=True)
class FunnelOptions:
    """What is asked of a funnel.

    Attributes:
        by: A dimension of the agreement, or ``month``.
        since: First instant at which a counted journey may begin; None for all.
        until: First instant after it; None for all.
        horizon: The window within which a step must be taken; None for "so far".
    """

    by: str | None = None
    since: int | None = None
    until: int | None = None
    horizon: Duration | None = None


class StepSpan(NamedTuple):
    """A step of the main path and the last instant at which its outcome could be recorded."""

    number: int
    from_stage: str
    to_stage: str
    cutoff: int


class PathRow(NamedTuple):
    """Equal fates at one step, counted."""

    step: int
    label: str | None
    outcome: str
    fate: str
    mature: int
    skipped: int
    duration: int
    n: int


def step_spans(evaluation: Evaluation) -> tuple[StepSpan, ...]:
    """Return the steps of the main path; a stage recorded only up to an instant is cut off there."""
    path = [name for name, stage in evaluation.agreement.stages.items() if stage.on_main_path]
    covered = dict(evaluation.query(_coverage()))
    as_of = evaluation.moment.as_of
    return tuple(
        StepSpan(number, here, there, min(as_of, int(str(covered.get(there) or END))))
        for number, (here, there) in enumerate(zip(path, path[1:], strict=False))
    )


def path_rows(evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions) -> list[PathRow]:
    """Return what became of the cohort at each step, by label."""
    horizon = options.horizon.milliseconds if options.horizon else None
    steps = Relation(
        {
            "step": "bigint",
            "from_stage": "text",
            "to_stage": "text",
            "cutoff": "bigint",
            "horizon": "bigint",
            "wait": "bigint",
        },
        tuple((*span, END if horizon is None else horizon, horizon or 0) for span in spans),
    )
    query = bind(read_query("funnel_paths", _PACKAGE), {**_period(options), "so_far": horizon is None})
    given = {"funnel_steps": values_relation(*steps), "labels": labels(evaluation, options)}
    return [PathRow(*row) for row in evaluation.query(chain(query, given))]  # type: ignore[arg-type]


def stage_counts(evaluation: Evaluation, options: FunnelOptions) -> dict[tuple[str, str | None], int]:
    """Return how many passes reached each stage in the period, by (stage, label)."""
    query = bind(read_query("stage_counts", _PACKAGE), _period(options))
    rows = evaluation.query(chain(query, {"labels": labels(evaluation, options)}))
    return {(str(stage), label): int(str(n)) for stage, label, n in rows}  # type: ignore[misc]


def labels(evaluation: Evaluation, options: FunnelOptions) -> exp.Query:
    """Return the relation (journey, pass, label) of the dimension asked for."""
    if options.by is None:
        columns = Relation({"journey": "bigint", "pass": "bigint", "label": "text"}, ())
        return values_relation(*columns)
    if options.by == "month":
        periods = Relation({"label": "text", "from_ts": "bigint", "until_ts": "bigint"}, tuple(_months(evaluation)))
        return chain(read_query("months", _PACKAGE), {"periods": values_relation(*periods)})
    return bind(read_query("labels", _PACKAGE), {"dimension": options.by, "end": END})


def dimensions(agreement: Agreement) -> tuple[str, ...]:
    """Return the dimensions a report of this agreement may be split by."""
    return (*agreement.reporting.dimensions, "month")


def _months(evaluation: Evaluation) -> Iterator[tuple[str, int, int]]:
    """Yield (label, from, until) of every calendar month in which a journey began."""
    bounds = evaluation.rows("entries", "min(reached_at)", "max(reached_at)")[0]
    if bounds[0] is None:
        return
    zone = evaluation.agreement.zone
    day = local_date(int(str(bounds[0])), zone).replace(day=1)
    last = int(str(bounds[1]))
    while (start := midnight(day, zone)) <= last:
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield f"{day:%Y-%m}", start, midnight(after, zone)
        day = after


def _period(options: FunnelOptions) -> dict[str, int | float | str | bool]:
    since = BEGINNING if options.since is None else options.since
    return {"since": since, "until": END if options.until is None else options.until}


def _coverage() -> exp.Query:
    latest = exp.select("stage", "max(until) as until").from_("coverage").where("not until is null")
    return latest.group_by("stage")
