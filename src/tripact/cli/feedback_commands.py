"""The command ``report feedback``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.feedback import FeedbackReport, FeedbackRow
    from tripact.report.words import Language as Tongue
    from tripact.report.writer import Writer

_COLUMNS = (
    "by",
    "group",
    "customers",
    "churned",
    "churn",
    "95% interval",
    "idle",
    "of",
    "idle rate",
    "95% interval",
    "",
)


def feedback(
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
    """Who churns or lies idle, by the agreement version, source, fit band and handoff package that let them in.

    Example: tripact --workspace W report feedback --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.evaluate.commitments import Clocks
    from tripact.evaluate.handoffs import Handoffs
    from tripact.report.feedback import feedback as build
    from tripact.report.feedback_json import feedback_document, feedback_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    period = period_of(workspace.agreement, since, until)
    report = build(Handoffs(evaluation, Clocks(evaluation)), evaluation, period)
    Forms(feedback_document, feedback_rows, _print, _page).tell(report, form, (html, language))


def _page(report: FeedbackReport, language: Tongue) -> str:
    from tripact.report.feedback_page import feedback_html

    return feedback_html(report, language)


def _print(report: FeedbackReport) -> None:
    from tripact.report.writer import Writer

    writer = Writer("en", report.heading.zone)
    output.print_table("", _COLUMNS, [_cells(row, writer) for row in report.rows], left=2)
    if report.reasons:
        told = ", ".join(f"{each.reason or '(none given)'} {each.n:,}" for each in report.reasons)
        output.OUT.print(f"\nWhy they left: {told}.", markup=False)


def _cells(row: FeedbackRow, writer: Writer) -> list[str]:
    return [
        row.by or "all",
        "" if not row.by else row.group or "(blank)",
        writer.count(row.n),
        writer.count(row.churn.numerator),
        writer.percent(row.churn.value),
        writer.interval(row.churn.low, row.churn.high),
        writer.count(row.idle.numerator),
        writer.count(row.idle.denominator),
        writer.percent(row.idle.value),
        writer.interval(row.idle.low, row.idle.high),
        "few" if row.few else "",
    ]
