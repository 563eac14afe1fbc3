"""Forget a person: the personal payloads go, the facts, their order and all statistics stay."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.ledger.store import Store


@dataclass(frozen=True)
class Erased:
    """What an erasure did: how many payloads there were."""

    person: str
    payloads: int


def erase_person(store: Store, person: str) -> Erased:
    """Delete everything personal that the ledger keeps about a person, also under merged ids and on their deals.

    Importing the same facts again does not bring it back: a payload is only kept with a new fact.
    """
    return Erased(person, store.forget(person))
