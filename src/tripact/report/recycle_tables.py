"""The tables of a report on recycling."""

from __future__ import annotations

from collections.abc import Iterable

from tripact.agreement.values import said
from tripact.report.funnel_names import TERMS, writable
from tripact.report.recycle_result import ReasonRow, RecycleReport, Share
from tripact.report.table_model import Cell, Column, Row, Table, columns, rate_cells
from tripact.report.writer import Writer

_REASON, _STAGE = Column("recycle_reason", words=True), Column("recycle_stage", words=True)
_FATES = ("repromoted", "bypassed", "returned", "gone", "moved", "waiting", "resting", "suppressed", "at_max")
_BACK = (Column("back_rate"), Column("fraction"), Column("undecided"), Column("interval"))
_LEFT = ("advanced", "regressed", "recycled", "disqualified", "lost", "open")


def reason_name(row: ReasonRow, writer: Writer) -> str:
    """Return what a reason is called: as recorded, or by the words for all and for none."""
    if row.over_all:
        return writer.say("all")
    return writable(row.reason) if row.reason else writer.say("recycle.no_reason")


def stage_title(report: RecycleReport, stage: str, writer: Writer) -> str:
    """Return the title of a stage; terms of the trade keep their letters."""
    title = said(report.stage_titles.get(stage, ""), writer.language)
    return stage.upper() if stage.lower() in TERMS else writable(title or stage)


def fates_table(report: RecycleReport, writer: Writer) -> Table:
    """Return what became of the recycles of each reason."""
    shown = (
        _REASON,
        Column("sequence", words=True),
        *columns("rest_days", "recycles", *(f"r_{name}" for name in _FATES)),
    )
    rows = [Row((reason_name(row, writer),), tuple(_fate_cells(row, writer))) for row in report.reasons]
    return Table("table-fates", writer.say("recycle.fates.caption"), shown, tuple(rows))


def back_table(report: RecycleReport, writer: Writer) -> Table:
    """Return how many came back, and by when: the twin of the chart."""
    shown = (_REASON, *_BACK, *columns("back_90", "back_180", "back_ever", "back_limits", "back_median"))
    rows = [Row((reason_name(row, writer),), tuple(_back_cells(row, writer))) for row in report.reasons]
    return Table("table-back", writer.say("recycle.back.caption"), shown, tuple(rows))


def stages_table(report: RecycleReport, writer: Writer) -> Table:
    """Return how the visits of each stage were left."""
    rates = ("recycle_rate", "recycle_limits", "regress_rate", "regress_limits", "disqualify_rate", "disqualify_limits")
    shown = (_STAGE, *columns("visits", *(f"left_{name}" for name in _LEFT), *rates))
    rows = []
    for row in report.stages:
        counts = [row.n, *(int(getattr(row, name)) for name in _LEFT)]
        regress = Share(row.regress.value, row.regress.low, row.regress.high)
        shares = [cell for share in (row.recycle, regress, row.disqualify) for cell in _share(share, writer)]
        cells = (*(Cell(writer.count(each)) for each in counts), *shares)
        rows.append(Row((stage_title(report, row.stage, writer),), cells))
    return Table("table-stages", writer.say("recycle.stages.caption"), shown, tuple(rows))


def passes_table(report: RecycleReport, writer: Writer) -> Table:
    """Return second passes beside first ones."""
    won = columns("pass_won", "pass_won_fraction", "pass_won_open", "pass_won_interval")
    advanced = columns("pass_advanced", "fraction", "undecided", "interval")
    shown = (_STAGE, Column("pass_kind", words=True), *advanced, *won)
    rows = [
        Row(
            (stage_title(report, row.stage, writer), writer.say("recycle.again" if row.again else "recycle.first")),
            (*rate_cells(row.advanced, writer), *rate_cells(row.won, writer)),
        )
        for row in report.passes
    ]
    return Table("table-passes", writer.say("recycle.passes.caption"), shown, tuple(rows))


def _fate_cells(row: ReasonRow, writer: Writer) -> Iterable[Cell]:
    yield Cell(writable(row.sequence or writer.say("page.none")))
    yield Cell(writer.say("page.none") if row.rest_days is None else writer.count(row.rest_days))
    yield Cell(writer.count(row.n))
    yield from (Cell(writer.count(int(getattr(row, name)))) for name in _FATES)


def _back_cells(row: ReasonRow, writer: Writer) -> Iterable[Cell]:
    yield from rate_cells(row.back, writer)
    yield Cell(writer.percent(row.back_90))
    yield Cell(writer.percent(row.back_180))
    yield from _share(row.back_ever, writer)
    yield Cell(writer.decimal(row.median_days, 0))


def _share(share: Share, writer: Writer) -> tuple[Cell, Cell]:
    return Cell(writer.percent(share.value)), Cell(writer.interval(share.low, share.high))
