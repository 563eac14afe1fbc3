"""A report on gates as one HTML file, in the look of the funnel page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.report.chart_groups import SHOWN
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.funnel_names import group_name, writable
from tripact.report.gate_names import missing_words, of_name, share_name
from tripact.report.gate_report import Example, GateReport, Share
from tripact.report.page_model import Drawing, Figure, Item, Remark, Section
from tripact.report.simple_page import Parts, page_html
from tripact.report.table_model import Cell, Column, Row, Table, columns, decided_cells
from tripact.report.words import Language
from tripact.report.writer import Writer

_COUNTS = ("n", "met", "not_met", "stale", "unknown")
_FOLD = 24
"""A longer table starts closed."""


def gates_html(report: GateReport, language: Language) -> str:
    """Return a report as one self-contained HTML file.

    Args:
        report: The report.
        language: ``en`` or ``sk``; words recorded in the data stay as they are.
    """
    parts = Parts(f"{report.kind}.kind", _headline, _figures, _sections, _notes, _period)
    return page_html(report, language, parts)


def _notes(report: GateReport, writer: Writer) -> Iterator[Remark]:
    """Yield a note where moves were not clean, with the latest of them by name."""
    n = sum(each.n - each.met for each in report.whole)
    if n:
        places = ", ".join(writable(each.subject) for each in report.examples[:3])
        message = writer.say(f"{report.kind}.note")
        yield Remark(writer.count(n), writer.say("gates.note"), message, translated=True, places=places)


def _sections(report: GateReport, writer: Writer) -> Iterator[Section]:
    for part, shares in (("whole", report.whole), ("parts", report.parts)):
        title, lead = (writer.say(f"{report.kind}.{part}.{each}") for each in ("title", "lead"))
        # Of the things asked of a move the chart shows the stages alone: there are too many for one look.
        drawn = shares if part == "whole" or report.kind == "qualification" else ()
        yield Section(part, title, lead, _drawing(report, drawn, writer), (_table(report, part, shares, writer),))
    if report.examples:
        title, lead = (writer.say(f"gates.flagged.{each}") for each in ("title", "lead"))
        yield Section("flagged", title, lead, None, (_flagged(report, writer),))


def _drawing(report: GateReport, shares: Sequence[Share], writer: Writer) -> Drawing | None:
    if not shares:
        return None
    part = "parts" if shares[0].item else "whole"
    rates = [NamedRate(share_name(report, share, writer), share.rate) for share in shares[:SHOWN]]
    return rates_chart(f"gates-{part}", writer.say(f"{report.kind}.{part}.title"), rates, writer)


def _table(report: GateReport, part: str, shares: Sequence[Share], writer: Writer) -> Table:
    of = Column(f"gate_{'stage' if report.kind == 'stage_audit' else 'framework'}", words=True)
    heads = [of, *([Column("gate_item", words=True)] if part == "parts" else [])]
    heads += [Column("group", words=True)] if report.by is not None else []
    rows = tuple(Row(_heads(report, part, each, writer), _cells(each, writer)) for each in shares)
    shown = (*heads, *columns(*(f"gate_{name}" for name in _COUNTS), "gate_rate", "fraction", "interval"))
    caption = writer.say(f"{report.kind}.{part}.title")
    return Table(f"table-{part}", caption, shown, rows, folded=len(rows) > _FOLD)


def _heads(report: GateReport, part: str, share: Share, writer: Writer) -> tuple[str, ...]:
    item = (share.item.replace("_", " "),) if part == "parts" else ()
    label = (group_name(share.label, writer),) if report.by is not None else ()
    return (of_name(report, share.of, writer), *item, *label)


def _cells(share: Share, writer: Writer) -> tuple[Cell, ...]:
    return (*(Cell(writer.count(getattr(share, name))) for name in _COUNTS), *decided_cells(share.rate, writer))


def _flagged(report: GateReport, writer: Writer) -> Table:
    shown = tuple(Column(f"gate_{name}", words=True) for name in ("subject", "stage", "when", "missing"))
    rows = tuple(
        Row((writable(each.subject), of_name(report, each.stage, writer), *_lacked(each, writer)), ())
        for each in report.examples
    )
    return Table("table-flagged", writer.say("gates.flagged.title"), shown, rows)


def _lacked(example: Example, writer: Writer) -> tuple[str, str]:
    return writer.moment(example.ts), missing_words(example, writer)


def _headline(report: GateReport, writer: Writer) -> str:
    n, met = sum(each.n for each in report.whole), sum(each.met for each in report.whole)
    return writer.say(f"{report.kind}.headline", n=n, met=met) if n else writer.say(f"{report.kind}.empty")


def _period(report: GateReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("gates.period", writer)


def _figures(report: GateReport, writer: Writer) -> Iterator[Figure]:
    sums = {name: sum(getattr(each, name) for each in report.whole) for name in _COUNTS}
    parts = tuple(writer.say(f"gates.figure.{name}", n=sums[name]) for name in ("met", "not_met", "unknown"))
    yield Figure(writer.say(f"{report.kind}.figure"), writer.count(sums["n"]), parts)
