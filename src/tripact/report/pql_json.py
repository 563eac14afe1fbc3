"""A report on product-qualified accounts as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from tripact.report.pql import PqlReport, PqlRow

Document = dict[str, object]


def pql_document(report: PqlReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    head = {**report.heading.document("pql"), "horizon_days": report.horizon_days}
    return {**head, "rows": pql_rows(report), "definitions": report.definitions}


def pql_rows(report: PqlReport) -> list[Document]:
    """Return one flat row for each definition; rates are 0 to 1, times elapsed seconds."""
    return [_row(row) for row in report.rows]


def _row(row: PqlRow) -> Document:
    return {
        "definition": row.definition,
        "n": row.n,
        "again": row.again,
        "settled": row.settled.numerator,
        "settled_rate": row.settled.value,
        "settled_low": row.settled.low,
        "settled_high": row.settled.high,
        "customers_before": row.customers,
        "paid": row.paid.numerator,
        "paid_of": row.paid.denominator,
        "open": row.paid.open,
        "paid_rate": row.paid.value,
        "paid_low": row.paid.low,
        "paid_high": row.paid.high,
        "median_seconds": row.median_seconds,
        "few": row.few,
    }
