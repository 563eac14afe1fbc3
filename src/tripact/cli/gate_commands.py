"""The commands on gates: ``report stage-audit`` and ``report qualification``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, form_of

if TYPE_CHECKING:
    from tripact.evaluate.evaluation import Evaluation
    from tripact.report.gate_report import GateOptions, GateReport

By = Annotated[str | None, typer.Option(help="Split by a dimension of the agreement.")]
Since = Annotated[str | None, typer.Option("--from", help="First day on which a counted move happened.", metavar="DAY")]
Until = Annotated[str | None, typer.Option("--to", help="Last day on which a counted move happened.", metavar="DAY")]
Build = Callable[["Evaluation", "GateOptions"], "GateReport"]


def stage_audit(
    context: typer.Context,
    by: By = None,
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
    """Of the moves that were recorded: was everything there that the agreement asks, at that moment?

    Example: tripact --workspace W report stage-audit --by source
    """
    from tripact.report.stage_audit import stage_audit as build

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    _report(context, build, (by, since, until, as_of, known_at), (form, html, language))


def qualification(
    context: typer.Context,
    by: By = None,
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
    """Of those called qualified: how each dimension of the framework stood, and how many were by definition.

    Example: tripact --workspace W report qualification --by segment
    """
    from tripact.report.qualification import qualification as build

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    _report(context, build, (by, since, until, as_of, known_at), (form, html, language))


def _report(
    context: typer.Context,
    build: Build,
    asked: tuple[str | None, str | None, str | None, str | None, str | None],
    shown: tuple[str, Path | None, str],
) -> None:
    from tripact.cli.gate_table import print_gates
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.report.gate_json import gate_document, gate_rows
    from tripact.report.gate_page import gates_html
    from tripact.report.gate_report import GateOptions

    by, since, until, as_of, known_at = asked
    form, html, language = shown
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report = build(evaluation, GateOptions(by, *period_of(workspace.agreement, since, until)))
    Forms(gate_document, gate_rows, print_gates, gates_html).tell(report, form, (html, language))
