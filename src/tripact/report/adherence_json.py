"""A report on clocks as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from collections.abc import Sequence

from tripact.evaluate.evaluation import Evaluation
from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.cause import Cause, leading
from tripact.report.clock_list import ListedClock, clock_document
from tripact.report.heading import Heading
from tripact.report.prohibition_sums import sums_document
from tripact.report.proportion import Rate

Document = dict[str, object]
COUNTS = ("n", "met", "met_late", "breached_open", "pending", "cancelled", "undecidable", "excused")


def adherence_document(report: AdherenceReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``; ``details`` has a row for each of ``rows``."""
    return {
        **report.heading.document("clocks"),
        "by": report.by,
        "counted": report.counted,
        "rows": [{**_head(row, report.by), **_figures(row)} for row in report.rows],
        "details": [{**_head(row, report.by), **_details(row)} for row in report.rows],
        "causes": [_cause(cause) for cause in report.causes],
        "prohibitions": [sums_document(each) for each in report.prohibitions],
        "notes": [{"rule": note.rule, "message": note.message, "count": note.count} for note in report.notes],
        "definitions": report.definitions,
    }


def listing_document(evaluation: Evaluation, clocks: Sequence[ListedClock]) -> Document:
    """Return single clocks as plain values, ready for ``json.dumps``."""
    rows = [clock_document(each, evaluation.agreement.zone) for each in clocks]
    return {**Heading.of(evaluation).beginning("clocks"), "rows": rows}


def adherence_rows(report: AdherenceReport) -> list[Document]:
    """Return the report as flat rows; a row over all clocks has no ``by``, a blank group no ``group``."""
    rows = []
    for row in report.rows:
        by, group = next(iter(row.group.items()), (None, None))
        rows.append({"commitment": row.commitment, "by": by, "group": group, **_figures(row), **_details(row)})
        rows[-1].update(_top(None if row.group else leading(report.causes_of(row.commitment))))
    return rows


def _cause(cause: Cause) -> Document:
    rate = cause.rate
    return {
        "commitment": cause.commitment,
        "circumstance": cause.circumstance,
        "value": cause.value,
        "breaches": cause.breaches,
        "of_breaches": cause.of_breaches,
        "share": cause.share,
        "decided": rate.denominator if rate else None,
        "rate": rate.value if rate else None,
        "low": rate.low if rate else None,
        "high": rate.high if rate else None,
        "excess": cause.excess,
    }


def _top(cause: Cause | None) -> Document:
    return {
        "top_cause": f"{cause.circumstance}={cause.value}" if cause else None,
        "top_cause_breaches": cause.breaches if cause else None,
        "top_cause_decided": cause.rate.denominator if cause and cause.rate else None,
        "top_cause_excess": cause.excess if cause else None,
    }


def _head(row: Adherence, by: str | None) -> Document:
    return {"commitment": row.commitment, **({"group": row.group or None} if by else {})}


def _figures(row: Adherence) -> Document:
    rate: Rate = row.attainment
    return {
        **{name: getattr(row, name) for name in COUNTS},
        "attainment": rate.value,
        "low": rate.low,
        "high": rate.high,
        "median_seconds": row.median_seconds,
        "p90_seconds": row.p90_seconds,
        "unit": row.unit,
    }


def _details(row: Adherence) -> Document:
    budget, aim, unexcused = row.budget, row.objective, row.unexcused
    return {
        "decided": row.attainment.denominator,
        "started": row.begun,
        "revised": row.revised,
        "pending_outside": row.pending_outside,
        "preempted": row.preempted,
        "preempted_share": row.share(row.preempted),
        "cancelled_share": row.share(row.cancelled),
        "attainment_unexcused": unexcused.value,
        "unexcused_low": unexcused.low,
        "unexcused_high": unexcused.high,
        "objective": aim.value if aim else None,
        "objective_low": aim.low if aim else None,
        "objective_high": aim.high if aim else None,
        "target": budget.target if budget else None,
        "allowed_breaches": round(budget.allowed, 6) if budget else None,
        "burn": budget.burn if budget else None,
    }
