"""A report on handoffs as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from tripact.agreement.values import said
from tripact.report.handoff_result import HandoffReport, HandoffRow
from tripact.report.proportion import Rate

Document = dict[str, object]
COUNTS = (
    "n", "due", "missing", "void", "sent", "acknowledged", "open", "accepted", "returned", "resent", "unsent",
)  # fmt: skip


def handoff_document(report: HandoffReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("handoffs"),
        "rows": [{**_figures(row), **_parts(row)} for row in report.rows],
        "notes": [{"rule": note.rule, "message": note.message, "count": note.count} for note in report.notes],
        "definitions": report.definitions,
    }


def handoff_rows(report: HandoffReport) -> list[Document]:
    """Return the report as flat rows, reasons and missing fields in one cell each."""
    return [
        {
            **_figures(row),
            "reasons": "; ".join(f"{each.reason or '(none)'}: {each.n}" for each in row.reasons),
            "lacking": "; ".join(f"{each.field}: {each.missing}" for each in row.packages.lacking if each.missing),
        }
        for row in report.rows
    ]


def _figures(row: HandoffRow) -> Document:
    packages = row.packages
    return {
        "handoff": row.handoff,
        "title": said(row.title),
        "from_party": row.sides[0],
        "to_party": row.sides[1],
        **{name: getattr(row, name) for name in COUNTS},
        **_rate("acceptance", row.acceptance),
        "median_seconds": row.times.median,
        "p90_seconds": row.times.p90,
        "timed": row.times.n,
        "completeness": packages.completeness,
        **_rate("complete", packages.complete),
        "overclaimed": packages.overclaimed,
    }


def _parts(row: HandoffRow) -> Document:
    return {
        "reasons": [each._asdict() for each in row.reasons],
        "lacking": [each._asdict() for each in row.packages.lacking],
    }


def _rate(name: str, rate: Rate) -> Document:
    return {
        name: rate.value,
        f"{name}_numerator": rate.numerator,
        f"{name}_denominator": rate.denominator,
        f"{name}_low": rate.low,
        f"{name}_high": rate.high,
    }
