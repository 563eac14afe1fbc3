"""A report on partners as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from dataclasses import asdict

from tripact.report.partners import DEFINITIONS, PartnerReport, PartnerRow, Shadow
from tripact.worktime.instant import show

Document = dict[str, object]


def partner_document(report: PartnerReport) -> Document:
    """Return the report as plain values; instants in ISO 8601, amounts as decimal texts."""
    zone = report.heading.zone
    return {
        **report.heading.document("partners"),
        "rows": [_registration(row, zone) for row in report.rows],
        "shadow": [_shadow(deal, zone) for deal in report.shadow],
        "definitions": DEFINITIONS,
    }


def partner_rows(report: PartnerReport) -> list[Document]:
    """Return registrations, then deals that nobody registered, as flat rows with the same columns."""
    zone = report.heading.zone
    rows: list[Document] = [
        *({"row": "registration", **_registration(row, zone)} for row in report.rows),
        *({"row": "shadow", **_shadow(deal, zone)} for deal in report.shadow),
    ]
    columns = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in columns} for row in rows]


def _registration(row: PartnerRow, zone: str) -> Document:
    until = None if row.until is None else show(row.until, zone)
    return {**asdict(row), "registered_at": show(row.registered_at, zone), "until": until}


def _shadow(deal: Shadow, zone: str) -> Document:
    amount = None if deal.amount is None else str(deal.amount)
    return {**asdict(deal), "opened_at": show(deal.opened_at, zone), "amount": amount}
