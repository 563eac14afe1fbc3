"""A report on clocks as one HTML file, in the look of the funnel page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripact.agreement.values import said
from tripact.report import chart_attainment, clock_cause_tables, clock_tables, heat_map
from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.canvas import NARROW, WIDE
from tripact.report.charts import Drawing
from tripact.report.clock_names import commitment_name, judged, split_name
from tripact.report.funnel_names import writable
from tripact.report.headline import period_text, remark
from tripact.report.page import environment, inlined
from tripact.report.page_model import Definition, Figure, FunnelPage, Item, Section
from tripact.report.prohibition_table import prohibitions_table
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
    writer = Writer(language, report.zone)
    page = _page(report, hours, writer)
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def _page(report: AdherenceReport, hours: AdherenceReport, writer: Writer) -> FunnelPage:
    sections = (*_sections(report, writer), *_hours(hours, writer))
    return FunnelPage(
        language=writer.language,
        kind=writer.say("clocks.kind"),
        title=writable(said(report.title, writer.language)),
        headline=_headline(report, writer),
        meta=tuple(_facts(report, writer)),
        figures=tuple(_figures(report, writer)),
        notes=tuple(remark(note, writer) for note in report.notes),
        sections=sections,
        definitions=tuple(definitions_of(sections, writer)),
    )


def _sections(report: AdherenceReport, writer: Writer) -> Iterator[Section]:
    drawing = None
    if report.whole:
        drawing = Drawing(*(chart_attainment.draw(report, writer, sheet) for sheet in (WIDE, NARROW)))
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


def _facts(report: AdherenceReport, writer: Writer) -> Iterator[Item]:
    named = writer.say("meta.version", name=report.agreement_name, version=str(report.agreement_version))
    yield Item(writer.say("meta.as_of"), writer.moment(report.as_of))
    yield Item(writer.say("meta.known_at"), writer.moment(report.known_at))
    yield Item(writer.say("meta.zone"), report.zone)
    yield Item(writer.say("meta.agreement"), named)
    yield Item(writer.say(f"clocks.counted.{report.counted}"), period_text(report.period, writer))
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
        rate = worst.attainment
        limits = writer.say("figure.interval", interval=writer.interval(rate.low, rate.high))
        named = commitment_name(report.titles, worst.commitment, writer)
        yield Figure(
            writer.say("clocks.figure.lowest"), writer.percent(rate.value), (named, writer.fraction(rate), limits)
        )
    broken = writer.say("clocks.figure.open.note", n=sums["breached"])
    yield Figure(writer.say("clocks.figure.open"), writer.count(sums["breached_open"]), (broken,))


def definitions_of(sections: Iterable[Section], writer: Writer) -> Iterator[Definition]:
    """Yield the definition of each column on the page once, in the order they are met."""
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys(shown):
        yield Definition(key, writer.say(f"col.{key}"), writer.say(f"define.{key}"))
    for key in ("few", "as_of", "known_at"):
        title = "few" if key == "few" else f"meta.{key}"
        yield Definition(key, writer.say(title), writer.say(f"define.{key}"))
