"""The report on onboarding as tables for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from tripact.agreement.values import said
from tripact.cli import output
from tripact.cli.clock_words import measured
from tripact.report.onboarding import MilestoneRow, OnboardingReport
from tripact.report.time_to_value import TimeToValue
from tripact.report.writer import Writer
from tripact.worktime.instant import show

_FIGURES = Writer("en", "UTC")
_MILESTONES = (
    "milestone", "promise", "group", "n", "met", "late", "open", "cancelled", "undec.", "no clock", "attainment",
    "95% interval", "median",
)  # fmt: skip
_VALUES = (
    "time to value", "group", "n", "reached", "churned", "open", "median", "p90", "median, reached", "within", "share",
    "95% interval",
)  # fmt: skip
_NAMED = 8
"""So many ids stand under a note; JSON has all."""


def print_onboarding(report: OnboardingReport) -> None:
    """Print the milestones, the time to value, and the notes with those they name."""
    head = report.heading
    moment = show(head.as_of, head.zone)
    output.OUT.print(f"{said(head.title)} (version {head.agreement_version}), as of {moment}\n", markup=False)
    output.print_table("Milestones", _MILESTONES, [_milestone(row) for row in report.rows], left=3)
    output.OUT.print()
    output.print_table("Time to value", _VALUES, [_value(each) for each in report.value], left=2)
    if report.notes:
        output.OUT.print("\nAbout the data:")
    for note in report.notes:
        named = ", ".join(note.places[:_NAMED])
        more = f" and {len(note.places) - _NAMED:,} more" if len(note.places) > _NAMED else ""
        output.OUT.print(f"  · {note.message}{f' {named}{more}.' if named else ''}", markup=False)


def _milestone(row: MilestoneRow) -> list[str]:
    clocks = row.clocks
    counts = (clocks.n, clocks.met, clocks.breached, clocks.pending, clocks.cancelled, clocks.undecidable)
    rate = clocks.attainment
    return [
        row.milestone,
        row.promise,
        _group(clocks.group),
        *(f"{count:,}" for count in counts),
        f"{len(row.unjudged):,}",
        _FIGURES.percent(rate.value),
        _FIGURES.interval(rate.low, rate.high),
        measured(clocks.median_seconds, clocks.unit),
    ]


def _value(each: TimeToValue) -> list[str]:
    times = (each.median_seconds, each.p90_seconds, each.reached_median_seconds)
    return [
        each.milestone,
        _group(each.group),
        *(f"{count:,}" for count in (each.n, each.reached, each.churned, each.open)),
        *(measured(seconds, "elapsed") for seconds in times),
        f"{each.days:g} d",
        _FIGURES.percent(each.share),
        _FIGURES.interval(each.low, each.high),
    ]


def _group(group: Mapping[str, str | None]) -> str:
    return next((value or "(blank)" for value in group.values()), "all")
