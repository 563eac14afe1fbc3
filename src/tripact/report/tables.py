"""A funnel report as flat rows, for CSV files and terminals."""

from __future__ import annotations

from dataclasses import asdict

from tripact.report.funnel_result import FunnelReport, FunnelStep, Overall
from tripact.report.proportion import Rate

Value = str | int | float | None
FlatRow = dict[str, Value]

COUNTS = (
    "entered", "advanced", "recycled", "disqualified", "lost", "before_cause", "open", "immature", "skipped",
)  # fmt: skip
TIMES = ("median", "p90", "advanced_p25", "advanced_median", "advanced_p75")
ENDS = ("advance", "low", "high", "recycle", "disqualify", "lose")
COLUMNS = (
    "row", "from", "to", "by", "group", *COUNTS,
    "rate", "numerator", "denominator", "undecided", "low", "high",
    "throughput", "throughput_out", "throughput_in",
    *(f"{name}_seconds" for name in TIMES), "timed",
    *(f"ends_{name}" for name in ENDS),
)  # fmt: skip
"""All columns, in reading order; every row has them all."""


def funnel_rows(report: FunnelReport) -> list[FlatRow]:
    """Return one row for each step and for the whole way, over all and for each group.

    Rates are 0 to 1, times elapsed seconds; what is not known is ``None``. ``row`` says ``step`` or
    ``overall``. In a row over everybody ``by`` is ``None``; a blank group has the name of the
    dimension in ``by`` and ``None`` as its ``group``.

    Args:
        report: The report.
    """
    rows = [_step(step) for step in report.steps] + [_overall(row) for row in report.overall]
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def _step(step: FunnelStep) -> FlatRow:
    times, ends = asdict(step.times), asdict(step.incidence)
    return {
        **_head("step", step),
        **{name: getattr(step, name) for name in COUNTS},
        **_rate(step.rate),
        "throughput": step.throughput.value,
        "throughput_out": step.throughput.numerator,
        "throughput_in": step.throughput.denominator,
        **{f"{name}_seconds": times[name] for name in TIMES},
        "timed": times["advanced"],
        **{f"ends_{name}": ends[name] for name in ENDS},
    }


def _overall(row: Overall) -> FlatRow:
    return {**_head("overall", row), **_rate(row.rate)}


def _head(kind: str, row: FunnelStep | Overall) -> FlatRow:
    by, group = next(iter(row.group.items()), (None, None))
    return {"row": kind, "from": row.from_stage, "to": row.to_stage, "by": by, "group": group}


def _rate(rate: Rate) -> FlatRow:
    return {
        "rate": rate.value,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "undecided": rate.open,
        "low": rate.low,
        "high": rate.high,
    }
