"""Segments, reasons and frameworks that are named exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import suggest


def check_scope(agreement: Agreement) -> Iterator[Issue]:
    """Yield names that the scope or the lists of reasons do not hold.

    - Segments of qualification frameworks and of stage fields are in ``scope.segments``; each
      segment has one framework.
    - Sequences and rests are given for reasons in ``recycle.reasons``.
    """
    segments = agreement.scope.segments
    framed: Counter[str] = Counter()
    for path, segment in _segments(agreement):
        if segment not in segments:
            message = f"The segment '{segment}' is not in the scope."
            yield Issue.at(agreement.place(*path), "unknown-segment", message, suggest(segment, segments))
        framed[segment] += path[0] == "qualification"
        if framed[segment] > 1 and path[0] == "qualification":
            message = f"The segment '{segment}' has two qualification frameworks."
            yield Issue.at(agreement.place(*path), "framework-twice", message, "Leave it to one of them.")
    yield from _reasons(agreement)


def _segments(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    for name, framework in agreement.qualification.items():
        yield from ((("qualification", name, "segments"), segment) for segment in framework.segments)
    for name, stage in agreement.stages.items():
        yield from ((("stages", name, "fields", segment), segment) for segment in stage.fields if segment != "all")


def _reasons(agreement: Agreement) -> Iterator[Issue]:
    if not agreement.recycle:
        return
    reasons = agreement.recycle.reasons
    for part, keys in (("sequences", agreement.recycle.sequences), ("rest", agreement.recycle.rest)):
        for reason in keys:
            if reason not in reasons and reason != "else":
                message = f"'{reason}' is no reason for recycling."
                yield Issue.at(
                    agreement.place("recycle", part, reason), "unknown-reason", message, suggest(reason, reasons)
                )
