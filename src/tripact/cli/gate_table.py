"""A report on gates as tables for people."""

from __future__ import annotations

from collections.abc import Sequence

from tripact.cli import output
from tripact.report.gate_names import missing_words
from tripact.report.gate_report import GateReport, Share
from tripact.report.writer import Writer

_COLUMNS = ("all", "met", "not met", "stale", "unknown", "share met", "95% interval")


def print_gates(report: GateReport) -> None:
    """Print what was met, all together and thing by thing, and the latest moves that were not clean."""
    writer = Writer("en", report.heading.zone)
    of = "stage" if report.kind == "stage_audit" else "definition"
    _print(report, ("", of), report.whole, writer)
    if report.parts:
        output.OUT.print()
        part = ("stage", "asked") if report.kind == "stage_audit" else ("framework", "dimension")
        _print(report, part, report.parts, writer)
    if report.examples:
        output.OUT.print()
        lines = [
            [each.subject, each.stage, writer.moment(each.ts), missing_words(each, writer)] for each in report.examples
        ]
        output.print_table("Latest moves that were not clean", ("subject", "stage", "when", "missing"), lines, left=4)


def _print(report: GateReport, heads: tuple[str, str], shares: Sequence[Share], writer: Writer) -> None:
    split = (report.by,) if report.by is not None else ()
    names = [*(each for each in heads if each), *split]
    lines = [[*_names(report, each), *_figures(each, writer)] for each in shares]
    output.print_table("", (*names, *_COLUMNS), lines, left=len(names))


def _names(report: GateReport, share: Share) -> list[str]:
    asked = [f"{share.rule} {share.item}" if report.kind == "stage_audit" else share.item] if share.item else []
    label = [share.label or "(blank)"] if report.by is not None else []
    return [share.of, *asked, *label]


def _figures(share: Share, writer: Writer) -> list[str]:
    rate = share.rate
    counts = (share.n, share.met, share.not_met, share.stale, share.unknown)
    return [*map(writer.count, counts), writer.percent(rate.value), writer.interval(rate.low, rate.high)]
