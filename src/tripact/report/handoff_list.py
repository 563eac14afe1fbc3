"""The single handoffs, with the ids of their subjects and what they lacked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.handoff_fields import CarriedField
from tripact.evaluate.handoffs import Handoffs
from tripact.worktime.instant import show


class Row(NamedTuple):
    """One round; instants in UTC milliseconds. See ``HandoffRound`` for what each means."""

    subject: str
    deal: str | None
    handoff: str
    number: int
    round: int
    due_at: int | None
    sent_at: int | None
    acknowledged_at: int | None
    accepted_at: int | None
    returned_at: int | None
    void_at: int | None
    reason: str | None
    known_reason: int | None
    sender: str | None
    receiver: str | None
    claimed: float | None
    sent_seq: int | None
    answer_seq: int | None
    state: str
    journey: int

    @property
    def id(self) -> str:
        """What ``explain handoff`` calls it."""
        return f"{self.handoff}:{self.subject}:{self.number}"


@dataclass(frozen=True)
class ListedHandoff:
    """One round with its required fields; those of what was never sent are empty."""

    row: Row
    fields: tuple[CarriedField, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that were not known when it was sent."""
        return tuple(each.field for each in self.fields if not each.known)

    @property
    def completeness(self) -> float | None:
        """The share of required fields known when it was sent, 0 to 1; None where there is nothing to measure."""
        return 1 - len(self.missing) / len(self.fields) if self.fields else None


def listed_handoffs(handoffs: Handoffs, which: exp.Expr) -> list[ListedHandoff]:
    """Return the rounds that a condition on ``handoff_rounds`` (called ``r``) holds for, in order."""
    query = bind(read_query("handoff_list", "tripact.report"), {"which": which})
    rows = [Row(*row) for row in handoffs.query(query)]  # type: ignore[arg-type]
    fields = _fields(handoffs, rows)
    return [ListedHandoff(row, tuple(fields[row.handoff, row.journey, row.number])) for row in rows]


def sent_between(since: int, until: int) -> exp.Expr:
    """Return the condition that a handoff was sent in a half-open span."""
    sent = exp.column("sent_at", "r")
    return exp.and_(exp.GTE(this=sent, expression=literal(since)), exp.LT(this=sent.copy(), expression=literal(until)))


def handoff_entry(each: ListedHandoff, zone: str) -> dict[str, object]:
    """Return a handoff as plain values: instants in ISO 8601 with the offset of a zone."""
    row = each.row
    instants = ("due_at", "sent_at", "acknowledged_at", "accepted_at", "returned_at", "void_at")
    return {
        "id": row.id,
        "handoff": row.handoff,
        "subject": row.subject,
        "deal": row.deal,
        "number": row.number,
        "round": row.round,
        "state": row.state,
        **{name: _shown(getattr(row, name), zone) for name in instants},
        "reason": row.reason,
        "reason_listed": None if row.known_reason is None else bool(row.known_reason),
        "sender": row.sender,
        "receiver": row.receiver,
        "completeness": each.completeness,
        "claimed": row.claimed,
        "missing": list(each.missing),
    }


def _shown(instant: int | None, zone: str) -> str | None:
    return None if instant is None else show(instant, zone)


_Key = tuple[str, int, int]


def _fields(handoffs: Handoffs, rows: list[Row]) -> dict[_Key, list[CarriedField]]:
    """Return the required fields of some rounds, in the order of the agreement."""
    found: dict[_Key, list[CarriedField]] = defaultdict(list)
    for each in handoffs.fields_of({row.journey for row in rows if row.sent_at is not None}):
        found[each.handoff, each.journey, each.number].append(each)
    return found
