"""A report on gates as JSON and as flat rows."""

from __future__ import annotations

from tripact.report.gate_report import GateReport, Share
from tripact.worktime.instant import show

Flat = dict[str, object]


def gate_document(report: GateReport) -> Flat:
    """Return the report as one JSON document; rates are 0 to 1."""
    zone = report.heading.zone
    return {
        **report.heading.document(report.kind.replace("_", "-")),
        "by": report.by,
        "rows": gate_rows(report),
        "flagged": [
            {
                "seq": each.seq,
                "subject": each.subject,
                "stage": each.stage,
                "occurred_at": show(each.ts, zone),
                "missing": [{"rule": asked.rule, "field": asked.field, "state": asked.state} for asked in each.missing],
            }
            for each in report.examples
        ],
        "definitions": report.definitions,
    }


def gate_rows(report: GateReport) -> list[Flat]:
    """Return one row for all that is asked together, and one for each thing asked."""
    return [_row(report, each) for each in (*report.whole, *report.parts)]


def _row(report: GateReport, share: Share) -> Flat:
    rate = share.rate
    named = {"of": share.of, "rule": share.rule or "all", "item": share.item or None}
    return {
        **named,
        "by": report.by,
        "group": share.label,
        "n": share.n,
        "met": share.met,
        "not_met": share.not_met,
        "stale": share.stale,
        "unknown": share.unknown,
        "rate": rate.value,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "low": rate.low,
        "high": rate.high,
    }
