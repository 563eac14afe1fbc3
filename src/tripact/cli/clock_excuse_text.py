"""The explanation of a clock: what was said of an excuse, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.cli.clock_words import when
from tripact.report.adherence import BREACHED
from tripact.report.clock_excuses import Excuse
from tripact.report.clock_trace import ClockTrace

_STANDS = {
    "claimed": "nobody has decided yet: it counts as any breach. 'report clocks' notes that it waits.",
    "approved": "it stays a breach. 'report clocks' gives the attainment with it, and beside it without.",
    "rejected": "it counts as any breach.",
}


def excuse_lines(trace: ClockTrace) -> Iterator[str]:
    """Yield a line for each claim and each decision, and what follows from them."""
    lines = [_said(each, trace.zone) for each in trace.excuses]
    if trace.clock.excused and trace.clock.state in BREACHED:
        lines.append(_STANDS[trace.clock.excused])
    elif trace.clock.excused:
        lines.append("there is no breach to excuse.")
    for number, line in enumerate(lines):
        yield f"{'' if number else 'Excuse:':<8} {line}"


def _said(excuse: Excuse, zone: str) -> str:
    who = f" by {excuse.who}" if excuse.who else ", nobody is named"
    moment = f"on {when(excuse.ts, zone).rsplit(' ', 1)[0]}" if excuse.by_day else when(excuse.ts, zone)
    reason = f": {excuse.reason}" if excuse.reason else ", no reason given"
    evidence = "; evidence is kept with it" if excuse.evidenced else ""
    nobody = "nobody had claimed it" if excuse.action else "it neither claims nor decides"
    void = "" if excuse.counts else f"; does not count, for {nobody}"
    return f"{excuse.action or 'told'} {moment}{who} (fact {excuse.seq}){reason}{evidence}{void}"
