"""A report on clocks as one HTML file, in the look of the funnel page."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.report import clock_cause_tables, clock_tables, heat_map
from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.canvas import NARROW, WIDE
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.clock_names import commitment_name, judged, split_name
from tripact.report.page_model import Drawing, Figure, Item, Section
from tripact.report.prohibition_table import prohibitions_table
from tripact.report.simple_page import Parts, noticed, page_html, rate_figure
from tripact.report.table_model import Table
from tripact.report.words import Language
from tripact.report.writer import Writer

MAPS = 6
"""So many heat maps at most, those with the most clocks; the tables of the report have all."""


def clocks_html(report: AdherenceReport, hours: AdherenceReport, language: Language) -> str:
    """Return a report as one self-contained HTML file.

    Args:
        report: The report.
        hours: The same, split by weekday and hour.
        language: ``en`` or ``sk``; words recorded in the data stay as they are.
    """

    def sections(report: AdherenceReport, writer: Writer) -> Iterator[Section]:
        yield from _sections(report, writer)
        yield from _hours(hours, writer)

    return page_html(report, language, Parts("clocks.kind", _headline, _figures, sections, noticed, _items))


def _sections(report: AdherenceReport, writer: Writer) -> Iterator[Section]:
    rates = [NamedRate(commitment_name(report.titles, row.commitment, writer), row.attainment) for row in report.whole]
    drawing = rates_chart("attainment", writer.say("clocks.attainment.title"), rates, writer)
    yield _section("attainment", drawing, clock_tables.attainment_table(report, writer), writer)
    yield _section("standing", None, clock_tables.standing_table(report, writer), writer)
    if report.prohibitions:
        yield _section("prohibitions", None, prohibitions_table(report, writer), writer)
    if report.causes:
        tables = (clock_cause_tables.top_table(report, writer), clock_cause_tables.causes_table(report, writer))
        yield Section("causes", writer.say("clocks.causes.title"), writer.say("clocks.causes.lead"), None, tables)
    yield _section("times", None, clock_tables.times_table(report, writer), writer)
    budgets = clock_tables.budget_table(report, writer)
    if budgets.rows:
        yield _section("budget", None, budgets, writer)
    if report.groups:
        title = writer.say("clocks.groups.title", dimension=split_name(report, writer))
        table = clock_tables.groups_table(report, writer)
        yield Section("groups", title, writer.say("clocks.groups.lead"), None, (table,))


def _section(key: str, drawing: Drawing | None, table: Table, writer: Writer) -> Section:
    return Section(key, writer.say(f"clocks.{key}.title"), writer.say(f"clocks.{key}.lead"), drawing, (table,))


def _hours(report: AdherenceReport, writer: Writer) -> Iterator[Section]:
    """Yield the heat map of each commitment that has decided clocks."""
    decided = [row for row in report.whole if row.attainment.denominator]
    shown = sorted(decided, key=lambda row: -row.n)[:MAPS]
    for row in (row for row in decided if row in shown):
        drawing = Drawing(*(heat_map.draw(report, row.commitment, writer, sheet) for sheet in (WIDE, NARROW)))
        title = writer.say("clocks.hours.title", commitment=commitment_name(report.titles, row.commitment, writer))
        table = clock_tables.hours_table(report, row.commitment, writer)
        yield Section(f"hours-{row.commitment}", title, writer.say("clocks.hours.lead"), drawing, (table,))


def _worst(report: AdherenceReport) -> Adherence | None:
    """Return the commitment kept least often, of those that can be judged."""
    rows = [row for row in report.whole if judged(row)]
    return min(rows, key=lambda row: row.attainment.value or 0.0, default=None)


def _headline(report: AdherenceReport, writer: Writer) -> str:
    worst, n = _worst(report), sum(row.n for row in report.whole)
    if worst is None:
        return writer.say("clocks.headline.few", n=n) if n else writer.say("clocks.headline.empty")
    rate = worst.attainment
    name = commitment_name(report.titles, worst.commitment, writer)
    return writer.say("clocks.headline.worst", commitment=name, rate=writer.percent(rate.value), n=rate.denominator)


def _items(report: AdherenceReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item(f"clocks.counted.{report.counted}", writer)
    if report.by is not None:
        yield Item(writer.say("meta.by"), split_name(report, writer))


def _figures(report: AdherenceReport, writer: Writer) -> Iterator[Figure]:
    sums = {
        name: sum(getattr(row, name) for row in report.whole)
        for name in ("n", "pending", "cancelled", "undecidable", "breached_open", "breached")
    }
    parts = tuple(writer.say(f"clocks.figure.{key}", n=sums[key]) for key in ("pending", "cancelled", "undecidable"))
    yield Figure(writer.say("clocks.figure.all"), writer.count(sums["n"]), parts)
    worst = _worst(report)
    if worst:
        named = commitment_name(report.titles, worst.commitment, writer)
        yield rate_figure(writer.say("clocks.figure.lowest"), worst.attainment, writer, named)
    broken = writer.say("clocks.figure.open.note", n=sums["breached"])
    yield Figure(writer.say("clocks.figure.open"), writer.count(sums["breached_open"]), (broken,))
