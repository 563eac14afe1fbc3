"""The command ``report attempts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.attempts import Attempts, AttemptsReport
    from tripact.report.words import Language as Tongue

_COLUMNS = (
    "obligation", "needed", "n", "met", "early", "missed", "pending", "cancelled", "undec.", "adherence",
    "95% interval", "completeness",
)  # fmt: skip


def attempts(
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
    """Whether enough attempts were made: adherence, how far the missed ones came, and a matrix attempt by day.

    Example: tripact --workspace W report attempts --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.evaluate.commitments import Clocks
    from tripact.report.attempts import attempts_report
    from tripact.report.attempts_json import attempts_document, attempts_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = attempts_report(Clocks(evaluation), evaluation, period_of(workspace.agreement, since, until))
    Forms(attempts_document, attempts_rows, _print, _page).tell(report, form, (html, language))


def _page(report: AttemptsReport, language: Tongue) -> str:
    from tripact.report.attempts_page import attempts_html

    return attempts_html(report, language)


def _print(report: AttemptsReport) -> None:
    from tripact.report.writer import Writer

    if not report.rows:
        output.say("No commitment asks for attempts, or none of their clocks has started.")
        return
    writer = Writer("en", "UTC")
    lines = [
        [
            row.commitment,
            f"{row.needed} on {row.channels} channels" if row.channels > 1 else str(row.needed),
            *(f"{n:,}" for n in (row.n, row.met, row.fulfilled_early, row.missed)),
            *(f"{n:,}" for n in (row.pending, row.cancelled, row.undecidable)),
            writer.percent(row.adherence.value),
            writer.interval(row.adherence.low, row.adherence.high),
            writer.percent(row.completeness),
        ]
        for row in report.rows
    ]
    output.print_table("", _COLUMNS, lines)
    for row in report.rows:
        _print_matrix(row)


def _print_matrix(row: Attempts) -> None:
    """Print how many had their k-th attempt on which day, the late days in one; a dot stands for none."""
    from tripact.report.matrix_map import day_name, matrix_of

    counts = matrix_of(row)
    if not counts:
        return
    numbers = range(1, row.needed + 1)
    lines = [
        [
            f"day {day_name(day)}",
            *(f"{counts[number, day]:,}" if (number, day) in counts else "·" for number in numbers),
        ]
        for day in range(max(day for _, day in counts) + 1)
    ]
    output.OUT.print()
    output.print_table(f"{row.commitment}: on which day after the start", ("attempt", *map(str, numbers)), lines)
