"""The report on handoffs and the feed, as tables for the terminal."""

from __future__ import annotations

from tripact.agreement.values import said
from tripact.cli import output
from tripact.cli.clock_words import measured
from tripact.cli.handoff_text import print_handoffs
from tripact.report.handoff_feed import Feed
from tripact.report.handoff_result import HandoffReport, HandoffRow
from tripact.report.writer import Writer
from tripact.worktime.instant import show

_FIGURES = Writer("en", "UTC")
_STANDING = (
    "handoff", "n", "due", "missing", "void", "sent", "seen", "open", "accepted", "returned", "acceptance",
    "95% interval", "median", "p90",
)  # fmt: skip
_PACKAGES = ("handoff", "sent", "complete", "share", "95% interval", "mean", "most often missing")
_MOST = 4
"""So many missing fields are named; JSON has all."""


def print_report(report: HandoffReport) -> None:
    """Print how the handoffs stand, why they came back, what they lacked, and the notes."""
    head = report.heading
    moment = show(head.as_of, head.zone)
    output.OUT.print(f"{said(head.title)} (version {head.agreement_version}), as of {moment}", markup=False)
    output.OUT.print("Times run from the first sending to the acceptance, in elapsed time.\n", markup=False)
    output.print_table("Handoffs", _STANDING, [_standing(row) for row in report.rows])
    for row in report.rows:
        if row.reasons:
            reasons = ", ".join(f"{each.reason or '(none)'} {each.n:,}" for each in row.reasons)
            output.OUT.print(f"\n{row.handoff} came back {row.returned:,} times: {reasons}.", markup=False)
    output.OUT.print()
    output.print_table("Packages when sent", _PACKAGES, [_packages(row) for row in report.rows if row.packages.n])
    if report.notes:
        output.OUT.print("\nAbout the data:")
    for note in report.notes:
        output.OUT.print(f"  · {note.message}", markup=False)


def print_feed(feed: Feed) -> None:
    """Print what was handed over on a day, and the digest of each receiver."""
    output.OUT.print(f"Handed over on {feed.day}, at once:", markup=False)
    print_handoffs(feed.immediate, feed.zone)
    for digest in feed.digests:
        who = f"{digest.party} {digest.receiver}" if digest.receiver else digest.party
        parts = ", ".join(f"{name} {n:,}" for name, n in digest.by_handoff.items())
        output.OUT.print(f"\nDigest for {who}: {parts}; {digest.open:,} not answered.", markup=False)


def _standing(row: HandoffRow) -> list[str]:
    counts = (row.n, row.due, row.missing, row.void, row.sent, row.acknowledged, row.open, row.accepted, row.returned)
    return [
        row.handoff,
        *(f"{count:,}" for count in counts),
        _FIGURES.percent(row.acceptance.value),
        _FIGURES.interval(row.acceptance.low, row.acceptance.high),
        *(measured(seconds, "elapsed") for seconds in (row.times.median, row.times.p90)),
    ]


def _packages(row: HandoffRow) -> list[str]:
    packages = row.packages
    lacking = [f"{each.field} {each.missing:,}" for each in packages.lacking if each.missing]
    return [
        row.handoff,
        f"{packages.n:,}",
        f"{packages.complete.numerator:,}",
        _FIGURES.percent(packages.complete.value),
        _FIGURES.interval(packages.complete.low, packages.complete.high),
        _FIGURES.percent(packages.completeness),
        ", ".join(lacking[:_MOST]) or "nothing",
    ]
