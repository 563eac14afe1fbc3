"""The command ``report onboarding``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripact.cli.clock_commands import By, evaluation_of
from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of

if TYPE_CHECKING:
    from tripact.report.onboarding import OnboardingReport
    from tripact.report.words import Language as Tongue


def onboarding(
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
    """How customers reach their milestones: met, late, open, undecidable; the time to value with churn competing.

    Example: tripact --workspace W report onboarding --by month
    """
    from tripact.cli.moments import period_of
    from tripact.cli.onboarding_table import print_onboarding
    from tripact.cli.report_forms import Forms
    from tripact.cli.reporting import check_language
    from tripact.evaluate.commitments import Clocks
    from tripact.report.clock_options import ClockOptions
    from tripact.report.onboarding import onboarding as build
    from tripact.report.onboarding_json import onboarding_document, onboarding_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    options = ClockOptions(by, *period_of(workspace.agreement, since, until))
    report = build(Clocks(evaluation), evaluation, options)
    Forms(onboarding_document, onboarding_rows, print_onboarding, _page).tell(report, form, (html, language))


def _page(report: OnboardingReport, language: Tongue) -> str:
    from tripact.report.onboarding_page import onboarding_html

    return onboarding_html(report, language)
