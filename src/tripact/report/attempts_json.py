"""A report on obligations to try as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from dataclasses import asdict

from tripact.report.attempts import DEFINITIONS, Attempts, AttemptsReport

Document = dict[str, object]
COLUMNS = (
    "row", "commitment", "needed", "channels", "n", "met", "fulfilled_early", "missed", "pending", "cancelled",
    "undecidable", "adherence", "low", "high", "numerator", "denominator", "completeness", "attempt", "day", "made",
)  # fmt: skip
"""All columns of the flat rows, in reading order; every row has them all."""


def attempts_document(report: AttemptsReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("attempts"),
        "rows": [{**_figures(row), "matrix": [cell._asdict() for cell in row.matrix]} for row in report.rows],
        "definitions": DEFINITIONS,
    }


def attempts_rows(report: AttemptsReport) -> list[Document]:
    """Return one flat row for each obligation (``row`` says ``obligation``) and for each cell of its matrix."""
    rows: list[Document] = []
    for each in report.rows:
        rows.append({"row": "obligation", **_figures(each)})
        rows += [
            {"row": "matrix", "commitment": each.commitment, "attempt": cell.attempt, "day": cell.day, "made": cell.n}
            for cell in each.matrix
        ]
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def _figures(row: Attempts) -> Document:
    plain = {name: value for name, value in asdict(row).items() if name not in ("adherence", "matrix")}
    share = row.adherence
    figures = {"adherence": share.value, "low": share.low, "high": share.high, "numerator": share.numerator}
    return {**plain, **figures, "denominator": share.denominator}
