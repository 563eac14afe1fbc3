"""The funnel report as a table for the terminal."""

from __future__ import annotations

from itertools import groupby

from tripact.agreement.values import said
from tripact.cli import output
from tripact.report.funnel_result import FunnelReport, FunnelStep, Group
from tripact.report.proportion import Rate
from tripact.report.writer import Writer
from tripact.worktime.instant import show

_COLUMNS = (
    "step",
    "entered",
    "advanced",
    "recycled",
    "disq.",
    "lost",
    "open",
    "rate",
    "95% interval",
    "median",
    "p90",
)


def print_funnel(report: FunnelReport) -> None:
    """Print steps, leaks and notes."""
    window = f"within {report.horizon} of each step" if report.horizon else "so far"
    output.OUT.print(
        f"{said(report.title)} (version {report.agreement_version}), as of {show(report.as_of, report.zone)}",
        markup=False,
    )
    output.OUT.print(f"Cohort conversion {window}.\n", markup=False)
    writer = Writer("en", report.zone)
    for group, steps in groupby(report.steps, key=lambda step: _named(step.group)):
        output.print_table(group, _COLUMNS, [_row(step, writer) for step in steps])
        output.OUT.print()
    for overall in report.overall:
        way = f"{_named(overall.group)}: {overall.from_stage} → {overall.to_stage}"
        output.OUT.print(f"{way} {_rate(overall.rate, writer)}", markup=False)
    _print_leaks(report)
    _print_notes(report)


def _named(group: Group) -> str:
    return ", ".join(f"{name}: {'(blank)' if value is None else value}" for name, value in group.items()) or "All"


def _row(step: FunnelStep, writer: Writer) -> list[str]:
    late = f" (+{step.immature:,} young)" if step.immature else ""
    late += f" ({step.before_cause:,} before its cause)" if step.before_cause else ""
    fates = (step.advanced, step.recycled, step.disqualified, step.lost, step.open)
    times = (writer.duration(step.times.median), writer.duration(step.times.p90))
    counts = [f"{n:,}" for n in fates]
    return [
        f"{step.from_stage} → {step.to_stage}",
        f"{step.entered:,}{late}",
        *counts,
        writer.percent(step.rate.value),
        writer.interval(step.rate.low, step.rate.high),
        *times,
    ]


def _rate(rate: Rate, writer: Writer) -> str:
    shown = f"{writer.percent(rate.value)} ({writer.fraction(rate)}, {rate.open:,} open)"
    return shown if rate.low is None else f"{shown}, 95% interval {writer.interval(rate.low, rate.high)}"


def _print_leaks(report: FunnelReport) -> None:
    known = [leak for leak in report.leaks if leak.wins_forgone is not None]
    rows = [
        [
            leak.step.replace(">", " → "),
            f"{leak.items_lost:,}",
            _number(leak.wins_forgone),
            _number(leak.gap_wins),
            _number(leak.extra_wins_10pp),
        ]
        for leak in known
    ]
    if rows:
        output.OUT.print()
        columns = ("where it leaks, worst first", "not advanced", "wins forgone", "wins to benchmark", "wins at +10 pp")
        output.print_table("", columns, rows)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.1f}"


def _print_notes(report: FunnelReport) -> None:
    if report.notes:
        output.OUT.print("\nAbout the data:")
    for note in report.notes:
        examples = f" For example {', '.join(note.places)}." if note.places else ""
        output.OUT.print(f"  · {note.message}{examples}", markup=False)
