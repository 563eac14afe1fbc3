"""A case: what happened, as it is told, and what must be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.agreement.places import Place


class Told(NamedTuple):
    """A fact as a case tells it.

    Attributes:
        kind: Its kind; None for what is only tried.
        raw: Its fields, with ``occurred_at``.
        recorded: When it became known, as written; None for when it happened.
        place: Where it stands.
    """

    kind: str
    raw: dict[str, Any]
    recorded: str | None
    place: Place


class Expectation(NamedTuple):
    """What must be found: a noun with the values it must have; ``none`` that there is no such thing."""

    noun: str
    values: dict[str, Any]
    none: bool
    place: Place


@dataclass(frozen=True)
class Case:
    """One case, named by a sentence.

    Attributes:
        says: The sentence.
        place: Where it stands.
        agreement: The agreement with the changes of the case.
        as_of: The moment looked from, as written; None for the last fact.
        known_at: What was recorded by then counts; None for all.
        known: Attributes, and consent, by subject that hold from the beginning.
        facts: What happened.
        tried: Statements that are put to the agreement at the end, and not recorded.
        expects: What must be found.
        signals: Signals of the case although no clause of the agreement speaks of them.
    """

    says: str
    place: Place
    agreement: Agreement
    as_of: str | None
    known_at: str | None
    known: Mapping[str, Mapping[str, Any]]
    facts: tuple[Told, ...]
    tried: tuple[Told, ...]
    expects: tuple[Expectation, ...]
    signals: tuple[str, ...] = ()
