"""The kinds of fact, one frozen dataclass each: the fields are what a fact's body may hold.

``personal`` fields (names, addresses, free text about people) never stand in a body: the store
keeps them apart as payloads that can be forgotten. Instants are UTC milliseconds, amounts are
decimal text, and every field but the first of a kind may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal, get_type_hints

ColumnType = Literal["text", "bigint", "double", "boolean", "decimal"]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "text",
    "bigint": "bigint",
    "double": "double",
    "boolean": "boolean",
    "decimal": "decimal(18, 4)",
}
"""How DuckDB declares a column of a type; other engines translate it."""


def personal(told: str | None = None) -> str | None:
    """Mark a field as personal: it goes to the forgettable payload, not to the body.

    Args:
        told: The field of the body that says whether there is one.
    """
    return field(default=None, metadata={"personal": True, "told": told})


def decimal() -> str | None:
    """Mark a text field as an exact decimal amount."""
    return field(default=None, metadata={"column": "decimal"})


def instant() -> int | None:
    """Mark a whole number as an instant in UTC milliseconds; people state it as a date or a time."""
    return field(default=None, metadata={"instant": True})


@dataclass(frozen=True)
class Signal:
    """Something a person did, or an account showed: a page seen, a topic searched, a demo asked for."""

    signal: str
    topic: str | None = None
    session: str | None = None
    value: float | None = None


@dataclass(frozen=True)
class Attribute:
    """A property took a value. An empty value withdraws it: from then on it is unknown."""

    name: str
    value: str | None = None


@dataclass(frozen=True)
class Identity:
    """Who a person is: contact details, kept only as a forgettable payload."""

    identified_by: str
    full_name: str | None = personal()
    email: str | None = personal()
    phone: str | None = personal()


@dataclass(frozen=True)
class Move:
    """A person or deal entered a stage."""

    stage: str
    reason: str | None = None
    assumed_date: bool | None = None
    note: str | None = personal()


@dataclass(frozen=True)
class Attempt:
    """Somebody tried to reach a person."""

    channel: str
    outcome: str | None = None
    direction: str | None = None
    seconds: int | None = None
    automatic: bool | None = None
    note: str | None = personal()


@dataclass(frozen=True)
class Answer:
    """A qualification question was answered."""

    question: str
    met: bool | None = None
    framework: str | None = None
    said_by: str | None = None
    noted: bool | None = None
    evidence: str | None = personal(told="noted")


@dataclass(frozen=True)
class Handoff:
    """Something was handed over, acknowledged or returned."""

    handoff: str
    action: str | None = None
    reason: str | None = None
    receiver: str | None = None
    complete: float | None = None


@dataclass(frozen=True)
class Deal:
    """What is known of a deal from now on; fields left out stay as they were.

    The next step says what, when (``next_step_due``) and with which expected result. ``term_months`` is how
    long the contract runs: without it the amount is that of one year. ``competitor`` is the one to beat.
    """

    name: str | None = None
    amount: str | None = decimal()
    currency: str | None = None
    close_date: int | None = instant()
    list_amount: str | None = decimal()
    owner: str | None = None
    next_step: str | None = None
    next_step_due: int | None = instant()
    next_step_expected: str | None = None
    term_months: int | None = None
    competitor: str | None = None
    loss_reason: str | None = None


@dataclass(frozen=True)
class Milestone:
    """A customer reached a milestone: kickoff, activation, first value."""

    milestone: str
    reason: str | None = None


@dataclass(frozen=True)
class Usage:
    """A user of an account used a feature.

    A person whom it names beside the account works with it from then on: what is done with them is
    done with the account, until a statement of belonging says something new of them.
    """

    action: str
    times: int | None = None
    seats: int | None = None


@dataclass(frozen=True)
class Revenue:
    """Recurring revenue of an account moved: new, expansion, contraction, churn, reactivation."""

    movement: str
    amount: str | None = decimal()
    currency: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Consent:
    """A lawful basis for contacting a person was given, withdrawn or objected to.

    With a channel it speaks of that channel alone, spelt as attempts spell it; without one it speaks of all.
    """

    state: str
    purpose: str | None = None
    channel: str | None = None
    basis: str | None = None
    expires_at: int | None = instant()


@dataclass(frozen=True)
class Spend:
    """Money spent on a channel or campaign."""

    channel: str
    amount: str | None = decimal()
    currency: str | None = None
    campaign: str | None = None


@dataclass(frozen=True)
class Link:
    """Who is who: ``merged`` into, ``converted`` from, ``belongs_to``; ``other`` is the other subject's id.

    ``takes_part`` names no other: the fact's person is a stakeholder of the fact's deal.

    A merge says that the fact's subject is the same as ``other`` of the same kind (the survivor).
    A conversion says that the fact's deal came from person ``other``. Belonging says that the
    fact's person or deal belongs to account ``other``: what is done with them is done with the
    account and ends its clocks, of a person from then on, of a deal all along.
    """

    relation: str
    other: str | None = None


@dataclass(frozen=True)
class Coverage:
    """Entries into a stage are only recorded from an instant and up to an instant."""

    stage: str
    since: int | None = instant()
    until: int | None = instant()


@dataclass(frozen=True)
class Void:
    """An earlier fact (of ``voided_source``, ``voided_id``) was wrong and no longer counts."""

    voided_id: str
    voided_source: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Excuse:
    """The breach of a commitment is claimed to be excused (``actor`` claims), or that is approved or rejected.

    ``started_at`` says which clock: the one that ran from then. A bare ``run`` counts the runs that were known when
    the excuse was recorded; without either it is the last one that had started. What ``record`` takes has its start.
    """

    commitment: str
    run: int | None = None
    action: str | None = None
    reason: str | None = None
    approver: str | None = None
    started_at: int | None = instant()
    evidenced: bool | None = None
    evidence: str | None = personal(told="evidenced")


@dataclass(frozen=True)
class Decision:
    """The product itself decided something, under a version of the agreement.

    A decision on a clock (``warn``, ``escalate``, ``reassign``) is about a commitment: of the run that began at
    ``started_at``, when ``level`` percent of its time were used up; ``told`` names the parties and managers told.
    """

    decision: str
    about: str | None = None
    version: int | None = None
    started_at: int | None = instant()
    level: int | None = None
    told: str | None = None


KINDS: dict[str, type] = {
    "signal": Signal,
    "attribute": Attribute,
    "identity": Identity,
    "move": Move,
    "attempt": Attempt,
    "answer": Answer,
    "handoff": Handoff,
    "deal": Deal,
    "milestone": Milestone,
    "usage": Usage,
    "revenue": Revenue,
    "consent": Consent,
    "spend": Spend,
    "link": Link,
    "coverage": Coverage,
    "void": Void,
    "excuse": Excuse,
    "decision": Decision,
}
"""Every kind of fact by its name; the order is the order of the reference documentation."""

_COLUMNS: dict[object, ColumnType] = {str: "text", int: "bigint", float: "double", bool: "boolean"}


def columns(kind: str) -> dict[str, ColumnType]:
    """Return the body fields of a kind with their column types."""
    hints = get_type_hints(KINDS[kind])
    return {
        each.name: each.metadata.get("column", _COLUMNS[_plain(hints[each.name])])
        for each in fields(KINDS[kind])
        if not each.metadata.get("personal")
    }


def personal_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that belong into the forgettable payload."""
    return tuple(each.name for each in fields(KINDS[kind]) if each.metadata.get("personal"))


def telling_fields(kind: str) -> dict[str, str]:
    """Return the personal fields of which the body says whether they are there, each with the field that does."""
    return {each.name: told for each in fields(KINDS[kind]) if (told := each.metadata.get("told"))}


def instant_fields(kind: str) -> frozenset[str]:
    """Return the fields of a kind that hold instants."""
    return frozenset(each.name for each in fields(KINDS[kind]) if each.metadata.get("instant"))


def required_field(kind: str) -> str:
    """Return the one field that every fact of the kind must have."""
    return fields(KINDS[kind])[0].name


def _plain(hint: object) -> object:
    arguments = [each for each in getattr(hint, "__args__", ()) if each is not type(None)]
    return arguments[0] if arguments else hint
