"""A report on product-qualified accounts as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.funnel_names import TERMS, writable
from tripact.report.page_model import Figure, Item, Section
from tripact.report.pql import PqlReport, PqlRow
from tripact.report.simple_page import Parts, page_html, rate_figure
from tripact.report.table_model import Cell, Column, Row, Table, columns, decided_cells, rate_cells
from tripact.report.words import Language
from tripact.report.writer import Writer

_DEFINITION = Column("pql_definition", words=True)


def pql_html(report: PqlReport, language: Language) -> str:
    """Return the report as one self-contained HTML file in ``en`` or ``sk``."""
    return page_html(report, language, Parts("pql.kind", _headline, _figures, _sections, items=_items))


def _name(row: PqlRow) -> str:
    return row.definition.upper() if row.definition in TERMS else writable(row.definition.replace("_", " "))


def _most(report: PqlReport) -> PqlRow | None:
    """Return the definition with the most trials whose window is over."""
    return max(report.rows, key=lambda row: row.paid.denominator, default=None)


def _headline(report: PqlReport, writer: Writer) -> str:
    most, n = _most(report), sum(row.n for row in report.rows)
    if most is None:
        return writer.say("pql.headline.none")
    if most.few:
        return writer.say("pql.headline.few", n=n)
    rate = writer.percent(most.paid.value)
    return writer.say("pql.headline.paid", n=most.paid.denominator, rate=rate, within=_within(report, writer))


def _within(report: PqlReport, writer: Writer) -> str:
    return writer.say("within.days", n=report.horizon_days)


def _items(report: PqlReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("pql.period", writer)
    yield Item(writer.say("pql.window"), _within(report, writer))


def _figures(report: PqlReport, writer: Writer) -> Iterator[Figure]:
    n, again = sum(row.n for row in report.rows), sum(row.again for row in report.rows)
    customers = sum(row.customers for row in report.rows)
    parts = (writer.say("pql.figure.again", n=again), writer.say("pql.figure.customers", n=customers))
    yield Figure(writer.say("pql.figure.all"), writer.count(n), parts)
    most = _most(report)
    if most:
        for name, rate in (("settled", most.settled), ("paid", most.paid)):
            figure = rate_figure(writer.say(f"pql.figure.{name}"), rate, writer)
            yield replace(figure, parts=(*figure.parts, writer.say("figure.open", n=rate.open)))
        yield Figure(writer.say("pql.figure.median"), writer.duration(most.median_seconds), (_name(most),))


def _sections(report: PqlReport, writer: Writer) -> Iterator[Section]:
    if not report.rows:
        return
    title, lead = writer.say("pql.rates.title"), writer.say("pql.rates.lead", within=_within(report, writer))
    rates = [
        NamedRate(writer.say(f"pql.rate.{name}", definition=_name(row)), rate)
        for row in report.rows
        for name, rate in (("settled", row.settled), ("paid", row.paid))
        if rate.denominator
    ]
    tables = (_settled(report, writer), _paid(report, writer))
    yield Section("rates", title, lead, rates_chart("rates", title, rates, writer), tables)


def _settled(report: PqlReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row),),
            (Cell(writer.count(row.n)), Cell(writer.count(row.again)), *decided_cells(row.settled, writer)),
        )
        for row in report.rows
    )
    shown = (_DEFINITION, *columns("qualified", "qualified_again", "worked_on", "fraction", "interval"))
    return Table("table-settled", writer.say("pql.settled.caption"), shown, tuple(rows))


def _paid(report: PqlReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row),),
            (
                Cell(writer.count(row.customers)),
                *rate_cells(row.paid, writer),
                Cell(writer.duration(row.median_seconds)),
            ),
        )
        for row in report.rows
    )
    shown = (_DEFINITION, *columns("paid_before", "paid", "fraction", "paid_open", "interval", "paid_median"))
    return Table("table-paid", writer.say("pql.paid.caption"), shown, tuple(rows))
