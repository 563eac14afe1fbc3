"""A report on recycling as one HTML file, in the look of the other pages."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.values import said
from tripact.report import chart_recycle, recycle_tables
from tripact.report.canvas import NARROW, WIDE
from tripact.report.charts import Drawing
from tripact.report.funnel_names import writable
from tripact.report.page import environment, inlined
from tripact.report.page_model import Definition, Figure, FunnelPage, Item, Section
from tripact.report.recycle_result import RecycleReport
from tripact.report.table_model import Table
from tripact.report.words import Language
from tripact.report.writer import Writer


def recycle_html(report: RecycleReport, language: Language) -> str:
    """Return a report as one self-contained HTML file; ``language`` is ``en`` or ``sk``."""
    writer = Writer(language, report.zone)
    sections = tuple(_sections(report, writer))
    page = FunnelPage(
        language=writer.language,
        kind=writer.say("recycle.kind"),
        title=writable(said(report.title, writer.language)),
        headline=_headline(report, writer),
        meta=tuple(_facts(report, writer)),
        figures=tuple(_figures(report, writer)),
        notes=(),
        sections=sections,
        definitions=tuple(_definitions(sections, writer)),
    )
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def _headline(report: RecycleReport, writer: Writer) -> str:
    back = report.whole.back
    if not back.denominator:
        return writer.say("recycle.headline.empty")
    rate, n = writer.percent(back.value), back.denominator
    return writer.say("recycle.headline.back", rate=rate, n=n, waiting=back.open)


def _facts(report: RecycleReport, writer: Writer) -> Iterator[Item]:
    named = writer.say("meta.version", name=report.agreement_name, version=str(report.agreement_version))
    yield Item(writer.say("meta.as_of"), writer.moment(report.as_of))
    yield Item(writer.say("meta.known_at"), writer.moment(report.known_at))
    yield Item(writer.say("meta.zone"), report.zone)
    yield Item(writer.say("meta.agreement"), named)
    yield Item(writer.say("recycle.period"), _period(report, writer))


def _period(report: RecycleReport, writer: Writer) -> str:
    start, end = report.period
    first = "" if start is None else writer.day(start)
    last = "" if end is None else writer.day(end - 1)
    kind = {(True, True): "both", (True, False): "from", (False, True): "until"}.get((bool(first), bool(last)), "all")
    return writer.say(f"meta.period.{kind}", start=first, end=last)


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
    drawing = None
    if report.whole.n:
        drawing = Drawing(*(chart_recycle.draw(report, writer, sheet) for sheet in (WIDE, NARROW)))
    yield _section("back", drawing, recycle_tables.back_table(report, writer), writer)
    yield _section("fates", None, recycle_tables.fates_table(report, writer), writer)
    yield _section("stages", None, recycle_tables.stages_table(report, writer), writer)
    if report.passes:
        yield _section("passes", None, recycle_tables.passes_table(report, writer), writer)


def _section(key: str, drawing: Drawing | None, table: Table, writer: Writer) -> Section:
    return Section(key, writer.say(f"recycle.{key}.title"), writer.say(f"recycle.{key}.lead"), drawing, (table,))


def _definitions(sections: tuple[Section, ...], writer: Writer) -> Iterator[Definition]:
    """Yield the definition of each column on the page once, in the order they are met."""
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys(shown):
        yield Definition(key, writer.say(f"col.{key}"), writer.say(f"define.{key}"))
    for key in ("few", "as_of", "known_at"):
        yield Definition(key, writer.say("few" if key == "few" else f"meta.{key}"), writer.say(f"define.{key}"))
