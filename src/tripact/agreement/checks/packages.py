"""Handoffs are between two sides, and their fields do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.handoffs import Handoff
from tripact.agreement.issues import Issue
from tripact.agreement.spelling import nearest, suggest

_FEEDS = ("immediate", "daily")


def check_packages(agreement: Agreement) -> Iterator[Issue]:
    """Yield handoffs and required fields that contradict themselves.

    - ``within`` needs a moment to count from.
    - A package that may come back names the reasons; ``accept`` needs another side.
    - No field is required twice, and none is a misspelt attribute.
    - The feed is immediate, daily or both.
    """
    for name, handoff in agreement.handoffs.items():
        place = agreement.place("handoffs", name)
        for message, hint in _contradictions(handoff):
            yield Issue.at(place, "handoff", f"'{name}' {message}.", hint)
    yield from _fields(agreement)


def _contradictions(handoff: Handoff) -> Iterator[tuple[str, str]]:
    if handoff.within and not handoff.when:
        yield "has a time, but no moment to count it from", "Add 'when: stage won'."
    if handoff.from_ == handoff.to and (handoff.accept or handoff.returns):
        yield "has one side only, which cannot accept or return it", "Name another side, or drop accept and returns."
    if not handoff.requires:
        yield "hands over nothing", "Say what it requires."
    for feed in handoff.feed:
        if feed not in _FEEDS:
            yield f"has the feed '{feed}'", suggest(feed, _FEEDS)


def _fields(agreement: Agreement) -> Iterator[Issue]:
    lists = [(("handoffs", name, "requires"), handoff.requires) for name, handoff in agreement.handoffs.items()]
    for name, stage in agreement.stages.items():
        lists += [(("stages", name, "fields"), fields) for fields in stage.fields.values()]
        lists.append((("stages", name, "leave"), stage.leave.requires))
    for path, fields in lists:
        place = agreement.place(*path)
        for field in sorted({each for each in fields if fields.count(each) > 1}):
            yield Issue.at(place, "field-twice", f"The field '{field}' is required twice.", "Keep it once.")
        for field in fields:
            meant = _misspelt(field, agreement)
            if meant:
                message = f"The field '{field}' looks like the attribute '{meant}'."
                yield Issue.at(place, "field-name", message, "Use one name for one thing.", level="warning")


def _misspelt(field: str, agreement: Agreement) -> str | None:
    meant = nearest(field, agreement.attributes, closeness=0.85)
    return meant if meant != field else None
