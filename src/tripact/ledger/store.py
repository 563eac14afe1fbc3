"""What a ledger store does: append, read forward, forget payloads. Nothing is ever changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from tripact.ledger.facts import Fact


class Appended(NamedTuple):
    """What an append did: facts newly recorded, and facts the ledger already had."""

    recorded: int
    duplicates: int


class Recorded(NamedTuple):
    """A fact with its place in the ledger."""

    seq: int
    recorded_at: int
    fact: Fact


class Store(Protocol):
    """The append-only ledger; every append is one durable transaction."""

    def append(self, facts: Sequence[Fact], recorded_at: int) -> Appended:
        """Record the facts that the ledger does not have yet, in the given order."""
        ...

    def position(self) -> int:
        """Return the sequence number of the last fact, 0 when there is none."""
        ...

    def batches(self, after: int, size: int) -> Iterator[list[tuple[object, ...]]]:
        """Yield rows of ``RAW_COLUMNS`` with ``seq > after``, in order."""
        ...

    def facts(self, seqs: Sequence[int]) -> list[Recorded]:
        """Return the facts with these sequence numbers, personal payloads included where kept."""
        ...

    def seq_of(self, source: str, source_id: str) -> int | None:
        """Return the sequence number of a fact by its source's id, None when there is none."""
        ...

    def forget(self, person: str) -> int:
        """Delete the personal payloads about a person; return how many there were."""
        ...

    def progress(self, name: str) -> int:
        """Return how far a named, resumable job has come (0 when unknown)."""
        ...

    def append_with_progress(self, facts: Sequence[Fact], recorded_at: int, name: str, done: int) -> Appended:
        """Append and note the progress of a named job in the same transaction."""
        ...

    def close(self) -> None:
        """Release the database."""
        ...


RAW_COLUMNS = (
    "seq",
    "recorded_at",
    "source",
    "source_id",
    "kind",
    "person",
    "account",
    "deal",
    "occurred_at",
    "precision",
    "actor",
    "body",
)
"""The columns of a raw row as the columnar copy reads them."""
