"""The command ``report pql``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, KnownAt, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.pql import PqlReport, PqlRow
    from tripact.report.writer import Writer

_COLUMNS = (
    "definition", "n", "again", "worked on", "", "customers before", "paid", "of", "open", "rate", "95% interval",
    "median", "",
)  # fmt: skip


def pql(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
) -> None:
    """Product-qualified accounts: how many, who was worked on, and which trials became paying customers.

    Example: tripact --workspace W report pql --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.report.pql import pql as build

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=False)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = build(evaluation, period_of(workspace.agreement, since, until))
    rows = [_document(row) for row in report.rows]
    if form == "json":
        head = {**report.heading.document("pql"), "horizon_days": report.horizon_days}
        output.print_json({**head, "rows": rows, "definitions": report.definitions})
    elif form == "csv":
        output.print_csv(rows)
    else:
        _print(report)


def _print(report: PqlReport) -> None:
    from tripact.report.writer import Writer

    if not report.rows:
        output.OUT.print("The agreement judges no accounts: no definition has an 'account' rule.")
        return
    writer = Writer("en", report.heading.zone)
    output.print_table("", _COLUMNS, [_cells(row, writer) for row in report.rows], left=1)


def _cells(row: PqlRow, writer: Writer) -> list[str]:
    return [
        row.definition,
        writer.count(row.n),
        writer.count(row.again),
        writer.count(row.settled.numerator),
        writer.percent(row.settled.value),
        writer.count(row.customers),
        writer.count(row.paid.numerator),
        writer.count(row.paid.denominator),
        writer.count(row.paid.open),
        writer.percent(row.paid.value),
        writer.interval(row.paid.low, row.paid.high),
        writer.duration(row.median_seconds),
        "few" if row.few else "",
    ]


def _document(row: PqlRow) -> dict[str, object]:
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
