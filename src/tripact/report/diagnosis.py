"""What a funnel report says on its own about the data it rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlglot import exp

from tripact.evaluate.compose import literal
from tripact.evaluate.evaluation import Evaluation
from tripact.report.anomalies import anomalies
from tripact.report.beginnings import Beginning, beginnings
from tripact.report.blanks import blanks
from tripact.report.funnel_options import FunnelOptions, StepSpan
from tripact.report.funnel_paths import PathRow
from tripact.report.funnel_result import Note
from tripact.report.notes import note
from tripact.report.order_faults import order_faults
from tripact.report.survival import Incidence, aalen_johansen
from tripact.worktime.instant import local_date

_EXAMPLES = 5
_SURPRISE = 0.01
"""Left truncation is noted when seeing no outcome at all had less than this chance."""


def diagnose(
    evaluation: Evaluation, options: FunnelOptions, spans: tuple[StepSpan, ...], rows: Sequence[PathRow]
) -> tuple[Note, ...]:
    """Return everything noticed, the gravest first."""
    return (
        *_left_truncation(evaluation, options, spans, rows),
        *_order_faults(evaluation, spans, options),
        *_blanks(evaluation, options),
        *_immature(spans, rows, options),
        *_cut_off(evaluation, spans),
        *_anomalies(evaluation, options),
        *_not_evaluated(evaluation),
    )


def names_of_subjects(evaluation: Evaluation, keys: Sequence[int]) -> tuple[str, ...]:
    """Return the ids of subjects by key, a few as examples."""
    if not keys:
        return ()
    query = exp.select("id").from_("ledger.subjects").where(exp.column("key").isin(*map(literal, keys[:_EXAMPLES])))
    return tuple(str(name) for (name,) in evaluation.engine.rows(query.order_by("key")))


def _left_truncation(
    evaluation: Evaluation, options: FunnelOptions, spans: tuple[StepSpan, ...], rows: Sequence[PathRow]
) -> Iterator[Note]:
    """Cohorts older than the first recorded outcome look unconverted; say so if that is no accident.

    With the incidence F of the whole sample, ``sum F(first - entry)`` outcomes were to be expected
    before the first one; none came, which has chance exp(-expected).
    """
    for number, group in groupby(sorted(beginnings(evaluation, spans, options)), key=lambda row: row.step):
        earlier = list(group)
        curve = _incidence_of([row for row in rows if row.step == number])
        # All at once: there may be as many beginnings as people.
        # The first outcome itself did occur: what was to be expected lies strictly before it.
        reached = curve.incidences(1, [row.lead - 1 for row in earlier])
        expected = float(reached @ [row.n for row in earlier])
        if math.exp(-expected) < _SURPRISE:
            yield _truncated(evaluation, spans[number], earlier, expected)


def _truncated(evaluation: Evaluation, span: StepSpan, earlier: list[Beginning], expected: float) -> Note:
    day = str(local_date(earlier[0].first_at, evaluation.agreement.zone))
    values = {"from": span.from_stage, "to": span.to_stage, "day": day, "missing": f"{expected:.0f}"}
    return note("left_truncation", sum(row.n for row in earlier), values)


def _incidence_of(rows: Sequence[PathRow]) -> Incidence:
    timed = [row for row in rows if row.fate != "before_cause"]
    causes = [1 if row.fate == "advanced" else 0 if row.fate == "open" else 2 for row in timed]
    return aalen_johansen([row.duration for row in timed], causes, [row.n for row in timed])


def _order_faults(evaluation: Evaluation, spans: tuple[StepSpan, ...], options: FunnelOptions) -> Iterator[Note]:
    rows = order_faults(evaluation, spans, options)
    if rows:
        steps = Counter(step for step, _ in rows)
        parts = [f"{spans[step].from_stage} → {spans[step].to_stage}: {n:,}" for step, n in sorted(steps.items())]
        journeys = list(dict.fromkeys(journey for _, journey in rows))
        examples = names_of_subjects(evaluation, journeys)
        yield note("outcome_before_cause", len(journeys), {"parts": ", ".join(parts)}, examples)


def _blanks(evaluation: Evaluation, options: FunnelOptions) -> Iterator[Note]:
    for dimension in evaluation.agreement.reporting.dimensions:
        found = blanks(evaluation, dimension, options)
        if found.blank and found.labelled:
            values = {"dimension": dimension, "unknown": f"{found.said_unknown:,}"}
            yield note(
                "blank_dimension", found.blank, values, sentence="blank_and_unknown" if found.said_unknown else ""
            )


def _immature(spans: tuple[StepSpan, ...], rows: Sequence[PathRow], options: FunnelOptions) -> Iterator[Note]:
    young = Counter[int]()
    for row in rows:
        young[row.step] += 0 if row.mature else row.n
    if options.horizon and sum(young.values()):
        parts = ", ".join(f"{spans[step].from_stage}: {n:,}" for step, n in sorted(young.items()) if n)
        yield note("immature", sum(young.values()), {"horizon": options.horizon.text, "parts": parts})


def _cut_off(evaluation: Evaluation, spans: tuple[StepSpan, ...]) -> Iterator[Note]:
    for span in spans:
        if span.cutoff < evaluation.moment.as_of:
            day = str(local_date(span.cutoff, evaluation.agreement.zone))
            yield note("right_censoring", 0, {"stage": span.to_stage, "day": day})


def _anomalies(evaluation: Evaluation, options: FunnelOptions) -> Iterator[Note]:
    for rule, group in groupby(anomalies(evaluation, options), key=lambda row: row.rule):
        found = list(group)
        parts = ", ".join(f"{row.stage}: {row.n:,}" for row in found)
        examples = names_of_subjects(evaluation, [row.example for row in found])
        yield note(rule, sum(row.n for row in found), {"parts": parts}, examples)


def _not_evaluated(evaluation: Evaluation) -> Iterator[Note]:
    for name, stage in evaluation.agreement.stages.items():
        # A definition by answers or fields is asked of moves; only a rule over an account would open the stage itself.
        if stage.definition and evaluation.agreement.definitions[stage.definition].account:
            yield note("not_evaluated", 0, {"stage": name, "definition": stage.definition})
