"""What a funnel report says on its own about the data it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlglot import exp

from tripact.evaluate.compose import chain, literal, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.ledger.kinds import ColumnType
from tripact.report.funnel_query import FunnelOptions, PathRow, StepSpan, labels
from tripact.report.funnel_result import Note
from tripact.report.survival import Incidence, aalen_johansen
from tripact.worktime.instant import local_date

_PACKAGE = "tripact.report"
_STEPS: dict[str, ColumnType] = {"step": "bigint", "from_stage": "text", "to_stage": "text", "cutoff": "bigint"}
_EXAMPLES = 5
_SURPRISE = 0.01
"""Left truncation is noted when seeing no outcome at all had less than this chance."""

_ANOMALIES = {
    "unknown_stage": "{n} recorded moves go to the stage '{detail}', which the agreement does not know; they are left out.",
    "assumed_date": "{n} moves to '{detail}' carry an assumed date, because their source has none: times mean nothing here.",
    "skipped_stage": "{n} passes skipped '{detail}'; they count as having reached it, at the date of the later stage.",
    "not_borne_out": "{n} passes were recorded in '{detail}' by another system although the agreement's rule never held.",
}


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
    )


def _passes(n: int) -> str:
    return f"{n:,} pass" if n == 1 else f"{n:,} passes"


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
    before = sum(n for _, _, n in leads)
    day = local_date(leads[0][0], evaluation.agreement.zone)
    return Note(
        "left_truncation",
        f"No '{span.to_stage}' is recorded before {day}. The {before:,} passes that entered '{span.from_stage}' "
        f"earlier look less converted than they were (about {expected:.0f} outcomes missing): leave those cohorts out "
        f"with --from {day}.",
        before,
    )


def _incidence_of(rows: Sequence[PathRow]) -> Incidence:
    timed = [row for row in rows if row.fate != "before_cause"]
    causes = [1 if row.fate == "advanced" else 0 if row.fate == "open" else 2 for row in timed]
    return aalen_johansen([row.duration for row in timed], causes, [row.n for row in timed])


def _by(curve: Incidence, age: int) -> float:
    last = curve.curve.times[-1] if len(curve.curve.times) else 0.0
    return curve.incidence(1, min(float(age), float(last))) or 0.0


def _order_faults(evaluation: Evaluation, spans: tuple[StepSpan, ...]) -> Iterator[Note]:
    keys: dict[int, list[int]] = {}
    for step, journey in evaluation.query(_with_steps("order_faults", spans)):
        keys.setdefault(int(str(step)), []).append(int(str(journey)))
    for number, found in keys.items():
        span = spans[number]
        yield Note(
            "outcome_before_cause",
            f"{_passes(len(found))} recorded in '{span.to_stage}' before '{span.from_stage}': counted as entered, "
            "and within a horizon not as advanced.",
            len(found),
            names_of_subjects(evaluation, found),
        )


def _blanks(evaluation: Evaluation, options: FunnelOptions) -> Iterator[Note]:
    for dimension in evaluation.agreement.reporting.dimensions:
        split = replace(options, by=dimension)
        query = chain(read_query("blanks", _PACKAGE), {"labels": labels(evaluation, split)})
        blank, labelled, unknown = (int(str(n)) for n in evaluation.query(query)[0])
        if blank and labelled:
            apart = f"; {unknown} others say 'unknown', which is a value" if unknown else ""
            yield Note("blank_dimension", f"{_passes(blank)} with a blank {dimension}{apart}.", blank)


def _immature(spans: tuple[StepSpan, ...], rows: Sequence[PathRow], options: FunnelOptions) -> Iterator[Note]:
    if options.horizon is None:
        return
    for span in spans:
        n = sum(row.n for row in rows if row.step == span.number and not row.mature)
        if n:
            yield Note(
                "immature",
                f"{_passes(n)} entered '{span.from_stage}' too late for a window of {options.horizon.text}; "
                f"they are not in its rate to '{span.to_stage}' yet.",
                n,
            )


def _cut_off(evaluation: Evaluation, spans: tuple[StepSpan, ...]) -> Iterator[Note]:
    for span in spans:
        if span.cutoff < evaluation.moment.as_of:
            day = local_date(span.cutoff, evaluation.agreement.zone)
            yield Note("right_censoring", f"'{span.to_stage}' is recorded only until {day}; later ones are unknown.", 0)


def _anomalies(evaluation: Evaluation) -> Iterator[Note]:
    ruled = values_relation({"stage": "text"}, tuple((stage,) for stage in evaluation.promoting.rules))
    for rule, detail, n, example in evaluation.query(chain(read_query("anomalies", _PACKAGE), {"ruled_stages": ruled})):
        message = _ANOMALIES[str(rule)].format(n=n, detail=detail)
        yield Note(str(rule), message, int(str(n)), names_of_subjects(evaluation, [int(str(example))]))
