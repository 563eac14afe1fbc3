"""The command ``report recycle``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.report.recycle_result import RecycleReport

Since = Annotated[str | None, typer.Option("--from", help="First day of the period.", metavar="DAY")]
Until = Annotated[str | None, typer.Option("--to", help="Last day of the period.", metavar="DAY")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The moment looked from; now by default.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then; now by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsTable = Annotated[bool, typer.Option("--table", help="Print a table (the default).")]
Html = Annotated[Path | None, typer.Option(help="Write a self-contained page to this file.", metavar="FILE")]
Language = Annotated[str, typer.Option(help="Language of the page: en or sk.")]


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
    from tripact.cli.reporting import LANGUAGES, check_language
    from tripact.report.recycle import recycle as build

    if as_json + as_csv + as_table > 1:
        raise typer.BadParameter("Give one of --json, --csv and --table.")
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = build(evaluation, *period_of(workspace.agreement, since, until))
    if html:
        from tripact.report.recycle_page import recycle_html

        output.write_file(html, recycle_html(report, LANGUAGES[language]))
    _show(report, "json" if as_json else "csv" if as_csv else "table" if as_table or not html else "")


def _show(report: RecycleReport, form: str) -> None:
    from tripact.cli.recycle_table import print_recycle
    from tripact.report.recycle_json import recycle_document, recycle_rows

    if form == "json":
        output.print_json(recycle_document(report))
    elif form == "csv":
        output.print_csv(recycle_rows(report))
    elif form == "table":
        print_recycle(report)
