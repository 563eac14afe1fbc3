"""Watch: sweep again whenever a level falls due or new facts came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tripact.errors import TripactError
from tripact.ledger.store import Store
from tripact.service.sweep import Swept

POLL = 1_000
"""Milliseconds between two looks at the clock and the ledger: so late a sweep begins at most."""


@dataclass(frozen=True)
class Watch:
    """What a watch needs from outside.

    Attributes:
        store: The ledger, for its position.
        sweep: One sweep at the present moment.
        now: Reads the wall clock.
        wait: Waits so many milliseconds.
        complain: Tells of a sweep that could not be done; it is tried again.
    """

    store: Store
    sweep: Callable[[], Swept]
    now: Callable[[], int]
    wait: Callable[[int], None]
    complain: Callable[[TripactError], None]


def watch(given: Watch) -> Iterator[Swept]:
    """Yield sweep after sweep, each as soon as a level is due or facts were recorded.

    Raises:
        TripactError: If the first sweep cannot be done; later ones are tried again.
    """
    position, swept = given.store.position(), given.sweep()
    while True:
        yield swept
        # what the sweep itself recorded is nothing new
        position += _own(swept)
        while not _due(swept, given.now()) and given.store.position() == position:
            given.wait(POLL)
        position, swept = given.store.position(), _again(given)


def _own(swept: Swept) -> int:
    """Return how many facts a sweep recorded: a reassignment is a fact of its own."""
    return sum(1 + each.level.reassign for each in swept.fired)


def _due(swept: Swept, now: int) -> bool:
    return swept.next is not None and swept.next.fires_after is not None and swept.next.fires_after < now


def _again(given: Watch) -> Swept:
    while True:
        try:
            return given.sweep()
        except TripactError as error:
            given.complain(error)
            given.wait(5 * POLL)
