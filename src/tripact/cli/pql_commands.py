"""The command ``report pql``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.pql import PqlReport, PqlRow
    from tripact.report.words import Language as Tongue
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
    html: Html = None,
    language: Language = "en",
) -> None:
    """Product-qualified accounts: how many, who was worked on, and which trials became paying customers.

    Example: tripact --workspace W report pql --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.report.pql import pql as build
    from tripact.report.pql_json import pql_document, pql_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = build(evaluation, period_of(workspace.agreement, since, until))
    Forms(pql_document, pql_rows, _print, _page).tell(report, form, (html, language))


def _page(report: PqlReport, language: Tongue) -> str:
    from tripact.report.pql_page import pql_html

    return pql_html(report, language)


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
