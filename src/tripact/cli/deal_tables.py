"""The reports on deals as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripact.cli import output
from tripact.report.amounts import money
from tripact.report.loss_page import reason_name
from tripact.report.wip_page import names, over_since
from tripact.report.writer import Writer

if TYPE_CHECKING:
    from tripact.report.loss_reasons import LossReport, LossRow
    from tripact.report.partners import PartnerReport
    from tripact.report.wip import WipReport

_WIP = ("owner", "band", "open", "limit", "load", "over since", "days over", "average", "ended", "implied days")
_LOSSES = ("reason", "lost", "share", "95% interval", "amounts", "no amount")


def print_wip(report: WipReport) -> None:
    """Print one line for each owner and band."""
    writer = Writer("en", report.heading.zone)
    lines = [
        [
            *names(row, writer),
            writer.count(row.open),
            "—" if row.limit is None else writer.count(row.limit),
            writer.percent(row.load),
            over_since(row, writer),
            f"{row.days_over}/{row.days}",
            writer.decimal(row.average),
            writer.count(row.closed),
            writer.decimal(row.implied_days),
        ]
        for row in report.rows
    ]
    kind = "hard" if report.hard else "soft"
    output.print_table(
        f"Open deals, as of {writer.moment(report.heading.as_of)}; the limits are {kind}", _WIP, lines, left=2
    )


def print_losses(report: LossReport) -> None:
    """Print the losses by reason, and by group where the report is split."""
    writer = Writer("en", report.heading.zone)
    output.print_table(
        f"Lost deals: {report.categorised.denominator:,}", _LOSSES, [_loss(row, writer) for row in report.rows]
    )
    if report.by:
        rows = [[row.group or "unknown", *_loss(row, writer)] for row in report.groups]
        output.OUT.print()
        output.print_table("", (report.by, *_LOSSES), rows, left=2)
    kept = report.categorised
    output.OUT.print(f"Categorised: {writer.percent(kept.value)} ({writer.fraction(kept)}).")
    if report.voided:
        n = output.counted(len(report.voided), "loss was", "losses were")
        output.OUT.print(f"{n} reopened in time and are left out: {', '.join(report.voided[:6])}.", markup=False)


def print_partners(report: PartnerReport) -> None:
    """Print registrations and what lies outside them."""
    writer = Writer("en", report.heading.zone)
    heads = ("fact", "partner", "account", "registered", "until", "standing", "held by")
    lines = [
        [
            str(row.fact), row.partner or "—", row.account or "—", writer.day(row.registered_at),
            "—" if row.until is None else writer.day(row.until), row.standing, row.winner or "",
        ]
        for row in report.rows
    ]  # fmt: skip
    output.print_table("Registrations, in the order of the ledger", heads, lines, left=7)
    output.OUT.print()
    shadow = [
        [
            row.deal, row.account or "—", writer.day(row.opened_at), row.standing or "—", row.owner or "—",
            money([(row.currency, row.amount)] if row.currency and row.amount is not None else [], writer),
        ]
        for row in report.shadow
    ]  # fmt: skip
    columns = ("deal", "account", "opened", "standing", "owner", "amount")
    output.print_table("Deals of partners that nobody registered", columns, shadow, left=5)


def _loss(row: LossRow, writer: Writer) -> list[str]:
    share = row.share
    return [
        reason_name(row, writer), writer.fraction(share), writer.percent(share.value),
        writer.interval(share.low, share.high), money(row.amounts, writer), writer.count(row.unpriced),
    ]  # fmt: skip
