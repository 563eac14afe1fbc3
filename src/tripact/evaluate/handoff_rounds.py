"""The handoffs as objects: one row for each round of each handoff of each journey (HND-1)."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.step import Step

STEP = Step(
    "handoff_rounds",
    inputs=("handoff_facts", "handoff_marks", "handoff_reasons", "overdue_handoffs"),
    outputs={
        "handoff": "text",
        "journey": "bigint",
        "number": "bigint",
        "chain": "bigint",
        "round": "bigint",
        "deal": "bigint",
        "due_at": "bigint",
        "sent_at": "bigint",
        "sent_by": "bigint",
        "acknowledged_at": "bigint",
        "accepted_at": "bigint",
        "returned_at": "bigint",
        "void_at": "bigint",
        "reason": "text",
        "known_reason": "bigint",
        "sender": "text",
        "receiver": "text",
        "claimed": "double",
        "sent_seq": "bigint",
        "answer_seq": "bigint",
        "state": "text",
    },
    says="a handoff was due, sent, and answered",
)

STATES = ("due", "missing", "void", "sent", "acknowledged", "accepted", "returned", "resent")
"""Missing: not sent in its time. Void: the pass ended before it was sent. Resent: returned, and sent again."""


class HandoffRound(NamedTuple):
    """One round; instants in UTC milliseconds.

    Attributes:
        number: The how-manieth of this handoff of this journey, from 1.
        chain: Rounds of one chain are one handover: sent, returned, sent again, until it is accepted.
        round: The how-manieth of its chain.
        due_at: The moment that made it due; None where it was sent without one, or again.
        sent_by: The latest instant at which it can have been sent: the end of the day, if only that is known.
        reason: Why it was returned; ``known_reason`` is 1 where the agreement lists it, None where it was not returned.
        claimed: How complete the sender said it was, 0 to 1.
        sent_seq: The fact that sent it; ``answer_seq`` the one that accepted or returned it.
    """

    handoff: str
    journey: int
    number: int
    chain: int
    round: int
    deal: int | None
    due_at: int | None
    sent_at: int | None
    sent_by: int | None
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
