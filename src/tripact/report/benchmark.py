"""What a step's rate is compared with: the agreement's target, else the company's own best quartile.

Source: methods §5.7 (benchmark = target, or own best quartile of the last four quarters).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tripact.evaluate.evaluation import Evaluation
from tripact.report.funnel_options import FunnelOptions, StepSpan
from tripact.report.funnel_paths import PathRow, path_rows
from tripact.report.quantiles import quantile
from tripact.worktime.instant import local_date

_QUARTERS = 4
_ENOUGH = 20
"""A quarter with fewer entries says nothing about what is possible (methods C6)."""


def benchmarks(
    evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions
) -> dict[tuple[str, str], float]:
    """Return the rate to compare each step with, by (from, to); steps without one are left out."""
    own = _own_best(evaluation, spans, options)
    targets = {
        (span.from_stage, span.to_stage): target for span in spans if (target := _target(evaluation, span)) is not None
    }
    return {**own, **targets}


def _target(evaluation: Evaluation, span: StepSpan) -> float | None:
    """The target in force for a step, if the agreement names one (``mql_to_sql``)."""
    target = evaluation.agreement.targets.get(f"{span.from_stage}_to_{span.to_stage}")
    today = local_date(evaluation.moment.as_of, evaluation.agreement.zone)
    return target.value.at(today) if target and target.value else None


def _own_best(
    evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions
) -> dict[tuple[str, str], float]:
    rows = path_rows(evaluation, spans, replace(options, by="month", since=None, until=None))
    current = _quarter(f"{local_date(evaluation.moment.as_of, evaluation.agreement.zone):%Y-%m}")
    best = {}
    for span in spans:
        rates = _rates([row for row in rows if row.step == span.number and row.mature])
        last = [rates[quarter] for quarter in range(current - _QUARTERS, current) if quarter in rates]
        if len(last) == _QUARTERS:
            best[span.from_stage, span.to_stage] = float(quantile(last, 0.75) or 0.0)
    return best


def _rates(rows: Sequence[PathRow]) -> Mapping[int, float]:
    """Return the rate of each quarter that has enough entries."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.label is None:  # a date outside all months is a fault, not a quarter
            continue
        quarter = counts[_quarter(row.label)]
        quarter[0] += row.n if row.outcome == "advanced" else 0
        quarter[1] += row.n
    return {quarter: advanced / entered for quarter, (advanced, entered) in counts.items() if entered >= _ENOUGH}


def _quarter(month: str) -> int:
    """Number the quarter of a month such as ``2026-03``; quarters count up without gaps."""
    year, number = month.split("-")
    return int(year) * 4 + (int(number) - 1) // 3
