"""Handoffs on facts, in words of days and ids."""

from __future__ import annotations

from dataclasses import dataclass

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.handoffs import Handoffs

TERMS = "from: marketing, to: sdr, when: stage mql, requires: [source, role], accept: 1 business day"
HEAD = """
parties: {marketing: {}, sdr: {}, ae: {}, success: {}}
calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}
attributes: {source: {}, role: {}}
stages:
  lead: {}
  mql: {}
  sal: {}
  won: {kind: won, of: deal}
  nurture: {kind: recycle}
  disqualified: {kind: disqualified}
"""


def handoff(clause: str = TERMS, more: str = "") -> str:
    """An agreement with one handoff, ``pack``."""
    return f"{HEAD}\nhandoffs: {{pack: {{{clause}, returns: [timing, duplicate]}}}}\n{more}"


@dataclass(frozen=True)
class Handed:
    """One round, its times as days."""

    number: int
    round: int
    state: str
    due: float | None
    sent: float | None
    accepted: float | None
    returned: float | None


def objects(judged: Judged) -> Handoffs:
    """The handoffs themselves."""
    return Handoffs(judged.evaluation, Clocks(judged.evaluation))


def rounds(judged: Judged) -> list[Handed]:
    """The rounds in their order."""
    return [
        Handed(
            each.number,
            each.round,
            each.state,
            *map(_day, (each.due_at, each.sent_at, each.accepted_at, each.returned_at)),
        )
        for each in objects(judged).rounds()
    ]


def states(judged: Judged) -> list[str]:
    """The states of the rounds, in their order."""
    return [each.state for each in rounds(judged)]


def carried(judged: Judged) -> list[tuple[int, str, int]]:
    """Number, field and whether it was known when it was sent."""
    return [(each.number, each.field, each.known) for each in objects(judged).fields()]


def _day(ts: int | None) -> float | None:
    return None if ts is None else day_of(ts)
