"""A report on onboarding as plain values: one JSON document, or flat rows for CSV."""

from __future__ import annotations

from dataclasses import asdict

from tripact.report.onboarding import MilestoneRow, OnboardingReport
from tripact.report.time_to_value import TimeToValue

Document = dict[str, object]


def onboarding_document(report: OnboardingReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("onboarding"),
        "by": report.by,
        "rows": [
            {**_row(row), "unjudged_ids": list(row.unjudged), "undecidable_ids": list(row.undecidable)}
            for row in report.rows
        ],
        "time_to_value": [_value(each) for each in report.value],
        "notes": [{"rule": note.rule, "message": note.message, "count": note.count} for note in report.notes],
        "definitions": report.definitions,
    }


def onboarding_rows(report: OnboardingReport) -> list[Document]:
    """Return the milestones as flat rows, the time to value beside; a row over all has no ``by``."""
    values = {(each.commitment, tuple(each.group.values())): each for each in report.value}
    names = ("reached", "churned", "median_seconds", "reached_median_seconds", "days", "share", "low", "high")
    rows = []
    for row in report.rows:
        group = tuple(row.clocks.group.values())
        value = values.get((row.clocks.commitment, group))
        beside = {f"value_{name}": getattr(value, name) if value else None for name in names}
        by, label = next(iter(row.clocks.group.items()), (None, None))
        rows.append({**_row(row), "by": by, "group": label, **beside})
    return rows


def _row(row: MilestoneRow) -> Document:
    clocks, rate = row.clocks, row.clocks.attainment
    return {
        "milestone": row.milestone,
        "commitment": clocks.commitment,
        "group": clocks.group or None,
        "promise": row.promise,
        "n": clocks.n,
        "met": clocks.met,
        "late": clocks.breached,
        "met_late": clocks.met_late,
        "breached_open": clocks.breached_open,
        "open": clocks.pending,
        "cancelled": clocks.cancelled,
        "undecidable": clocks.undecidable,
        "unjudged": len(row.unjudged),
        "attainment": rate.value,
        "low": rate.low,
        "high": rate.high,
        "median_seconds": clocks.median_seconds,
        "p90_seconds": clocks.p90_seconds,
        "unit": clocks.unit,
    }


def _value(each: TimeToValue) -> Document:
    return {**asdict(each), "group": each.group or None}
