"""The loop back from customer success as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.report.chart_bars import Bar, bar_chart
from tripact.report.chart_groups import SHOWN
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.feedback import FeedbackReport, FeedbackRow
from tripact.report.funnel_names import group_name, writable
from tripact.report.page_model import Drawing, Figure, Item, Section
from tripact.report.proportion import rate
from tripact.report.simple_page import Parts, page_html, rate_figure
from tripact.report.table_model import Cell, Column, Row, Table, columns, decided_cells
from tripact.report.words import Language
from tripact.report.writer import Writer
from tripact.worktime.instant import SECOND

_RATES = ("churn_rate", "fraction", "interval", "idle_rate", "idle_fraction", "idle_interval")


def feedback_html(report: FeedbackReport, language: Language) -> str:
    """Return the report as one self-contained HTML file in ``en`` or ``sk``."""
    parts = Parts("feedback.kind", _headline, _figures, _sections, items=_items)
    return page_html(report, language, parts)


def _headline(report: FeedbackReport, writer: Writer) -> str:
    whole = report.rows[0]
    if not whole.n:
        return writer.say("feedback.headline.empty")
    if whole.few:
        return writer.say("feedback.headline.few", n=whole.n)
    return writer.say("feedback.headline.churn", n=whole.n, rate=writer.percent(whole.churn.value))


def _items(report: FeedbackReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("feedback.period", writer)
    yield Item(writer.say("feedback.idle_after"), _idle_after(report, writer))


def _idle_after(report: FeedbackReport, writer: Writer) -> str:
    return writer.duration(report.terms.idle_after.milliseconds / SECOND)


def _figures(report: FeedbackReport, writer: Writer) -> Iterator[Figure]:
    whole = report.rows[0]
    yield Figure(writer.say("feedback.figure.customers"), writer.count(whole.n), ())
    for name, of in (("churn", whole.churn), ("idle", whole.idle)):
        yield rate_figure(writer.say(f"feedback.figure.{name}"), of, writer)


def _sections(report: FeedbackReport, writer: Writer) -> Iterator[Section]:
    yield _section("whole", report.rows[:1], writer, lead={"idle_after": _idle_after(report, writer)})
    for by in dict.fromkeys(row.by for row in report.rows if row.by):
        yield _section(by, [row for row in report.rows if row.by == by], writer)
    if report.reasons:
        yield _reasons(report, writer)


def _section(by: str, rows: Sequence[FeedbackRow], writer: Writer, lead: dict[str, str] | None = None) -> Section:
    title, said = writer.say(f"feedback.{by}.title"), writer.say(f"feedback.{by}.lead", **(lead or {}))
    shown = (Column("feedback_group", words=True), *columns("won_customers", *_RATES))
    table = Table(f"table-{by}", title, shown, tuple(Row((_name(row, writer),), _cells(row, writer)) for row in rows))
    rest = writer.say("groups.rest", n=len(rows) - SHOWN) if len(rows) > SHOWN else ""
    return Section(by, title, said, _drawing(by, title, rows, writer), (table,), rest)


def _drawing(by: str, title: str, rows: Sequence[FeedbackRow], writer: Writer) -> Drawing | None:
    """Return churn by group; of everybody beside who lies idle. One group alone needs no chart."""
    if by == "whole":
        named = (("churn", rows[0].churn), ("idle", rows[0].idle))
        rates = [NamedRate(writer.say(f"feedback.figure.{name}"), of) for name, of in named if of.denominator]
    else:
        largest = sorted(rows, key=lambda row: -row.n)[:SHOWN]
        rates = [NamedRate(_name(row, writer), row.churn) for row in rows if row in largest] if len(rows) > 1 else []
    return rates_chart(by, title, rates, writer)


def _name(row: FeedbackRow, writer: Writer) -> str:
    """Return what a group is called: a version with its word, a package by how it stood, all others as recorded."""
    if not row.by:
        return writer.say("all")
    if row.by == "version":
        return writer.say("feedback.version.group", version=str(row.group))
    if row.by == "package":
        return writer.say(f"feedback.package.{str(row.group).replace(' ', '_')}")
    return group_name(row.group, writer)


def _cells(row: FeedbackRow, writer: Writer) -> tuple[Cell, ...]:
    return (Cell(writer.count(row.n)), *decided_cells(row.churn, writer), *decided_cells(row.idle, writer))


def _reasons(report: FeedbackReport, writer: Writer) -> Section:
    title, churned = writer.say("feedback.reasons.title"), report.rows[0].churn.numerator
    shares = [(_reason(each.reason, writer), rate(each.n, churned)) for each in report.reasons]
    bars = [Bar(name, writer.fraction(of), writer.percent(of.value), of.value) for name, of in shares]
    rows = tuple(Row((name,), decided_cells(of, writer)) for name, of in shares)
    shown = (Column("churn_reason", words=True), *columns("churn_share", "fraction", "interval"))
    table = Table("table-reasons", title, shown, rows)
    lead = writer.say("feedback.reasons.lead")
    return Section("reasons", title, lead, bar_chart("reasons", title, bars, full=1), (table,))


def _reason(reason: str | None, writer: Writer) -> str:
    return writable((reason or writer.say("feedback.no_reason")).replace("_", " "))
