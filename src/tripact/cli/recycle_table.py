"""The report on recycling as tables for the terminal."""

from __future__ import annotations

from tripact.cli import output
from tripact.report.proportion import Rate
from tripact.report.recycle_result import PassRow, ReasonRow, RecycleReport, Share, StageRow
from tripact.report.writer import Writer

_FIGURES = Writer("en", "UTC")
_REASONS = (
    "reason", "recycled", "by rule", "bypass", "by move", "gone", "waiting", "resting", "held back", "at max",
)  # fmt: skip
_BACK = ("reason", "sequence", "rest", "back", "95% interval", "90 d", "180 d")
_STAGES = ("stage", "visits", "advanced", "regressed", "recycled", "disqualified", "lost", "open")
_SHARES = (
    "stage", "recycle rate", "95% interval", "regress rate", "95% interval", "disqualify rate", "95% interval",
)  # fmt: skip
_PASSES = ("stage", "passes", "n", "advanced", "95% interval", "won", "95% interval", "open")


def print_recycle(report: RecycleReport) -> None:
    """Print recycles by reason, the exits of each stage, and second passes beside first ones."""
    output.OUT.print(report.heading.line, markup=False)
    output.OUT.print("Those that still wait are censored, never failed.\n", markup=False)
    for title, columns, rows in (
        ("Recycled, by reason", _REASONS, [_reason(row) for row in report.reasons]),
        ("Who came back", _BACK, [_back(row) for row in report.reasons]),
        ("How stages were left", _STAGES, [_stage(row) for row in report.stages]),
        ("Rates of the stages", _SHARES, [_shares(row) for row in report.stages]),
    ):
        output.print_table(title, columns, rows)
        output.OUT.print()
    if report.passes:
        output.print_table("First and further passes", _PASSES, [_pass(row) for row in report.passes])
        output.OUT.print()
    if report.max_passes is not None:
        output.OUT.print(f"A rule makes at most {report.max_passes} passes.", markup=False)


def _reason(row: ReasonRow) -> list[str]:
    counts = (
        row.n, row.repromoted, row.bypassed, row.returned, row.gone + row.moved, row.waiting, row.resting,
        row.suppressed, row.at_max,
    )  # fmt: skip
    return [_name(row), *map(_FIGURES.count, counts)]


def _back(row: ReasonRow) -> list[str]:
    rest = "" if row.rest_days is None else f"{row.rest_days} d"
    later = (_FIGURES.percent(row.back_90), _FIGURES.percent(row.back_180))
    return [_name(row), row.sequence or "", rest, *_rate(row.back), *later]


def _name(row: ReasonRow) -> str:
    return "all" if row.over_all else row.reason or "none recorded"


def _stage(row: StageRow) -> list[str]:
    counts = (row.n, row.advanced, row.regressed, row.recycled, row.disqualified, row.lost, row.open)
    return [row.stage, *map(_FIGURES.count, counts)]


def _shares(row: StageRow) -> list[str]:
    return [row.stage, *_rate(row.recycle), *_rate(row.regress), *_rate(row.disqualify)]


def _pass(row: PassRow) -> list[str]:
    passes = "after a return" if row.again else "first"
    counted = _FIGURES.count(row.advanced.denominator)
    return [row.stage, passes, counted, *_rate(row.advanced), *_rate(row.won), _FIGURES.count(row.advanced.open)]


def _rate(rate: Rate | Share) -> tuple[str, str]:
    return _FIGURES.percent(rate.value), _FIGURES.interval(rate.low, rate.high)
