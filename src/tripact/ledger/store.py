"""What a ledger store does: append, read forward, forget payloads. Nothing is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from tripact.ledger.facts import Fact
from tripact.ledger.outbox import Message, Outbox


class Appended(NamedTuple):
    """What an append did: facts newly recorded, and facts the ledger already had.

    Attributes:
        recorded: How many are new.
        duplicates: How many were there; the first statement stands.
        changed: The ids of those among them that said something else than the ledger holds.
    """

    recorded: int
    duplicates: int
    changed: tuple[str, ...] = ()


class Recorded(NamedTuple):
    """A fact with its place in the ledger."""

    seq: int
    recorded_at: int
    fact: Fact


class Page(NamedTuple):
    """Consecutive facts as lines of CSV, which a copy takes in without an object for each of them.

    Attributes:
        text: Lines of ``PAGE_COLUMNS``, UTF-8; texts in double quotes, nothing for null.
        facts: How many there are.
        last: The sequence number of the last one.
    """

    text: bytes
    facts: int
    last: int


Append = Callable[[Sequence[Fact], int], Appended]
"""Records the facts that the ledger does not have yet, with when they became known."""


class Store(Protocol):
    """The append-only ledger; every append is one durable transaction."""

    def identity(self) -> str:
        """Return the random id that the ledger got when it was made."""
        ...

    def append(self, facts: Sequence[Fact], recorded_at: int) -> Appended:
        """Record the facts that the ledger does not have yet, in the given order."""
        ...

    def alone(self) -> AbstractContextManager[Append]:
        """Let one append and nobody else: what it reads of the ledger inside is what it appends to.

        Whatever it appends is one transaction, durable when the context ends, or nothing if that ends with an error.
        """
        ...

    def position(self) -> int:
        """Return the sequence number of the last fact, 0 when there is none."""
        ...

    def pages(self, after: int, size: int) -> Iterator[Page]:
        """Yield the facts with ``seq > after`` in order, so many on a page."""
        ...

    def voided(self, voids: Sequence[int]) -> dict[int, int]:
        """Return, of facts of kind ``void``, the fact that each voids, as far as it is recorded by now."""
        ...

    def facts(self, seqs: Sequence[int]) -> list[Recorded]:
        """Return the facts with these sequence numbers, personal payloads included where kept."""
        ...

    def find(self, source: str, source_ids: Sequence[str]) -> dict[str, Recorded]:
        """Return the facts that a source stated under these ids, by id, as far as they are recorded."""
        ...

    def forget(self, person: str) -> int:
        """Delete the personal payloads about a person; return how many there were.

        The ids that links merge with the person are the same person, and a deal converted from
        the person is theirs, except for what a fact says of another person.
        """
        ...

    def progress(self, name: str) -> int:
        """Return how far a named, resumable job has come (0 when unknown)."""
        ...

    def append_with_progress(self, facts: Sequence[Fact], recorded_at: int, name: str, done: int) -> Appended:
        """Append and note the progress of a named job in the same transaction."""
        ...

    def decide(
        self, decisions: Sequence[Fact], messages: Sequence[Message], recorded_at: int, progress: tuple[str, int]
    ) -> tuple[str, ...]:
        """Record decisions of one source, what must be told of them, and a job's progress in one transaction.

        A decision that the ledger has already stays as it is, and nothing is told of it again.

        Returns:
            The ids of the decisions that are new.
        """
        ...

    @property
    def outbox(self) -> Outbox:
        """What must be told of decisions."""
        ...

    def close(self) -> None:
        """Release the database."""
        ...


PAGE_COLUMNS = (
    "seq",
    "recorded_at",
    "occurred_at",
    "kind",
    "precision",
    "person",
    "account",
    "deal",
    "actor",
    "body",
    "voided_seq",
)
"""The columns of a page; ``voided_seq`` is the sequence number of the fact that a fact of kind ``void`` voids."""
