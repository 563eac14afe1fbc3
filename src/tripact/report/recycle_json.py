"""A report on recycling as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from dataclasses import asdict, fields

from tripact.report.recycle_result import PassRow, ReasonRow, RecycleReport, StageRow

Document = dict[str, object]


def recycle_document(report: RecycleReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("recycle"),
        "max_passes": report.max_passes,
        "reasons": [asdict(row) for row in report.reasons],
        "stages": [asdict(row) for row in report.stages],
        "passes": [asdict(row) for row in report.passes],
        "definitions": report.definitions,
    }


def recycle_rows(report: RecycleReport) -> list[Document]:
    """Return the report as flat rows that all have the same columns; ``row`` says what a row is about."""
    rows = [
        *({"row": "all" if row.over_all else "reason", **_flat(row)} for row in report.reasons),
        *({"row": "stage", **_flat(row)} for row in report.stages),
        *({"row": "pass", **_flat(row)} for row in report.passes),
    ]
    columns = list(dict.fromkeys(name for row in rows for name in row if name != "over_all"))
    return [{name: row.get(name) for name in columns} for row in rows]


def _flat(row: ReasonRow | StageRow | PassRow) -> Document:
    found: Document = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if hasattr(value, "__dataclass_fields__"):
            found |= {f"{field.name}_{part}": each for part, each in asdict(value).items()}
        else:
            found[field.name] = value
    return found
