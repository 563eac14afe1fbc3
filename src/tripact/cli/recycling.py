"""The command ``report recycle``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.recycle_result import RecycleReport
    from tripact.report.words import Language as Tongue


def recycle(
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
    """Why leads went back, how many came back by rule or by move, and what second passes were worth.

    Example: tripact --workspace W report recycle --from 2026-01-01
    """
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.moments import period_of
    from tripact.cli.recycle_table import print_recycle
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.report.recycle import recycle as build
    from tripact.report.recycle_json import recycle_document, recycle_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = build(evaluation, *period_of(workspace.agreement, since, until))
    Forms(recycle_document, recycle_rows, print_recycle, _page).tell(report, form, (html, language))


def _page(report: RecycleReport, language: Tongue) -> str:
    from tripact.report.recycle_page import recycle_html

    return recycle_html(report, language)
