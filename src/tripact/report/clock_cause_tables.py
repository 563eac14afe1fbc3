"""Where breaches come from, in a table: the leading causes of each commitment, and all of them."""

from __future__ import annotations

from tripact.report.adherence_result import AdherenceReport
from tripact.report.cause import Cause, leading
from tripact.report.clock_names import commitment_name, hour_name, hour_of
from tripact.report.funnel_names import group_name
from tripact.report.table_model import Cell, Column, Row, Table, columns
from tripact.report.writer import Writer

TOP = ("broken_how", "broken_held", "broken_more")
"""The columns of the leading causes."""


def top_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return one row for each broken commitment: how, in whose time, and what stands out."""
    rows = tuple(
        Row(
            (commitment_name(report.titles, name, writer),),
            tuple(Cell(text) for text in top_causes(report, name, writer)),
        )
        for name in broken(report)
    )
    shown = (Column("commitment", words=True), *columns("breached", *TOP))
    return Table("table-top", writer.say("clocks.causes.top"), shown, rows)


def causes_table(report: AdherenceReport, writer: Writer) -> Table:
    """Return every cause with its counts."""
    rows = tuple(
        Row(
            (
                commitment_name(report.titles, cause.commitment, writer),
                writer.say(f"cause.{cause.circumstance}"),
                value_name(cause, writer),
            ),
            _cells(cause, writer),
        )
        for cause in report.causes
    )
    heads = (Column(key, words=True) for key in ("commitment", "circumstance", "circumstance_value"))
    shown = (*heads, *columns("of_breaches", "breach_share", "of_decided", "breach_rate", "interval", "excess"))
    return Table("table-causes", writer.say("clocks.causes.caption"), shown, rows, folded=True)


def broken(report: AdherenceReport) -> tuple[str, ...]:
    """Return the commitments with breaches."""
    return tuple(dict.fromkeys(cause.commitment for cause in report.causes))


def top_causes(report: AdherenceReport, commitment: str, writer: Writer) -> tuple[str, ...]:
    """Return the breaches of a commitment, how most came about, in whose time most fell, what stands out."""
    ending, held = (report.causes_of(commitment, each) for each in ("ending", "held"))
    above = leading(report.causes_of(commitment))
    return (
        writer.count(ending[0].of_breaches),
        _counted(ending[0], writer),
        _counted(held[0], writer) if held else writer.say("page.none"),
        _above(above, writer) if above else writer.say("page.none"),
    )


def value_name(cause: Cause, writer: Writer) -> str:
    """Return what a value of a circumstance is called; owners and channels as recorded."""
    if cause.value is None:
        return group_name(None, writer)
    if cause.circumstance == "weekday-hour":
        return hour_name(*hour_of(cause.value), writer)
    key = f"cause.{cause.circumstance}.{cause.value}"
    return writer.say(key) if writer.knows(key) else group_name(cause.value, writer)


def _counted(cause: Cause, writer: Writer) -> str:
    return writer.say("clocks.causes.of", value=value_name(cause, writer), n=cause.breaches)


def _above(cause: Cause, writer: Writer) -> str:
    assert cause.rate is not None
    return writer.say(
        "clocks.causes.above",
        circumstance=writer.say(f"cause.{cause.circumstance}"),
        value=value_name(cause, writer),
        rate=writer.percent(cause.rate.value),
        fraction=writer.fraction(cause.rate),
    )


def _cells(cause: Cause, writer: Writer) -> tuple[Cell, ...]:
    none, rate = Cell(writer.say("page.none")), cause.rate
    own = (Cell(writer.fraction(rate)), Cell(writer.percent(rate.value))) if rate else (none, none)
    limits = Cell(writer.interval(rate.low, rate.high)) if rate else none
    counts = Cell(f"{writer.count(cause.breaches)}/{writer.count(cause.of_breaches)}")
    return counts, Cell(writer.percent(cause.share)), *own, limits, Cell(writer.decimal(cause.excess))
