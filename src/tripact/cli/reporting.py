"""The commands ``report …``: figures with their parts, as a table, JSON, CSV or a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tripact.cli import output
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, form_of
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.report.funnel_result import FunnelReport
    from tripact.worktime.duration import Duration

app = typer.Typer(help="Reports: what the verdicts add up to.", no_args_is_help=True)

By = Annotated[str | None, typer.Option(help="Split by a dimension of the agreement, or by month.")]
Since = Annotated[
    str | None, typer.Option("--from", help="First day on which a counted journey begins.", metavar="DAY")
]
Until = Annotated[str | None, typer.Option("--to", help="Last day on which a counted journey begins.", metavar="DAY")]
Horizon = Annotated[
    str | None, typer.Option(help="Window of each step, such as 90d; else the agreement's; 'none' for so far.")
]

LANGUAGES: dict[str, Literal["en", "sk"]] = {"en": "en", "sk": "sk"}

_LONGEST = 36_525
"""Days of the longest horizon: a century."""


@app.command("funnel")
def funnel(
    context: typer.Context,
    by: By = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    horizon: Horizon = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    html: Html = None,
    language: Language = "en",
) -> None:
    """Per step: entered, advanced, left, open; cohort rates with intervals; times; leaks; notes on the data.

    Example: tripact --workspace W report funnel --by source --horizon 90d
    """
    from tripact.boot import open_workspace
    from tripact.cli.moments import moment_of, period_of
    from tripact.evaluate.evaluation import Evaluation
    from tripact.report.funnel import funnel as build
    from tripact.report.funnel_options import FunnelOptions

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace = open_workspace(context.obj)
    agreement = workspace.agreement
    period = period_of(agreement, since, until)
    options = FunnelOptions(by, *period, read_horizon(horizon, agreement.reporting.horizon))
    with output.progress("Copying facts") as show:
        engine = workspace.engine(show)
    report = build(Evaluation(agreement, engine, moment_of(agreement, as_of, known_at)), options)
    if html:
        write_page(report, html, language)
    show_funnel(report, form)


def read_horizon(text: str | None, default: Duration | None) -> Duration | None:
    """Return the window asked for: ``90d``, ``90 days``, ``none``, or the agreement's own.

    Raises:
        TripactError: If it is not a number of days or elapsed hours, or is none or too long.
    """
    from tripact.worktime.duration import parse_duration
    from tripact.worktime.instant import DAY

    if text is None:
        return default
    if text == "none":
        return None
    short = re.fullmatch(r"(\d+)\s*(d|h)", text)
    words = {"d": "days", "h": "elapsed hours"}
    hint = "Write 90d, or none for the rate so far."
    try:
        window = parse_duration(f"{short.group(1)} {words[short.group(2)]}" if short else text)
    except ValueError as bad:
        raise TripactError("usage", str(bad), where="--horizon", hint=hint) from bad
    if window.unit.startswith("business") or not 0 < window.milliseconds <= _LONGEST * DAY:
        message = f"'{text}' is no window for a step: it is a number of days or elapsed hours, up to 100 years."
        raise TripactError("usage", message, where="--horizon", hint=hint)
    return window


def check_language(language: str) -> None:
    """Refuse a language that pages are not written in.

    Raises:
        TripactError: Naming those they are.
    """
    if language not in LANGUAGES:
        raise TripactError("usage", f"There is no language '{language}'.", hint="Use en or sk.")


def write_page(report: FunnelReport, file: Path, language: str) -> None:
    """Write the report as a page.

    Raises:
        TripactError: If the language is unknown or the file cannot be written.
    """
    from tripact.report.page import funnel_html

    check_language(language)
    output.write_file(file, funnel_html(report, LANGUAGES[language]))


def show_funnel(report: FunnelReport, form: str) -> None:
    """Print the report as ``json``, ``csv`` or ``table``."""
    from tripact.cli.funnel_table import print_funnel
    from tripact.report.funnel_json import funnel_document
    from tripact.report.tables import funnel_rows

    if form == "json":
        output.print_json(funnel_document(report))
    elif form == "csv":
        output.print_csv(funnel_rows(report))
    elif form == "table":
        print_funnel(report)
