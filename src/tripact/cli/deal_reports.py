"""The commands ``report wip``, ``report loss-reasons`` and ``report partners``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli.report_options import AsCsv, AsJson, AsOf, AsTable, Html, KnownAt, Language, Since, Until, form_of
from tripact.cli.reporting import check_language

if TYPE_CHECKING:
    from tripact.report.loss_reasons import LossReport
    from tripact.report.wip import WipReport

By = Annotated[
    str | None, typer.Option(help="Split by stage, owner, competitor, currency or an attribute of the agreement.")
]


def wip(
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
    """Open deals of each owner and band against the limits, how long over them, and the cycle time they imply.

    Without --from the report looks back over the agreement's horizon (else 90 days).

    Example: tripact --workspace W report wip --as-of 2026-03-31
    """
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.deal_tables import print_wip
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.evaluate.deals import Deals
    from tripact.report.wip import wip as build
    from tripact.report.wip_page import wip_document, wip_html, wip_rows

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report: WipReport = build(Deals(evaluation), *period_of(workspace.agreement, since, until))
    Forms(wip_document, wip_rows, print_wip, wip_html).tell(report, form, (html, language))


def loss_reasons(
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
    """Why deals were lost in a period: categories with shares and amounts; losses reopened in time are left out.

    Example: tripact --workspace W report loss-reasons --by owner --from 2026-01-01
    """
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.deal_tables import print_losses
    from tripact.cli.moments import period_of
    from tripact.cli.report_forms import Forms
    from tripact.evaluate.deals import Deals
    from tripact.report.loss_page import losses_document, losses_html, losses_rows
    from tripact.report.loss_reasons import loss_reasons as build

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    workspace, evaluation = evaluation_of(context, as_of, known_at)
    report: LossReport = build(Deals(evaluation), *period_of(workspace.agreement, since, until), by)
    Forms(losses_document, losses_rows, print_losses, losses_html).tell(report, form, (html, language))


def partners(
    context: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_table: AsTable = False,
    html: Html = None,
    language: Language = "en",
) -> None:
    """Registrations of partners with their protection, conflicts with the winner, deals that nobody registered.

    Example: tripact --workspace W report partners --as-of 2026-03-31
    """
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.deal_tables import print_partners
    from tripact.cli.report_forms import Forms
    from tripact.evaluate.deals import Deals
    from tripact.report.partner_json import partner_document, partner_rows
    from tripact.report.partner_page import partners_html
    from tripact.report.partners import partners as build

    form = form_of(as_json=as_json, as_csv=as_csv, as_table=as_table, html=bool(html))
    check_language(language)
    _, evaluation = evaluation_of(context, as_of, known_at)
    forms = Forms(partner_document, partner_rows, print_partners, partners_html)
    forms.tell(build(Deals(evaluation)), form, (html, language))
