"""An explained handoff, and lists of handoffs, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.agreement.values import said
from tripact.cli import output
from tripact.cli.clock_words import when
from tripact.report.handoff_list import ListedHandoff
from tripact.report.handoff_trace import HandoffTrace
from tripact.report.writer import Writer

_LISTED = ("handoff", "due", "sent", "answered", "complete", "receiver", "state")
_FIGURES = Writer("en", "UTC")
_WORDS = {
    "due": "it is due and was not sent yet",
    "missing": "it was due, its time is over, and it was not sent",
    "void": "the pass ended before it was sent",
    "sent": "it was sent, and the receiver has not answered",
    "acknowledged": "the receiver has seen it, and neither accepted nor returned it",
    "accepted": "the receiver accepted it",
    "returned": "the receiver returned it, and it was not sent again",
    "resent": "the receiver returned it, and it was sent again",
}


def print_handoffs(handoffs: Sequence[ListedHandoff], zone: str) -> None:
    """Print one line for each handoff."""
    if not handoffs:
        output.OUT.print("Nothing was due or handed over.")
        return
    rows = [
        [
            each.row.id,
            *(when(instant, zone) for instant in (each.row.due_at, each.row.sent_at, _answered(each))),
            _FIGURES.percent(each.completeness),
            each.row.receiver or "—",
            each.row.state,
        ]
        for each in handoffs
    ]
    output.print_table("", _LISTED, rows)


def print_trace(trace: HandoffTrace) -> None:
    """Print everything about a handoff."""
    for line in _lines(trace):
        output.OUT.print(line, markup=False)


def _lines(trace: HandoffTrace) -> Iterator[str]:
    row, clause = trace.handoff.row, trace.clause
    yield f"{row.id}: {row.state}, as of {when(trace.as_of, trace.zone)}"
    yield f"Handoff: {said(clause.title) or row.handoff}, from {clause.from_} to {clause.to}"
    yield f"         {trace.where}, {trace.agreement_name} version {trace.agreement_version}"
    yield f"Due:     {when(row.due_at, trace.zone)} by {' or '.join(map(str, clause.when)) or 'no moment'}"
    yield f"Sent:    {when(row.sent_at, trace.zone)}{_by(row.sender, row.sent_seq)}"
    if row.receiver:
        yield f"To:      {row.receiver}"
    if row.acknowledged_at is not None:
        yield f"Seen:    {when(row.acknowledged_at, trace.zone)}"
    yield from _answer(trace)
    yield from _package(trace)
    yield from _rounds(trace)
    for time, clock in trace.clocks.items():
        yield f"Clock:   {clock.id} ({time}): {clock.state.replace('_', ' ')}, due {when(clock.due_at, trace.zone)}"
    yield f"Verdict: {row.state}, because {_WORDS[row.state]}."


def _answer(trace: HandoffTrace) -> Iterator[str]:
    row = trace.handoff.row
    if row.accepted_at is not None:
        yield f"Accepted: {when(row.accepted_at, trace.zone)} (fact {row.answer_seq})"
    if row.returned_at is not None:
        known = "" if row.known_reason else "; the agreement does not list this reason"
        why = f"{row.reason or 'no reason'}{known}"
        yield f"Returned: {when(row.returned_at, trace.zone)}: {why} (fact {row.answer_seq})"


def _package(trace: HandoffTrace) -> Iterator[str]:
    fields, claimed = trace.handoff.fields, trace.handoff.row.claimed
    if not fields:
        return
    known = len(fields) - len(trace.handoff.missing)
    said_so = "" if claimed is None else f"; its sender said {_FIGURES.percent(claimed)}"
    share = _FIGURES.percent(trace.handoff.completeness)
    yield f"Package: {known} of {len(fields)} required fields were known when it was sent, {share}{said_so}"
    for each in fields:
        since = f"since {when(each.known_at, trace.zone)}" if each.known_at is not None else "never known"
        yield f"  {'✓' if each.known else '✗'} {each.field}: {since}"


def _rounds(trace: HandoffTrace) -> Iterator[str]:
    if len(trace.chain) > 1:
        yield "Rounds:"
    for each in trace.chain if len(trace.chain) > 1 else ():
        yield f"  {each.row.id}: {each.row.state}, sent {when(each.row.sent_at, trace.zone)}"


def _by(sender: str | None, seq: int | None) -> str:
    if seq is None:
        return ""
    return f" by {sender} (fact {seq})" if sender else f" (fact {seq})"


def _answered(each: ListedHandoff) -> int | None:
    return each.row.accepted_at if each.row.accepted_at is not None else each.row.returned_at
