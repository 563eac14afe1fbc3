"""A report on handoffs as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.values import said
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.funnel_names import FEW, writable
from tripact.report.handoff_result import HandoffReport, HandoffRow
from tripact.report.page_model import Drawing, Figure, Section
from tripact.report.simple_page import Parts, noticed, page_html
from tripact.report.table_model import Cell, Column, Row, Table, columns, decided_cells, rate_cells
from tripact.report.words import Language
from tripact.report.writer import Writer

_STANDING = ("due", "missing", "void", "sent", "acknowledged", "open", "accepted", "returned")
_HANDOFF = Column("handoff", words=True)


def handoffs_html(report: HandoffReport, language: Language) -> str:
    """Return the report as one self-contained HTML file in ``en`` or ``sk``."""
    parts = Parts("handoffs.kind", _headline, _figures, _sections, noticed)
    return page_html(report, language, parts)


def _name(row: HandoffRow, writer: Writer) -> str:
    title = said(row.title, writer.language)
    return writable(title if title != row.handoff else row.handoff.replace("_", " "))


def _headline(report: HandoffReport, writer: Writer) -> str:
    judged = [row for row in report.rows if row.acceptance.denominator >= FEW]
    worst = min(judged, key=lambda row: row.acceptance.value or 0.0, default=None)
    if worst is None:
        return writer.say("handoffs.headline.few", n=sum(row.n for row in report.rows))
    rate = worst.acceptance
    return writer.say(
        "handoffs.headline.worst", handoff=_name(worst, writer), rate=writer.percent(rate.value), n=rate.denominator
    )


def _figures(report: HandoffReport, writer: Writer) -> Iterator[Figure]:
    totals = {name: sum(getattr(row, name) for row in report.rows) for name in ("n", *_STANDING)}
    answered = tuple(writer.say(f"handoffs.figure.{name}", n=totals[name]) for name in ("accepted", "returned", "open"))
    yield Figure(writer.say("handoffs.figure.sent"), writer.count(totals["sent"]), answered)
    never = (writer.say("handoffs.figure.due", n=totals["due"]), writer.say("handoffs.figure.void", n=totals["void"]))
    yield Figure(writer.say("handoffs.figure.missing"), writer.count(totals["missing"]), never)
    sent = sum(row.packages.n for row in report.rows)
    complete = sum(row.packages.complete.numerator for row in report.rows)
    share = writer.percent(complete / sent if sent else None)
    yield Figure(writer.say("handoffs.figure.complete"), share, (f"{writer.count(complete)}/{writer.count(sent)}",))


def _sections(report: HandoffReport, writer: Writer) -> Iterator[Section]:
    rates = [NamedRate(_name(row, writer), row.acceptance) for row in report.rows if row.acceptance.denominator]
    title = writer.say("handoffs.acceptance.title")
    yield _section("acceptance", _acceptance(report, writer), writer, rates_chart("acceptance", title, rates, writer))
    yield _section("standing", _standing(report, writer), writer)
    packed = [NamedRate(_name(row, writer), row.packages.complete) for row in report.rows if row.packages.n]
    title = writer.say("handoffs.packages.title")
    yield _section("packages", _packages(report, writer), writer, rates_chart("packages", title, packed, writer))
    for key, table in (("reasons", _reasons(report, writer)), ("fields", _fields(report, writer))):
        if table.rows:
            yield _section(key, table, writer)


def _section(key: str, table: Table, writer: Writer, drawing: Drawing | None = None) -> Section:
    title, lead = (writer.say(f"handoffs.{key}.{part}") for part in ("title", "lead"))
    return Section(key, title, lead, drawing, (table,))


def _table(key: str, shown: tuple[Column, ...], rows: Iterator[Row], writer: Writer) -> Table:
    return Table(f"table-{key}", writer.say(f"handoffs.{key}.title"), shown, tuple(rows))


def _acceptance(report: HandoffReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row, writer),),
            (
                *rate_cells(row.acceptance, writer),
                *(Cell(writer.duration(seconds)) for seconds in (row.times.median, row.times.p90)),
            ),
        )
        for row in report.rows
    )
    shown = (_HANDOFF, *columns("acceptance", "fraction", "undecided", "interval", "accept_median", "accept_p90"))
    return _table("acceptance", shown, rows, writer)


def _standing(report: HandoffReport, writer: Writer) -> Table:
    rows = (
        Row((_name(row, writer),), tuple(Cell(writer.count(getattr(row, name))) for name in ("n", *_STANDING)))
        for row in report.rows
    )
    shown = (_HANDOFF, *columns("rounds", *(f"handoff_{name}" for name in _STANDING)))
    return _table("standing", shown, rows, writer)


def _packages(report: HandoffReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row, writer),),
            (*decided_cells(row.packages.complete, writer), Cell(writer.percent(row.packages.completeness))),
        )
        for row in report.rows
        if row.packages.n
    )
    shown = (_HANDOFF, *columns("complete", "fraction", "interval", "package_completeness"))
    return _table("packages", shown, rows, writer)


def _reasons(report: HandoffReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row, writer), writable((each.reason or writer.say("handoffs.no_reason")).replace("_", " "))),
            (Cell(writer.count(each.n), "" if each.known else writer.say("handoffs.unlisted")),),
        )
        for row in report.rows
        for each in row.reasons
    )
    return _table("reasons", (_HANDOFF, Column("return_reason", words=True), Column("handoff_returned")), rows, writer)


def _fields(report: HandoffReport, writer: Writer) -> Table:
    rows = (
        Row(
            (_name(row, writer), writable(each.field.replace("_", " "))),
            (Cell(writer.count(each.missing)), Cell(writer.count(each.n))),
        )
        for row in report.rows
        for each in row.packages.lacking
        if each.missing
    )
    return _table("fields", (_HANDOFF, Column("field", words=True), *columns("lacking", "handoff_sent")), rows, writer)
