"""The report on work in progress as a page, as JSON and as flat rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from tripact.report.chart_bars import Bar, bar_chart
from tripact.report.page_model import Drawing, Figure, Item, Remark, Section
from tripact.report.simple_page import Parts, counted_remarks, page_html
from tripact.report.table_model import Cell, Column, Row, Table, columns
from tripact.report.wip import DEFINITIONS, WipReport, WipRow
from tripact.report.words import Language
from tripact.report.writer import Writer
from tripact.worktime.instant import local_date

HEADS = (Column("wip_owner", words=True), Column("wip_band", words=True))


def wip_html(report: WipReport, language: Language) -> str:
    """Return the report as one self-contained HTML file."""
    parts = Parts("wip.kind", _headline, _figures, _sections, _notes, _period)
    return page_html(report, language, parts)


def wip_document(report: WipReport) -> dict[str, object]:
    """Return the report as plain values, ready for ``json.dumps``."""
    return {
        **report.heading.document("wip"),
        "kind": "hard" if report.hard else "soft",
        "loads": report.loads,
        "rows": wip_rows(report),
        "definitions": DEFINITIONS,
    }


def wip_rows(report: WipReport) -> list[dict[str, object]]:
    """Return one flat row for each owner and band; the day on which a violation began is a date."""
    return [{**asdict(row), "over_since": _day(row, report.heading.zone)} for row in report.rows]


def over_since(row: WipRow, writer: Writer) -> str:
    """Return since which day the limit is broken."""
    if row.over_since is None:
        return writer.say("page.none")
    return f"{'≤ ' if row.since_before else ''}{writer.day(row.over_since)}"


def names(row: WipRow, writer: Writer) -> tuple[str, str]:
    """Return owner and band as they are called on paper."""
    return row.owner or writer.say("deals.nobody"), row.band or writer.say("deals.no_band")


def _day(row: WipRow, zone: str) -> str | None:
    return None if row.over_since is None else local_date(row.over_since, zone).isoformat()


def _notes(report: WipReport, writer: Writer) -> Iterable[Remark]:
    unbanded = sum(row.open for row in report.rows if row.band is None)
    nobody = sum(row.open for row in report.rows if row.owner is None)
    return counted_remarks((("wip.note.unbanded", unbanded), ("wip.note.nobody", nobody)), writer)


def _period(report: WipReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("wip.period", writer)


def _sections(report: WipReport, writer: Writer) -> Iterator[Section]:
    said = {name: writer.say(f"wip.{name}") for name in ("open.title", "open.lead", "flow.title", "flow.lead")}
    yield Section("open", said["open.title"], said["open.lead"], _chart(report, writer), (_table(report, writer),))
    yield Section("flow", said["flow.title"], said["flow.lead"], None, (_flow(report, writer),))


def _headline(report: WipReport, writer: Writer) -> str:
    owners = {row.owner for row in report.rows if row.owner is not None and row.open}
    over = {row.owner for row in report.rows if row.over}
    if over:
        return writer.say("wip.headline.over", n=len(over), of=len(owners))
    return writer.say("wip.headline.within" if owners else "wip.headline.empty")


def _figures(report: WipReport, writer: Writer) -> tuple[Figure, ...]:
    kind = writer.say("wip.figure.hard" if report.hard else "wip.figure.soft")
    return (
        Figure(writer.say("wip.figure.open"), writer.count(sum(row.open for row in report.rows)), ()),
        Figure(writer.say("wip.figure.over"), writer.count(sum(row.over for row in report.rows)), (kind,)),
        Figure(writer.say("wip.figure.days"), writer.count(sum(row.days_over for row in report.rows)), ()),
    )


def _chart(report: WipReport, writer: Writer) -> Drawing | None:
    bars = [
        Bar(
            " · ".join(names(row, writer)),
            writer.say("wip.detail", limit=_count(row.limit, writer)),
            writer.count(row.open),
            row.load if row.load is not None else 0,
            row.over,
        )
        for row in report.rows
        if row.open
    ]
    return bar_chart("wip", writer.say("wip.open.title"), bars, full=1)


def _table(report: WipReport, writer: Writer) -> Table:
    rows = [
        Row(names(row, writer), (
            Cell(writer.count(row.open)), Cell(_count(row.limit, writer)), Cell(writer.percent(row.load)),
            Cell(over_since(row, writer)), Cell(f"{writer.count(row.days_over)}/{writer.count(row.days)}"),
        ))
        for row in report.rows
    ]  # fmt: skip
    keys = columns("wip_open", "wip_limit", "wip_load", "over_since", "days_over")
    return Table("wip-open", writer.say("wip.open.caption"), (*HEADS, *keys), tuple(rows))


def _flow(report: WipReport, writer: Writer) -> Table:
    rows = [
        Row(names(row, writer), (
            Cell(writer.decimal(row.average)), Cell(writer.count(row.closed)), Cell(writer.decimal(row.implied_days)),
        ))
        for row in report.rows
    ]  # fmt: skip
    keys = columns("wip_average", "wip_ended", "implied_days")
    return Table("wip-flow", writer.say("wip.flow.caption"), (*HEADS, *keys), tuple(rows))


def _count(n: int | None, writer: Writer) -> str:
    return writer.say("page.none") if n is None else writer.count(n)
