"""What a funnel report says on its own about the data it rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sqlglot import exp

from tripact.evaluate.compose import chain, literal, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.ledger.kinds import ColumnType
from tripact.report.funnel_query import FunnelOptions, PathRow, StepSpan, labels
from tripact.report.funnel_result import Note
from tripact.report.notes import note
from tripact.report.survival import Incidence, aalen_johansen
from tripact.worktime.instant import local_date

_PACKAGE = "tripact.report"
_STEPS: dict[str, ColumnType] = {"step": "bigint", "from_stage": "text", "to_stage": "text", "cutoff": "bigint"}
_EXAMPLES = 5
_SURPRISE = 0.01
"""Left truncation is noted when seeing no outcome at all had less than this chance."""


def diagnose(
    evaluation: Evaluation, options: FunnelOptions, spans: tuple[StepSpan, ...], rows: Sequence[PathRow]
) -> tuple[Note, ...]:
    """Return everything noticed, the gravest first."""
    return (
        *_left_truncation(evaluation, spans, rows),
        *_order_faults(evaluation, spans),
        *_blanks(evaluation, options),
        *_immature(spans, rows, options),
        *_cut_off(evaluation, spans),
        *_anomalies(evaluation),
        *_not_evaluated(evaluation),
    )


def names_of_subjects(evaluation: Evaluation, keys: Sequence[int]) -> tuple[str, ...]:
    """Return the ids of subjects by key, a few as examples."""
    if not keys:
        return ()
    query = exp.select("id").from_("ledger.subjects").where(exp.column("key").isin(*map(literal, keys[:_EXAMPLES])))
    return tuple(str(name) for (name,) in evaluation.engine.rows(query.order_by("key")))


def _with_steps(name: str, spans: tuple[StepSpan, ...]) -> exp.Query:
    return chain(read_query(name, _PACKAGE), {"funnel_steps": values_relation(_STEPS, spans)})


def _left_truncation(evaluation: Evaluation, spans: tuple[StepSpan, ...], rows: Sequence[PathRow]) -> Iterator[Note]:
    """Cohorts older than the first recorded outcome look unconverted; say so if that is no accident.

    With the incidence F of the whole sample, ``sum F(first - entry)`` outcomes were to be expected
    before the first one; none came, which has chance exp(-expected).
    """
    found: dict[int, list[tuple[int, int, int]]] = {}
    for step, first, lead, n in evaluation.query(_with_steps("beginnings", spans)):
        found.setdefault(int(str(step)), []).append((int(str(first)), int(str(lead)), int(str(n))))
    for number, leads in found.items():
        curve = _incidence_of([row for row in rows if row.step == number])
        expected = sum(n * _by(curve, lead) for _, lead, n in leads)
        if math.exp(-expected) < _SURPRISE:
            yield _truncated(evaluation, spans[number], leads, expected)


def _truncated(evaluation: Evaluation, span: StepSpan, leads: list[tuple[int, int, int]], expected: float) -> Note:
    day = str(local_date(leads[0][0], evaluation.agreement.zone))
    values = {"from": span.from_stage, "to": span.to_stage, "day": day, "missing": f"{expected:.0f}"}
    return note("left_truncation", sum(n for _, _, n in leads), values)


def _incidence_of(rows: Sequence[PathRow]) -> Incidence:
    timed = [row for row in rows if row.fate != "before_cause"]
    causes = [1 if row.fate == "advanced" else 0 if row.fate == "open" else 2 for row in timed]
    return aalen_johansen([row.duration for row in timed], causes, [row.n for row in timed])


def _by(curve: Incidence, age: int) -> float:
    last = curve.curve.times[-1] if len(curve.curve.times) else 0.0
    return curve.incidence(1, min(float(age), float(last))) or 0.0


def _order_faults(evaluation: Evaluation, spans: tuple[StepSpan, ...]) -> Iterator[Note]:
    rows = [
        (int(str(step)), int(str(journey))) for step, journey in evaluation.query(_with_steps("order_faults", spans))
    ]
    if rows:
        steps = Counter(step for step, _ in rows)
        parts = [f"{n} '{spans[step].to_stage}' before '{spans[step].from_stage}'" for step, n in sorted(steps.items())]
        journeys = list(dict.fromkeys(journey for _, journey in rows))
        examples = names_of_subjects(evaluation, journeys)
        yield note("outcome_before_cause", len(journeys), {"parts": ", ".join(parts)}, examples)


def _blanks(evaluation: Evaluation, options: FunnelOptions) -> Iterator[Note]:
    for dimension in evaluation.agreement.reporting.dimensions:
        split = replace(options, by=dimension)
        query = chain(read_query("blanks", _PACKAGE), {"labels": labels(evaluation, split)})
        blank, labelled, unknown = (int(str(n)) for n in evaluation.query(query)[0])
        if blank and labelled:
            values = {"dimension": dimension, "unknown": f"{unknown:,}"}
            yield note("blank_dimension", blank, values, sentence="blank_and_unknown" if unknown else "")


def _immature(spans: tuple[StepSpan, ...], rows: Sequence[PathRow], options: FunnelOptions) -> Iterator[Note]:
    young = Counter[int]()
    for row in rows:
        young[row.step] += 0 if row.mature else row.n
    if options.horizon and sum(young.values()):
        parts = ", ".join(f"{n:,} in '{spans[step].from_stage}'" for step, n in sorted(young.items()) if n)
        yield note("immature", sum(young.values()), {"horizon": options.horizon.text, "parts": parts})


def _cut_off(evaluation: Evaluation, spans: tuple[StepSpan, ...]) -> Iterator[Note]:
    for span in spans:
        if span.cutoff < evaluation.moment.as_of:
            day = str(local_date(span.cutoff, evaluation.agreement.zone))
            yield note("right_censoring", 0, {"stage": span.to_stage, "day": day})


def _anomalies(evaluation: Evaluation) -> Iterator[Note]:
    ruled = values_relation({"stage": "text"}, tuple((stage,) for stage in evaluation.promoting.rules))
    rows = evaluation.query(chain(read_query("anomalies", _PACKAGE), {"ruled_stages": ruled}))
    for rule, found in groupby(rows, key=lambda row: str(row[0])):
        stages = [(str(stage), int(str(n)), int(str(example))) for _, stage, n, example in found]
        parts = ", ".join(f"{n:,} '{stage}'" for stage, n, _ in stages)
        examples = names_of_subjects(evaluation, [example for _, _, example in stages])
        yield note(rule, sum(n for _, n, _ in stages), {"parts": parts}, examples)


def _not_evaluated(evaluation: Evaluation) -> Iterator[Note]:
    for name, stage in evaluation.agreement.stages.items():
        if stage.definition and name not in evaluation.promoting.rules:
            yield note("not_evaluated", 0, {"stage": name, "definition": stage.definition})
