"""One run of a prohibition, explained: what began it, what lifted it, which facts broke it."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.report.clock_marks import Mark
from tripact.report.prohibition_list import ListedProhibition, prohibition_document


@dataclass(frozen=True)
class ProhibitionTrace:
    """One run, explained.

    Attributes:
        prohibition: The run with its violations.
        started_by: The moment that began it.
        lifted_by: The moment that lifted it.
        where: ``file:line`` of the agreement.
        as_of: The moment it speaks of, UTC milliseconds.
    """

    prohibition: ListedProhibition
    started_by: Mark | None
    lifted_by: Mark | None
    where: str
    as_of: int


def prohibition_trace(each: ListedProhibition, marks: list[Mark], where: str, as_of: int) -> ProhibitionTrace:
    """Return the explanation of a run.

    Args:
        each: The run.
        marks: The moments of its subject that it speaks of.
        where: Where the agreement says it.
        as_of: The moment it speaks of.
    """
    ran = each.ran
    started = next((mark for mark in marks if mark.role == "start" and mark.ts == ran.started_at), None)
    lifted = next((mark for mark in marks if mark.role == "stop" and mark.ts == ran.lifted_at), None)
    return ProhibitionTrace(each, started, lifted, where, as_of)


def trace_document(trace: ProhibitionTrace, zone: str) -> dict[str, object]:
    """Return the explanation as plain values."""
    return {
        **prohibition_document(trace.prohibition, zone),
        "where": trace.where,
        "started_by": _mark(trace.started_by),
        "lifted_by": _mark(trace.lifted_by),
    }


def _mark(mark: Mark | None) -> dict[str, object] | None:
    return {"moment": mark.says, "fact": mark.seq or None, "by_day": mark.by_day} if mark else None
