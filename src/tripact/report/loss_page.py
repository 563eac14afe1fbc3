"""The report on loss reasons as a page, as JSON and as flat rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tripact.report.amounts import money
from tripact.report.chart_bars import Bar, bar_chart
from tripact.report.loss_reasons import DEFINITIONS, LossReport, LossRow
from tripact.report.page_model import Drawing, Figure, Item, Remark, Section
from tripact.report.proportion import Rate
from tripact.report.simple_page import Parts, counted_remarks, page_html, rate_figure
from tripact.report.table_model import Cell, Column, Row, Table, columns
from tripact.report.words import Language
from tripact.report.writer import Writer


def losses_html(report: LossReport, language: Language) -> str:
    """Return the report as one self-contained HTML file."""
    parts = Parts("losses.kind", _headline, _figures, _sections, _notes, _period)
    return page_html(report, language, parts)


def losses_document(report: LossReport) -> dict[str, object]:
    """Return the report as plain values; amounts are decimal texts."""
    return {
        **report.heading.document("loss-reasons"),
        "by": report.by,
        "rows": [_document(row) for row in report.rows],
        "groups": [_document(row) for row in report.groups],
        "categorised": _rate(report.categorised),
        "voided": list(report.voided),
        "definitions": DEFINITIONS,
    }


def losses_rows(report: LossReport) -> list[dict[str, object]]:
    """Return flat rows: over all (``by`` empty) and for each group; one column for the amounts."""
    flat = []
    for by, rows in ((None, report.rows), (report.by, report.groups)):
        for row in rows:
            amounts = " ".join(f"{amount} {currency}" for currency, amount in row.amounts)
            flat.append({"by": by, **_document(row), "amounts": amounts})
    return flat


def reason_name(row: LossRow, writer: Writer) -> str:
    """Return a reason as it is called on paper."""
    if row.reason is None:
        return writer.say("losses.unknown")
    return row.reason if row.listed else writer.say("losses.other", reason=row.reason)


def _document(row: LossRow) -> dict[str, object]:
    return {
        "group": row.group,
        "reason": row.reason,
        "listed": row.listed,
        **_rate(row.share),
        "amounts": {currency: str(amount) for currency, amount in row.amounts},
        "unpriced": row.unpriced,
    }


def _rate(share: Rate) -> dict[str, object]:
    return {
        "losses": share.numerator, "of": share.denominator, "share": share.value, "low": share.low, "high": share.high,
    }  # fmt: skip


def _notes(report: LossReport, writer: Writer) -> Iterable[Remark]:
    counts = (
        ("losses.note.unknown", sum(row.share.numerator for row in report.rows if row.reason is None)),
        ("losses.note.other", sum(row.share.numerator for row in report.rows if row.reason and not row.listed)),
        ("losses.note.unpriced", sum(row.unpriced for row in report.rows)),
        ("losses.note.voided", len(report.voided)),
    )
    return counted_remarks(counts, writer)


def _period(report: LossReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("wip.period", writer)


def _headline(report: LossReport, writer: Writer) -> str:
    most = max(report.rows, key=lambda row: row.share.numerator, default=None)
    if most is None or not most.share.denominator:
        return writer.say("losses.headline.empty")
    share = writer.percent(most.share.value)
    return writer.say("losses.headline.most", reason=reason_name(most, writer), share=share, n=most.share.denominator)


def _figures(report: LossReport, writer: Writer) -> tuple[Figure, ...]:
    kept = report.categorised
    voided = (writer.say("losses.figure.voided.note"),)
    return (
        Figure(writer.say("losses.figure.all"), writer.count(kept.denominator), ()),
        rate_figure(writer.say("losses.figure.categorised"), kept, writer),
        Figure(writer.say("losses.figure.voided"), writer.count(len(report.voided)), voided),
    )


def _sections(report: LossReport, writer: Writer) -> Iterator[Section]:
    table = Table("reasons", writer.say("losses.reasons.caption"), _columns(), tuple(_rows(report.rows, writer)))
    lead = writer.say("losses.reasons.lead")
    yield Section("reasons-of", writer.say("losses.reasons.title"), lead, _chart(report, writer), (table,))
    if report.by and report.groups:
        key = f"by.{report.by}"
        dimension = writer.say(key) if writer.knows(key) else report.by
        caption = writer.say("losses.groups.caption", dimension=dimension)
        rows = tuple(_rows(report.groups, writer, grouped=True))
        groups = Table("groups", caption, (Column("loss_group", words=True), *_columns()), rows)
        title = writer.say("losses.groups.title", dimension=dimension)
        yield Section("groups-of", title, writer.say("losses.groups.lead"), None, (groups,))


def _columns() -> tuple[Column, ...]:
    return (Column("loss_reason", words=True), *columns("losses", "loss_share", "lost_amounts", "unpriced"))


def _rows(rows: Sequence[LossRow], writer: Writer, *, grouped: bool = False) -> Iterator[Row]:
    for row in rows:
        name, limits = reason_name(row, writer), writer.interval(row.share.low, row.share.high)
        heads = (row.group or writer.say("losses.unknown"), name) if grouped else (name,)
        yield Row(heads, (
            Cell(writer.fraction(row.share)), Cell(writer.percent(row.share.value), limits),
            Cell(money(row.amounts, writer)), Cell(writer.count(row.unpriced)),
        ))  # fmt: skip


def _chart(report: LossReport, writer: Writer) -> Drawing | None:
    most = max((row.share.numerator for row in report.rows), default=0)
    bars = [
        Bar(
            reason_name(row, writer), f"{writer.fraction(row.share)} · {money(row.amounts, writer)}",
            writer.percent(row.share.value), row.share.value, row.share.numerator == most,
        )
        for row in report.rows
    ]  # fmt: skip
    return bar_chart("losses", writer.say("losses.reasons.title"), bars if most else [])
