"""A process that appends facts to a ledger, for tests that need a second one: ``PATH NAME COUNT [stop-at N]``.

With ``stop-at`` it is killed by the system after N facts, in the middle of its transaction.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.contract.store import NOW
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore


class Fatal(Sequence[Fact]):
    """Facts of which one is never reached."""

    def __init__(self, facts: list[Fact], last: int) -> None:
        self.facts, self.last = facts, last

    def __len__(self) -> int:
        return len(self.facts)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return Fatal(self.facts[at], self.last) if isinstance(at, slice) else self.facts[at]

    def __iter__(self) -> Iterator[Fact]:
        for fact in self.facts:
            if int(fact.source_id.rsplit("/", 1)[1]) == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            yield fact


def main(path: str, name: str, count: str, *stop: str) -> None:
    """Append shared facts (known to every process) and facts of its own, in batches of fifty."""
    store = SqliteStore(Path(path), migrate)
    for first in range(0, int(count), 50):
        numbers = range(first, first + 50)
        own = [fact(f"{name}/{number}") for number in numbers]
        batch = [
            each for pair in zip(own, [fact(f"both/{number}") for number in numbers], strict=True) for each in pair
        ]
        given = Fatal(batch, int(stop[1])) if stop else batch
        store.append_with_progress(given, NOW, name, first + 50)
    store.close()


def fact(identifier: str) -> Fact:
    """A fact with this id."""
    return make_fact("signal", ("crm", identifier), Subjects(identifier), 1, {"signal": "page"})


if __name__ == "__main__":
    main(*sys.argv[1:])
