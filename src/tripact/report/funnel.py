"""The funnel: per step what entered, advanced, left and is open, with intervals, times and leaks.

Definitions: methods §5.1 (cohort conversion, throughput), §5.3 (competing exits), §5.7 (leaks),
§6.1 (times). Rates are of mature entries only; the open ones are shown, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.evaluation import Evaluation
from tripact.report.benchmark import benchmarks
from tripact.report.definitions import FUNNEL_DEFINITIONS
from tripact.report.diagnosis import diagnose
from tripact.report.funnel_options import FunnelOptions, StepSpan, dimensions, step_spans
from tripact.report.funnel_paths import PathRow, path_rows
from tripact.report.funnel_result import FunnelReport, FunnelStep, Group, Incidence, Overall, Times
from tripact.report.leak import Leak, leaks, ranked
from tripact.report.mix import Decomposition, decompose
from tripact.report.proportion import Rate, rate
from tripact.report.quantiles import quantile
from tripact.report.stage_counts import stage_counts
from tripact.report.survival import Incidence as Curves
from tripact.report.survival import aalen_johansen

_CAUSES = {"open": 0, "advanced": 1, "recycle": 2, "disqualified": 3, "lost": 4}
_SECOND = 1000.0

Passage = TypeVar("Passage", FunnelStep, StepSpan)
Counted = Mapping[tuple[str, str | None], int]


def funnel(evaluation: Evaluation, options: FunnelOptions) -> FunnelReport:
    """Return the funnel report of an evaluation.

    Raises:
        TripactError: If it is to be split by what the agreement does not list, or has no steps.
    """
    _check(evaluation.agreement, options)
    spans = step_spans(evaluation)
    rows = path_rows(evaluation, spans, options, timed=True)
    counts = stage_counts(evaluation, options)
    everything = _steps(spans, rows, _summed(counts), {}, options)
    groups = _by_label(spans, rows, counts, options) if options.by else []
    overall = _whole_way(evaluation, spans, options)
    way = _way(everything, _won(evaluation.agreement))
    return FunnelReport(
        **_heading(evaluation, options),  # type: ignore[arg-type]
        steps=(*everything, *(step for steps in groups for step in steps)),
        overall=overall,
        leaks=_leaks(way, benchmarks(evaluation, spans, options)),
        mix=_mix(evaluation, options, spans, overall),
        notes=diagnose(evaluation, options, spans, rows),
        definitions=FUNNEL_DEFINITIONS,
    )


def _check(agreement: Agreement, options: FunnelOptions) -> None:
    known = dimensions(agreement)
    if options.by and options.by not in known:
        raise TripactError(
            "usage", f"A funnel cannot be split by '{options.by}'.", hint=f"The agreement lists: {', '.join(known)}."
        )
    if sum(stage.on_main_path for stage in agreement.stages.values()) < 2:
        raise TripactError("invalid", "The agreement has fewer than two stages on its main path, so there is no step.")


def _heading(evaluation: Evaluation, options: FunnelOptions) -> dict[str, object]:
    agreement = evaluation.agreement
    return {
        "agreement_name": agreement.name,
        "agreement_version": agreement.version,
        "title": agreement.title or agreement.name,
        "zone": agreement.zone,
        "as_of": evaluation.moment.as_of,
        "known_at": evaluation.moment.known_at,
        "by": options.by,
        "period": (options.since, options.until),
        "horizon": options.horizon.text if options.horizon else None,
        "stage_titles": {name: stage.title or name for name, stage in agreement.stages.items()},
    }


def _by_label(
    spans: Sequence[StepSpan], rows: Sequence[PathRow], counts: Counted, options: FunnelOptions
) -> list[tuple[FunnelStep, ...]]:
    """Return the steps of each group, largest first, the blank one last."""
    assert options.by is not None
    size = Counter[str | None]()
    for row in rows:
        size[row.label] += row.n if row.step == 0 else 0
    labels = sorted(size, key=lambda label: (label is None, -size[label], label or ""))
    if options.by == "month":
        labels.sort(key=lambda label: label or "")
    return [
        _steps(
            spans,
            [row for row in rows if row.label == label],
            {stage: n for (stage, other), n in counts.items() if other == label},
            {options.by: label},
            options,
        )
        for label in labels
    ]


def _steps(
    spans: Sequence[StepSpan], rows: Iterable[PathRow], counts: Mapping[str, int], group: Group, options: FunnelOptions
) -> tuple[FunnelStep, ...]:
    of_step: dict[int, list[PathRow]] = {span.number: [] for span in spans}
    for row in rows:
        of_step[row.step].append(row)
    return tuple(_step(span, of_step[span.number], counts, group, options) for span in spans)


def _step(
    span: StepSpan, rows: list[PathRow], counts: Mapping[str, int], group: Group, options: FunnelOptions
) -> FunnelStep:
    outcome = Counter[str]()
    for row in rows:
        outcome[row.outcome if row.mature else "immature"] += row.n
    if options.horizon is None:
        # Without a window there is no order to keep: a win is a win, and the note says what is odd.
        outcome["advanced"] += outcome.pop("before_cause", 0)
    entered = sum(n for name, n in outcome.items() if name != "immature")
    return FunnelStep(
        from_stage=span.from_stage,
        to_stage=span.to_stage,
        group=group,
        entered=entered,
        advanced=outcome["advanced"],
        recycled=outcome["recycle"],
        disqualified=outcome["disqualified"],
        lost=outcome["lost"],
        before_cause=outcome["before_cause"],
        open=outcome["open"],
        immature=outcome["immature"],
        skipped=sum(row.n for row in rows if row.skipped),
        rate=rate(outcome["advanced"], entered, open=outcome["open"]),
        throughput=_ratio(counts.get(span.to_stage, 0), counts.get(span.from_stage, 0)),
        times=_times(rows),
        incidence=_incidence(rows),
    )


def _ratio(numerator: int, denominator: int) -> Rate:
    """A ratio of two counts of different people: it may exceed 1, so it has no binomial interval."""
    return Rate(numerator, denominator, 0, numerator / denominator if denominator else None, None, None)


def _times(rows: Sequence[PathRow]) -> Times:
    curves, timed = _curves([row for row in rows if not row.undated])
    went = [(row.duration, row.n) for row in timed if row.fate == "advanced" and row.outcome == "advanced"]
    values, counts = [value for value, _ in went], [n for _, n in went]
    quartiles = [_seconds(quantile(values, q, counts)) for q in (0.25, 0.5, 0.75)]
    median, p90 = (_seconds(curves.quantile(_CAUSES["advanced"], q)) for q in (0.5, 0.9))
    return Times(median, p90, sum(counts), *quartiles)


def _curves(rows: Sequence[PathRow]) -> tuple[Curves, list[PathRow]]:
    """Where the cohort goes over time, and the rows that have a time."""
    timed = [row for row in rows if row.fate != "before_cause"]
    causes = [_CAUSES[row.fate] for row in timed]
    return aalen_johansen([row.duration for row in timed], causes, [row.n for row in timed]), timed


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / _SECOND


def _incidence(rows: Sequence[PathRow]) -> Incidence:
    curves, _ = _curves(rows)
    low, high = curves.interval(_CAUSES["advanced"]) or (None, None)
    final = {name: curves.incidence(cause) for name, cause in _CAUSES.items() if cause}
    return Incidence(final["advanced"], low, high, final["recycle"], final["disqualified"], final["lost"])


def _whole_way(evaluation: Evaluation, spans: Sequence[StepSpan], options: FunnelOptions) -> tuple[Overall, ...]:
    """The whole way to the won stage as one step: within the horizon of its beginning; all, then each group."""
    won = _won(evaluation.agreement)
    way = _way(spans, won)
    whole = StepSpan(0, way[0].from_stage, way[-1].to_stage, way[-1].cutoff, way[-1].since)
    rows = path_rows(evaluation, (whole,), options)
    groups = _by_label((whole,), rows, {}, options) if options.by else []
    steps = [_steps((whole,), rows, {}, {}, options), *groups]
    return tuple(Overall(step.from_stage, step.to_stage, step.group, step.rate) for (step,) in steps)


def _way(steps: Sequence[Passage], won: str | None) -> Sequence[Passage]:
    """Return the steps up to the won stage, or all of them where there is none."""
    length = next((number for number, step in enumerate(steps, 1) if step.to_stage == won), len(steps))
    return steps[:length]


def _leaks(steps: Sequence[FunnelStep], known: Mapping[tuple[str, str], float]) -> tuple[Leak, ...]:
    chain = [(f"{step.from_stage}>{step.to_stage}", step.entered, step.advanced) for step in steps]
    return ranked(leaks(chain, {f"{here}>{there}": rate for (here, there), rate in known.items()}))


def _won(agreement: Agreement) -> str | None:
    return next((name for name, stage in agreement.stages.items() if stage.kind == "won"), None)


def _summed(counts: Counted) -> dict[str, int]:
    total = Counter[str]()
    for (stage, _), n in counts.items():
        total[stage] += n
    return total


def _mix(
    evaluation: Evaluation, options: FunnelOptions, spans: Sequence[StepSpan], overall: Sequence[Overall]
) -> Decomposition | None:
    """Split the change of the overall rate against the period before into mix and rate (methods §5.5)."""
    if options.by in (None, "month") or options.since is None or options.until is None:
        return None
    before = replace(options, since=2 * options.since - options.until, until=options.since)
    return decompose(_ends(_whole_way(evaluation, spans, before)), _ends(overall))


def _ends(overall: Iterable[Overall]) -> dict[str, tuple[int, int]]:
    """Both ends of each group's way; the blank group is called by an empty text."""
    groups = [each for each in overall if each.group]
    return {next(iter(each.group.values())) or "": (each.rate.numerator, each.rate.denominator) for each in groups}
