"""A report on recycling as one HTML file, in the look of the other pages."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.report import recycle_tables
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.page_model import Drawing, Figure, Item, Section
from tripact.report.recycle_result import RecycleReport
from tripact.report.simple_page import Parts, page_html
from tripact.report.table_model import Table
from tripact.report.words import Language
from tripact.report.writer import Writer


def recycle_html(report: RecycleReport, language: Language) -> str:
    """Return a report as one self-contained HTML file; ``language`` is ``en`` or ``sk``."""
    parts = Parts("recycle.kind", _headline, _figures, _sections, items=_period)
    return page_html(report, language, parts)


def _headline(report: RecycleReport, writer: Writer) -> str:
    back = report.whole.back
    if not back.denominator:
        return writer.say("recycle.headline.empty")
    rate, n = writer.percent(back.value), back.denominator
    return writer.say("recycle.headline.back", rate=rate, n=n, waiting=back.open)


def _period(report: RecycleReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("recycle.period", writer)


def _figures(report: RecycleReport, writer: Writer) -> Iterator[Figure]:
    whole = report.whole
    parts = (
        writer.say("recycle.figure.waiting", n=whole.waiting),
        writer.say("recycle.figure.resting", n=whole.resting),
    )
    yield Figure(writer.say("recycle.figure.all"), writer.count(whole.n), parts)
    ways = (
        writer.say("recycle.figure.rule", n=whole.repromoted),
        writer.say("recycle.figure.bypass", n=whole.bypassed),
        writer.say("recycle.figure.move", n=whole.returned),
    )
    yield Figure(writer.say("recycle.figure.back"), writer.count(whole.repromoted + whole.returned), ways)
    used = writer.say("recycle.figure.at_max", n=whole.at_max)
    yield Figure(writer.say("recycle.figure.suppressed"), writer.count(whole.suppressed), (used,))


def _sections(report: RecycleReport, writer: Writer) -> Iterator[Section]:
    rates = [NamedRate(recycle_tables.reason_name(row, writer), row.back) for row in report.reasons if row.n]
    drawing = rates_chart("recycle", writer.say("recycle.back.title"), rates, writer)
    yield _section("back", drawing, recycle_tables.back_table(report, writer), writer)
    yield _section("fates", None, recycle_tables.fates_table(report, writer), writer)
    yield _section("stages", None, recycle_tables.stages_table(report, writer), writer)
    if report.passes:
        yield _section("passes", None, recycle_tables.passes_table(report, writer), writer)


def _section(key: str, drawing: Drawing | None, table: Table, writer: Writer) -> Section:
    return Section(key, writer.say(f"recycle.{key}.title"), writer.say(f"recycle.{key}.lead"), drawing, (table,))
