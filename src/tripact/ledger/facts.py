"""One fact: an envelope that says who, when and whence, around a body of its kind.

A ``Fact`` is a plain tuple, so that millions can pass through an import without becoming objects.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, NamedTuple

from tripact.errors import TripactError
from tripact.ledger.kinds import KINDS, columns, personal_fields, required_field, telling_fields

Precision = Literal["instant", "minute", "day"]
Value = str | int | float | bool | None


class Fact(NamedTuple):
    """A fact as it enters the ledger; the store adds ``seq`` and ``recorded_at``.

    Attributes:
        source: The system that says so; with ``source_id`` it is unique for ever.
        source_id: The source's own id of this statement.
        kind: One of ``kinds.KINDS``.
        person: Id of the person it speaks of, if any; likewise ``account`` and ``deal``.
        occurred_at: When it happened, UTC milliseconds; for a day, when that local day began.
        precision: How exactly ``occurred_at`` is known.
        zone: The zone in which a local time was read, kept for showing it.
        actor: Who did it (an id, not a name).
        body: JSON object of the kind's fields, keys sorted.
        personal: JSON object of its personal fields, kept apart so that it can be forgotten.
    """

    source: str
    source_id: str
    kind: str
    person: str | None
    account: str | None
    deal: str | None
    occurred_at: int
    precision: Precision
    zone: str | None
    actor: str | None
    body: str
    personal: str | None = None


class Subjects(NamedTuple):
    """Whom a fact speaks of."""

    person: str | None = None
    account: str | None = None
    deal: str | None = None


class Moment(NamedTuple):
    """When something happened, and how exactly that is known."""

    occurred_at: int
    precision: Precision = "instant"
    zone: str | None = None


def make_fact(
    kind: str, origin: tuple[str, str], about: Subjects, when: Moment | int, body: Mapping[str, Value]
) -> Fact:
    """Return a checked fact; personal fields of ``body`` go to the payload.

    Args:
        kind: The kind's name.
        origin: (source, source_id).
        about: The subjects.
        when: The moment, or an instant in UTC milliseconds.
        body: Field values; ``actor`` is taken out of it as the fact's actor.

    Raises:
        TripactError: If the kind or a field is unknown, the kind's first field is missing, or a
            move is of no person and no deal.
    """
    moment = when if isinstance(when, Moment) else Moment(when)
    check_fields(kind, tuple(key for key in body if key != "actor"))
    if body.get(required_field(kind)) in (None, "") and kind != "deal":
        raise TripactError("invalid", f"A fact of kind '{kind}' needs '{required_field(kind)}'.")
    if kind == "move" and about.person is None and about.deal is None:
        raise TripactError("invalid", "A fact of kind 'move' needs a person or a deal.")
    private = set(personal_fields(kind))
    public = {key: value for key, value in body.items() if key not in private and key != "actor"}
    secret = {key: value for key, value in body.items() if key in private and value is not None}
    told = {each: True for name, each in telling_fields(kind).items() if secret.get(name)}
    public = {**told, **public}
    actor = body.get("actor")
    envelope = (*origin, kind, *about, *moment, None if actor is None else str(actor))
    return Fact(*envelope, encode(public), encode(secret) if secret else None)


def check_fields(kind: str, names: tuple[str, ...]) -> None:
    """Refuse an unknown kind, or fields that the kind does not have.

    Raises:
        TripactError: Naming what is known.
    """
    if kind not in KINDS:
        raise TripactError("invalid", f"There is no fact kind '{kind}'.", hint=f"Known kinds: {', '.join(KINDS)}.")
    known = (*columns(kind), *personal_fields(kind))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise TripactError(
            "invalid",
            f"A fact of kind '{kind}' has no field '{', '.join(unknown)}'.",
            hint=f"Its fields: {', '.join(known)}.",
        )


def encode(values: Mapping[str, Value]) -> str:
    """Return canonical JSON: sorted keys, no nulls, no spaces."""
    known = {key: value for key, value in values.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
