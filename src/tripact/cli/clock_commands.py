"""The commands on clocks: ``report clocks`` and ``due``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.boot import Workspace
    from tripact.evaluate.evaluation import Evaluation
    from tripact.report.adherence_result import AdherenceReport
    from tripact.report.clock_ladder import Level
    from tripact.report.clock_list import ListedClock
    from tripact.report.clock_options import ClockOptions

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
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    options = ClockOptions(by, *period_of(workspace.agreement, since, until), counted)  # type: ignore[arg-type]
    check_options(workspace.agreement, options)
    if listed:
        _list(evaluation, options, form)
    else:
        _report(evaluation, options, form, (html, language))


def due(
    context: typer.Context,
    until: Annotated[str | None, typer.Option(help="Only what is due by then.", metavar="TIME")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """What is due next, by the moment on the wall clock, overdue clocks first: business time left, next escalation.

    Example: tripact --workspace W due --until 2026-03-31
    """
    from tripact.cli.clock_table import print_due
    from tripact.cli.moments import instant_of
    from tripact.evaluate.commitments import Clocks
    from tripact.report.clock_ladder import next_levels
    from tripact.report.clock_list import open_clocks
    from tripact.worktime.instant import show

    workspace, evaluation = evaluation_of(context, as_of, known_at)
    zone, now = workspace.agreement.zone, evaluation.moment.as_of
    latest = None if until is None else instant_of(workspace.agreement, until, "--until")
    clocks = Clocks(evaluation)
    found, levels = open_clocks(clocks, latest), next_levels(clocks)
    if as_json:
        rows = [_due(each, levels.get(each.number), now, zone) for each in found]
        output.print_json({"report": "due", "as_of": show(now, zone), "rows": rows})
    else:
        print_due([(each, levels.get(each.number)) for each in found], now, zone)


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
    from tripact.evaluate.commitments import Clocks
    from tripact.report.adherence import adherence
    from tripact.report.clock_causes import clock_causes
    from tripact.report.prohibition_sums import prohibition_sums

    clocks = Clocks(evaluation)
    causes = clock_causes(clocks, evaluation, options)
    forbidden = prohibition_sums(clocks, evaluation, options)
    report = replace(adherence(clocks, evaluation, options), causes=causes, prohibitions=forbidden)
    file, language = page
    if file:
        from tripact.cli.clock_page import write_clocks

        write_clocks((report, adherence(clocks, evaluation, options.by_hour)), file, language)
    _show(report, form)


def _show(report: AdherenceReport, form: str) -> None:
    from tripact.cli.clock_table import print_adherence
    from tripact.report.adherence_json import adherence_document, adherence_rows

    if form == "json":
        output.print_json(adherence_document(report))
    elif form == "csv":
        output.print_csv(adherence_rows(report))
    elif form == "table":
        print_adherence(report)


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


def _due(clock: ListedClock, level: Level | None, now: int, zone: str) -> dict[str, object]:
    from tripact.report.clock_ladder import level_document
    from tripact.report.clock_list import clock_document, seconds

    known = clock_document(clock, zone)
    names = ("id", "subject", "commitment", "pass", "started_at", "due_at", "breach_after", "state", "unit")
    return {
        **{name: known[name] for name in names},
        "overdue": clock.state == "breached_open",
        "in_seconds": seconds((clock.due_at or now) - now),
        "left_seconds": seconds(clock.left),
        "next_level": None if level is None else level_document(level, zone),
    }
