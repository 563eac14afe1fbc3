"""A report on obligations to try as one HTML file, in the look of the other pages."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.report import attempts_tables, matrix_map
from tripact.report.attempts import Attempts, AttemptsReport
from tripact.report.canvas import NARROW, WIDE
from tripact.report.chart_rates import NamedRate, rates_chart
from tripact.report.clock_names import commitment_name
from tripact.report.funnel_names import FEW
from tripact.report.page_model import Drawing, Figure, Item, Section
from tripact.report.simple_page import Parts, page_html, rate_figure
from tripact.report.words import Language
from tripact.report.writer import Writer


def attempts_html(report: AttemptsReport, language: Language) -> str:
    """Return a report as one self-contained HTML file.

    Args:
        report: The report.
        language: ``en`` or ``sk``; words recorded in the data stay as they are.
    """
    parts = Parts("attempts.kind", _headline, _figures, _sections, items=_period)
    return page_html(report, language, parts)


def _sections(report: AttemptsReport, writer: Writer) -> Iterator[Section]:
    if not report.rows:
        return
    rates = [NamedRate(commitment_name(report.titles, row.commitment, writer), row.adherence) for row in report.rows]
    drawing = rates_chart("adherence", writer.say("attempts.adherence.title"), rates, writer)
    table = attempts_tables.adherence_table(report, writer)
    yield Section("adherence", *_said("adherence", writer), drawing, (table,))
    yield Section("standing", *_said("standing", writer), None, (attempts_tables.standing_table(report, writer),))
    for row in report.rows:
        if row.matrix:
            yield _matrix(row, commitment_name(report.titles, row.commitment, writer), writer)


def _said(key: str, writer: Writer) -> tuple[str, str]:
    return writer.say(f"attempts.{key}.title"), writer.say(f"attempts.{key}.lead")


def _matrix(row: Attempts, name: str, writer: Writer) -> Section:
    drawing = Drawing(*(matrix_map.draw(row, name, writer, sheet) for sheet in (WIDE, NARROW)))
    title = writer.say("attempts.matrix.title", commitment=name)
    lead = writer.say("attempts.matrix.lead", n=row.n)
    return Section(f"matrix-{row.commitment}", title, lead, drawing, (attempts_tables.matrix_table(row, name, writer),))


def _worst(report: AttemptsReport) -> Attempts | None:
    """Return the obligation kept least often, of those that can be judged."""
    rows = [row for row in report.rows if row.adherence.denominator >= FEW]
    return min(rows, key=lambda row: row.adherence.value or 0.0, default=None)


def _headline(report: AttemptsReport, writer: Writer) -> str:
    worst, n = _worst(report), sum(row.n for row in report.rows)
    if worst is None:
        return writer.say("attempts.headline.few", n=n) if n else writer.say("attempts.headline.empty")
    name, rate = commitment_name(report.titles, worst.commitment, writer), worst.adherence
    said_: dict[str, str | int] = {"commitment": name, "rate": writer.percent(rate.value), "n": rate.denominator}
    if worst.completeness is None:
        return writer.say("attempts.headline.kept", **said_)
    return writer.say("attempts.headline.worst", **said_, done=writer.percent(worst.completeness))


def _period(report: AttemptsReport, writer: Writer) -> Iterator[Item]:
    yield report.heading.period_item("clocks.counted.start", writer)


def _figures(report: AttemptsReport, writer: Writer) -> Iterator[Figure]:
    sums = {name: sum(getattr(row, name) for row in report.rows) for name in attempts_tables.STANDING}
    parts = tuple(writer.say(f"clocks.figure.{key}", n=sums[key]) for key in ("pending", "cancelled", "undecidable"))
    yield Figure(writer.say("attempts.figure.all"), writer.count(sums["n"]), parts)
    worst = _worst(report)
    if worst:
        named = commitment_name(report.titles, worst.commitment, writer)
        yield rate_figure(writer.say("attempts.figure.lowest"), worst.adherence, writer, named)
    early = writer.say("attempts.figure.early", n=sums["fulfilled_early"])
    yield Figure(writer.say("attempts.figure.missed"), writer.count(sums["missed"]), (early,))
