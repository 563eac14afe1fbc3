"""A report on recycling as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from dataclasses import asdict, fields

from tripact.report.recycle_result import PassRow, ReasonRow, RecycleReport, StageRow
from tripact.worktime.instant import show

Document = dict[str, object]


def recycle_document(report: RecycleReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    since, until = report.period
    return {
        "report": "recycle",
        "as_of": show(report.as_of, report.zone),
        "known_at": show(report.known_at, report.zone),
        "zone": report.zone,
        "agreement": {"name": report.agreement_name, "version": report.agreement_version},
        "from": None if since is None else show(since, report.zone),
        "to": None if until is None else show(until, report.zone),
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
