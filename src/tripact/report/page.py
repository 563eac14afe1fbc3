"""A funnel report as one HTML file: no script, no network, for the screen, the telephone and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from tripact.agreement.values import said
from tripact.report import charts, twins
from tripact.report.chart_groups import SHOWN
from tripact.report.funnel_names import dimension_name, group_ways, stage_name, whole_way, within, writable
from tripact.report.funnel_result import FunnelReport
from tripact.report.headline import facts, figures, headline, remark
from tripact.report.leak import by_gap
from tripact.report.page_model import Definition, FunnelPage, Section
from tripact.report.svg import inline
from tripact.report.words import Language
from tripact.report.writer import Writer

GIVEN = {"advance": "incidence"}
"""Columns whose definition the report gives under another name."""
ALWAYS = ("few", "as_of", "known_at", "horizon")


def funnel_html(report: FunnelReport, language: Language) -> str:
    """Return the report as one self-contained HTML file.

    Args:
        report: The report.
        language: ``en`` or ``sk``; words recorded in the data stay as they are.
    """
    writer = Writer(language, report.zone)
    page = funnel_page(report, writer)
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def funnel_page(report: FunnelReport, writer: Writer) -> FunnelPage:
    """Return all that stands on the page."""
    sections = tuple(_sections(report, writer))
    return FunnelPage(
        language=writer.language,
        kind=writer.say("page.kind"),
        title=writable(said(report.title, writer.language)),
        headline=headline(report, writer),
        meta=tuple(facts(report, writer)),
        figures=tuple(figures(report, writer)),
        notes=tuple(remark(note, writer) for note in report.notes),
        sections=sections,
        definitions=tuple(_definitions(report, sections, writer)),
    )


def _sections(report: FunnelReport, writer: Writer) -> Iterator[Section]:
    span = within(report, writer)
    window = "standing.lead.so_far" if report.horizon is None else "standing.lead.window"
    yield Section(
        "steps",
        writer.say("steps.title"),
        writer.say("steps.lead", within=span),
        charts.funnel_chart(report, writer),
        (twins.steps_table(report, writer),),
    )
    yield Section(
        "standing",
        writer.say("standing.title"),
        writer.say(window),
        charts.standing_chart(report, writer),
        (twins.standing_table(report, writer), twins.ends_table(report, writer)),
    )
    times = (twins.times_table(report, writer),)
    yield Section("times", writer.say("times.title"), writer.say("times.lead"), None, times)
    yield from _comparisons(report, writer, span)


def _comparisons(report: FunnelReport, writer: Writer, span: str) -> Iterator[Section]:
    """Yield what a report only has when it is split, or has steps to rank, or a period before."""
    if group_ways(report):
        yield _groups(report, writer, span)
    if len(report.leaks) > 1:
        lead = writer.say("leaks.gap" if by_gap(report.leaks) else "leaks.forgone")
        drawing, table = charts.leak_chart(report, writer), twins.leaks_table(report, writer)
        yield Section("leaks", writer.say("leaks.title"), lead, drawing, (table,))
    if report.mix is not None:
        split = report.mix
        lead = writer.say(
            "mix.lead",
            before=writer.percent(split.before),
            after=writer.percent(split.after),
            change=writer.points(split.after - split.before),
            mix=writer.points(split.mix),
            rate=writer.points(split.rate),
        )
        yield Section("mix", writer.say("mix.title"), lead, None, (twins.mix_table(report, writer),))


def _groups(report: FunnelReport, writer: Writer, span: str) -> Section:
    ways = group_ways(report)
    way = whole_way(report) or ways[0]
    lead = writer.say(
        "groups.lead",
        from_stage=stage_name(report, way.from_stage, writer),
        to_stage=stage_name(report, way.to_stage, writer),
        within=span,
    )
    tables = [twins.groups_table(report, writer), twins.group_steps_table(report, writer)]
    return Section(
        "groups",
        writer.say("groups.title", dimension=dimension_name(report, writer)),
        lead,
        charts.group_chart(report, writer),
        tuple(table for table in tables if table.rows),
        writer.say("groups.rest", n=len(ways) - SHOWN) if len(ways) > SHOWN else "",
    )


def _definitions(report: FunnelReport, sections: Iterable[Section], writer: Writer) -> Iterator[Definition]:
    """Yield the definition of each column on the page once, in the order they are met."""
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys([*shown, *ALWAYS]):
        title = next(name for name in (f"col.{key}", f"meta.{key}", key) if writer.knows(name))
        own = report.definitions.get(GIVEN.get(key, key)) if writer.language == "en" else None
        yield Definition(key, writer.say(title), own or writer.say(f"define.{key}"))


def inlined(svg: str) -> Markup:
    """Return a chart for the template: it is markup already, its words were escaped when it was drawn."""
    return Markup(inline(svg))


@cache
def environment() -> Environment:
    """Return the templates of the pages."""
    folder = files("tripact.report").joinpath("templates")
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
