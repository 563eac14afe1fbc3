"""A report on onboarding as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.funnel_names import group_name, writable
from tripact.report.funnel_result import Group
from tripact.report.onboarding import MilestoneRow, OnboardingReport
from tripact.report.page_model import Figure, Section
from tripact.report.simple_page import Parts, noticed, page_html
from tripact.report.table_model import Cell, Column, Row, Table, columns, rate_cells
from tripact.report.time_to_value import TimeToValue
from tripact.report.words import Language
from tripact.report.writer import Writer

_HEADS = (Column("milestone", words=True), Column("promise", words=True))
_GROUP = Column("clock_group", words=True)


def onboarding_html(report: OnboardingReport, language: Language) -> str:
    """Return the report as one self-contained HTML file in ``en`` or ``sk``."""
    parts = Parts("onboarding.kind", _headline, _figures, _sections, noticed)
    return page_html(report, language, parts)


def _milestone(name: str) -> str:
    return writable(name.replace("_", " "))


def _whole(report: OnboardingReport) -> TimeToValue | None:
    """Return the time to value over all customers, by the longest promise."""
    whole = [each for each in report.value if not each.group and each.n]
    return max(whole, key=lambda each: each.days, default=None)


def _headline(report: OnboardingReport, writer: Writer) -> str:
    value = _whole(report)
    if value is None:
        return writer.say("onboarding.headline.empty")
    return writer.say(
        "onboarding.headline.value",
        n=value.n,
        milestone=_milestone(value.milestone),
        share=writer.percent(value.share),
        days=f"{value.days:g}",
    )


def _figures(report: OnboardingReport, writer: Writer) -> Iterator[Figure]:
    value = _whole(report)
    if value is None:
        return
    counts = tuple(
        writer.say(f"onboarding.figure.{name}", n=getattr(value, name)) for name in ("reached", "churned", "open")
    )
    yield Figure(writer.say("onboarding.figure.median"), writer.duration(value.median_seconds), counts)
    limits = writer.say("figure.interval", interval=writer.interval(value.low, value.high))
    yield Figure(writer.say("onboarding.figure.share", days=f"{value.days:g}"), writer.percent(value.share), (limits,))


def _sections(report: OnboardingReport, writer: Writer) -> Iterator[Section]:
    whole = [row for row in report.rows if not row.clocks.group]
    rates = [
        NamedRate(f"{_milestone(row.milestone)}, {row.promise}", row.clocks.attainment)
        for row in whole
        if row.clocks.attainment.denominator
    ]
    title, lead = (writer.say(f"onboarding.milestones.{part}") for part in ("title", "lead"))
    drawing = rates_chart("milestones", title, rates, writer)
    yield Section("milestones", title, lead, drawing, (_milestones("milestones", whole, writer),))
    groups = [row for row in report.rows if row.clocks.group]
    if groups:
        lead = writer.say("clocks.groups.lead")
        table = _milestones("groups", groups, writer)
        yield Section("groups", writer.say("onboarding.groups.title"), lead, None, (table,))
    title, lead = (writer.say(f"onboarding.value.{part}") for part in ("title", "lead"))
    yield Section("value", title, lead, None, (_values(report, writer),))


def _milestones(key: str, rows: list[MilestoneRow], writer: Writer) -> Table:
    heads = (*_HEADS, _GROUP) if key == "groups" else _HEADS
    counts = ("met", "breached", "pending", "cancelled", "undecidable")
    shown = (*heads, *columns("clocks", *counts, "unjudged", "attainment", "fraction", "undecided", "interval"))
    return Table(
        f"table-{key}",
        writer.say("onboarding.milestones.title"),
        shown,
        tuple(Row(_heads(row, key, writer), tuple(_cells(row, counts, writer))) for row in rows),
    )


def _heads(row: MilestoneRow, key: str, writer: Writer) -> tuple[str, ...]:
    named = (_milestone(row.milestone), row.promise)
    return (*named, _group(row.clocks.group, writer)) if key == "groups" else named


def _cells(row: MilestoneRow, counts: tuple[str, ...], writer: Writer) -> Iterator[Cell]:
    yield Cell(writer.count(row.clocks.n))
    for name in counts:
        yield Cell(writer.count(getattr(row.clocks, name)))
    yield Cell(writer.count(len(row.unjudged)))
    yield from rate_cells(row.clocks.attainment, writer)


def _values(report: OnboardingReport, writer: Writer) -> Table:
    shown = (Column("milestone", words=True), _GROUP, *columns("customers", "reached", "churned", "value_open"))
    times = columns("value_median", "value_p90", "reached_median", "horizon_days", "value_share", "value_interval")
    rows = tuple(
        Row(
            (_milestone(each.milestone), _group(each.group, writer)),
            (
                *(Cell(writer.count(n)) for n in (each.n, each.reached, each.churned, each.open)),
                *(
                    Cell(writer.duration(s))
                    for s in (each.median_seconds, each.p90_seconds, each.reached_median_seconds)
                ),
                Cell(f"{each.days:g}"),
                Cell(writer.percent(each.share)),
                Cell(writer.interval(each.low, each.high)),
            ),
        )
        for each in report.value
    )
    return Table("table-value", writer.say("onboarding.value.title"), (*shown, *times), rows)


def _group(group: Group, writer: Writer) -> str:
    return group_name(group, writer) if group else writer.say("onboarding.all")
