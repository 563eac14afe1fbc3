"""A report on the registrations of partners as one HTML file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from tripact.report.amounts import money
from tripact.report.chart_bars import Bar, bar_chart
from tripact.report.funnel_names import writable
from tripact.report.page_model import Drawing, Figure, Section
from tripact.report.partners import PartnerReport, Shadow, Standing
from tripact.report.simple_page import Parts, page_html
from tripact.report.table_model import Cell, Column, Row, Table, columns
from tripact.report.words import Language
from tripact.report.writer import Writer

STANDINGS: tuple[Standing, ...] = get_args(Standing)
_FOLD = 24
"""A longer table starts closed."""
_HELD: tuple[Standing, ...] = ("protected", "pending")


def partners_html(report: PartnerReport, language: Language) -> str:
    """Return the report as one self-contained HTML file in ``en`` or ``sk``."""
    return page_html(report, language, Parts("partners.kind", _headline, _figures, _sections))


def _count(report: PartnerReport, *standings: Standing) -> int:
    return sum(row.standing in standings for row in report.rows)


def _headline(report: PartnerReport, writer: Writer) -> str:
    if not report.rows and not report.shadow:
        return writer.say("partners.headline.empty")
    conflicts = _count(report, "conflict")
    return writer.say(
        "partners.headline.held", n=_count(report, *_HELD), conflicts=conflicts, shadow=len(report.shadow)
    )


def _figures(report: PartnerReport, writer: Writer) -> Iterator[Figure]:
    parts = tuple(writer.say(f"partners.figure.{name}", n=_count(report, name)) for name in ("protected", "pending"))
    yield Figure(writer.say("partners.figure.all"), writer.count(len(report.rows)), parts)
    yield Figure(writer.say("partners.figure.conflicts"), writer.count(_count(report, "conflict")), ())
    amounts = (money(_sums(report.shadow), writer),) if report.shadow else ()
    yield Figure(writer.say("partners.figure.shadow"), writer.count(len(report.shadow)), amounts)


def _sums(shadow: tuple[Shadow, ...]) -> list[tuple[str, Decimal]]:
    """Return the amounts of deals by currency; what has no amount or no currency is in none."""
    sums = dict[str, Decimal]()
    for deal in shadow:
        if deal.currency and deal.amount is not None:
            sums[deal.currency] = sums.get(deal.currency, Decimal(0)) + deal.amount
    return sorted(sums.items())


def _sections(report: PartnerReport, writer: Writer) -> Iterator[Section]:
    counts: dict[str | None, Counter[str]] = {}
    for row in report.rows:
        counts.setdefault(row.partner, Counter())[row.standing] += 1
    ordered = sorted(counts.items(), key=lambda each: (each[0] is None, -each[1].total(), each[0] or ""))
    yield _section("partners", _partners(ordered, writer), writer, _chart(ordered, writer))
    conflicts = _registrations(report, "conflicts", writer)
    if conflicts.rows:
        yield _section("conflicts", conflicts, writer)
    yield _section("shadow", _shadow(report, writer), writer)
    yield _section("registrations", _registrations(report, "registrations", writer), writer)


def _section(key: str, table: Table, writer: Writer, drawing: Drawing | None = None) -> Section:
    title, lead = (writer.say(f"partners.{key}.{part}") for part in ("title", "lead"))
    return Section(key, title, lead, drawing, (table,))


def _partners(counts: list[tuple[str | None, Counter[str]]], writer: Writer) -> Table:
    rows = (
        Row(
            (_words(partner, writer),),
            (Cell(writer.count(count.total())), *(Cell(writer.count(count[name])) for name in STANDINGS)),
        )
        for partner, count in counts
    )
    shown = (Column("partner", words=True), *columns("registrations", *(f"partner_{name}" for name in STANDINGS)))
    return Table("table-partners", writer.say("partners.partners.title"), shown, tuple(rows))


def _chart(counts: list[tuple[str | None, Counter[str]]], writer: Writer) -> Drawing | None:
    """Return what each partner holds now; who registered second has the accent."""
    bars = [
        Bar(
            _words(partner, writer),
            writer.say("partners.detail", n=count.total(), conflicts=count["conflict"]),
            writer.count(held := count["protected"] + count["pending"]),
            held,
            stressed=count["conflict"] > 0,
        )
        for partner, count in counts
    ]
    return bar_chart("partners", writer.say("partners.partners.title"), bars)


def _registrations(report: PartnerReport, key: str, writer: Writer) -> Table:
    rows = tuple(
        Row(
            (_words(row.partner, writer), _words(row.account, writer)),
            (
                Cell(writer.day(row.registered_at)),
                Cell(writer.say("page.none") if row.until is None else writer.day(row.until)),
                Cell(writer.count(row.extensions)),
                Cell(writer.say(f"partners.standing.{row.standing}"), writable(row.reason or "")),
                Cell(writable(row.winner or "")),
            ),
        )
        for row in report.rows
        if key == "registrations" or row.standing == "conflict"
    )
    heads = (Column("partner", words=True), Column("partner_account", words=True))
    measures = columns("registered", "protected_until", "extensions")
    words = (Column("standing", words=True), Column("held_by", words=True))
    title = writer.say(f"partners.{key}.title")
    return Table(f"table-{key}", title, (*heads, *measures, *words), rows, folded=len(rows) > _FOLD)


def _shadow(report: PartnerReport, writer: Writer) -> Table:
    rows = tuple(
        Row(
            (writable(deal.deal), _words(deal.account, writer)),
            (
                Cell(writer.day(deal.opened_at)),
                Cell(_words(deal.standing, writer)),
                Cell(_words(deal.owner, writer)),
                Cell(money(_sums((deal,)), writer)),
            ),
        )
        for deal in report.shadow
    )
    heads = (Column("shadow_deal", words=True), Column("partner_account", words=True), Column("shadow_opened"))
    shown = (*heads, Column("shadow_standing", words=True), Column("shadow_owner", words=True), Column("shadow_amount"))
    return Table("table-shadow", writer.say("partners.shadow.title"), shown, rows, folded=len(rows) > _FOLD)


def _words(text: str | None, writer: Writer) -> str:
    return writable(text) if text else writer.say("page.none")
