"""The command ``report handoffs``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.evaluate.evaluation import Evaluation
    from tripact.report.handoff_result import HandoffReport
    from tripact.report.words import Language as Tongue


def handoffs(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    feed: Annotated[bool, typer.Option("--feed", help="What was handed to whom on a day, and its digests.")] = False,
    day: Annotated[str | None, typer.Option(help="The day of the feed; today by default.", metavar="DAY")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    html: Html = None,
    language: Language = "en",
) -> None:
    """How handoffs stand: sent, accepted, returned by reason, missing; time to accept; completeness of packages.

    Example: tripact --workspace W report handoffs --from 2026-01-01
    """
    from tripact.cli.handoff_table import print_report
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.report.handoff_json import handoff_document, handoff_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    if day and not feed:
        raise TripactError("usage", "A day belongs to the feed.", where="--day", hint="Add --feed.")
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    if feed:
        _feed(evaluation, day, form)
        return
    report = _report(evaluation, period_of(workspace.agreement, since, until))
    Forms(handoff_document, handoff_rows, print_report, _page).tell(report, form, (html, language))


def _page(report: HandoffReport, language: Tongue) -> str:
    from tripact.report.handoff_page import handoffs_html

    return handoffs_html(report, language)


def _report(evaluation: Evaluation, period: tuple[int | None, int | None]) -> HandoffReport:
    from tripact.evaluate.commitments import Clocks
    from tripact.evaluate.handoffs import Handoffs
    from tripact.report.handoffs import handoff_report

    return handoff_report(Handoffs(evaluation, Clocks(evaluation)), evaluation, period)


def _feed(evaluation: Evaluation, day: str | None, form: str) -> None:
    from tripact.cli.handoff_table import print_feed
    from tripact.cli.moments import day_of
    from tripact.evaluate.commitments import Clocks
    from tripact.evaluate.handoffs import Handoffs
    from tripact.report.handoff_feed import feed_document, feed_rows, handoff_feed
    from tripact.report.heading import Heading
    from tripact.worktime.instant import local_date

    agreement = evaluation.agreement
    asked = day_of(day, "--day") if day else local_date(evaluation.moment.as_of, agreement.zone)
    found = handoff_feed(Handoffs(evaluation, Clocks(evaluation)), agreement, asked)
    if form == "json":
        output.print_json({**Heading.of(evaluation).document("handoffs"), "feed": feed_document(found, agreement)})
    elif form == "csv":
        output.print_csv(feed_rows(found))
    else:
        print_feed(found)
