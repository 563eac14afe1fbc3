"""The loop back from customer success as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from tripact.report.feedback import FeedbackReport, FeedbackRow

Document = dict[str, object]


def feedback_document(report: FeedbackReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("feedback"),
        "rows": [_row(row) for row in report.rows],
        "churn_reasons": [each._asdict() for each in report.reasons],
        "definitions": report.definitions,
    }


def feedback_rows(report: FeedbackReport) -> list[Document]:
    """Return the groups as flat rows; the row over all customers has no ``by``."""
    return [_row(row) for row in report.rows]


def _row(row: FeedbackRow) -> Document:
    return {
        "by": row.by or None,
        "group": row.group,
        "n": row.n,
        "churned": row.churn.numerator,
        "churn": row.churn.value,
        "churn_low": row.churn.low,
        "churn_high": row.churn.high,
        "idle": row.idle.numerator,
        "idle_of": row.idle.denominator,
        "idle_rate": row.idle.value,
        "idle_low": row.idle.low,
        "idle_high": row.idle.high,
        "few": row.few,
    }
