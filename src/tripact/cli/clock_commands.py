"""The command ``report clocks``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.boot import Workspace
    from tripact.evaluate.evaluation import Evaluation
    from tripact.report.adherence_result import AdherenceReport
    from tripact.report.clock_options import ClockOptions
    from tripact.report.words import Language as Tongue

By = Annotated[
    str | None,
    typer.Option(help="Split by commitment (the default), owner, channel, week, month, weekday-hour or a dimension."),
]
Counted = Annotated[str, typer.Option(help="A clock belongs to the period of its verdict, or of its start.")]
Listed = Annotated[bool, typer.Option("--list", help="One row for each clock.")]


def clocks(
    context: typer.Context,
    by: By = None,
    since: Since = None,
    until: Until = None,
    counted: Counted = "verdict",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    listed: Listed = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    html: Html = None,
    language: Language = "en",
) -> None:
    """How well promises in time are kept: attainment with interval, median and p90 with open clocks counted.

    Example: tripact --workspace W report clocks --by week --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.cli.reporting import check_language
    from tripact.report.clock_options import ClockOptions, check_options

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    if listed and html:
        raise TripactError("usage", "A list of clocks has no page.", hint="Leave --html out, or --list.")
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    options = ClockOptions(by, *period_of(workspace.agreement, since, until), counted)  # type: ignore[arg-type]
    check_options(workspace.agreement, options)
    if listed:
        _list(evaluation, options, form)
    else:
        _report(evaluation, options, form, (html, language))


def evaluation_of(context: typer.Context, as_of: str | None, known_at: str | None) -> tuple[Workspace, Evaluation]:
    """Return the workspace and its evaluation at the moment asked for."""
    from tripact.boot import open_workspace
    from tripact.cli.moments import moment_of
    from tripact.evaluate.evaluation import Evaluation

    workspace = open_workspace(context.obj)
    moment = moment_of(workspace.agreement, as_of, known_at)
    with output.progress("Copying facts") as show:
        engine = workspace.engine(show)
    return workspace, Evaluation(workspace.agreement, engine, moment)


def _report(evaluation: Evaluation, options: ClockOptions, form: str, page: tuple[Path | None, str]) -> None:
    from tripact.cli.clock_table import print_adherence
    from tripact.cli.report_forms import Forms
    from tripact.evaluate.commitments import Clocks
    from tripact.report.adherence import adherence
    from tripact.report.adherence_json import adherence_document, adherence_rows
    from tripact.report.clock_causes import clocks_report

    clocks = Clocks(evaluation)
    report = clocks_report(clocks, evaluation, options)

    def written(whole: AdherenceReport, language: Tongue) -> str:
        from tripact.report.clock_page import clocks_html

        return clocks_html(whole, adherence(clocks, evaluation, options.by_hour), language)

    Forms(adherence_document, adherence_rows, print_adherence, written).tell(report, form, page)


def _list(evaluation: Evaluation, options: ClockOptions, form: str) -> None:
    from tripact.cli.clock_table import print_clocks
    from tripact.evaluate.commitments import Clocks
    from tripact.report.adherence_json import listing_document
    from tripact.report.clock_list import clock_document, listed_clocks

    zone = evaluation.agreement.zone
    found = listed_clocks(Clocks(evaluation), options, evaluation.moment)
    if form == "json":
        output.print_json(listing_document(evaluation, found))
    elif form == "csv":
        output.print_csv([clock_document(each, zone) for each in found])
    else:
        print_clocks(found, zone)
