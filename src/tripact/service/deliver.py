"""Delivery of what stands in the outbox: at least once, each message under a key that stays the same."""

from __future__ import annotations

from typing import Protocol

from tripact.ledger.outbox import Message
from tripact.ledger.store import Store


class Notifier(Protocol):
    """Tells somebody something."""

    def send(self, message: Message) -> None:
        """Send a message; what raises was not sent."""
        ...


def deliver(store: Store, notifier: Notifier, now: int) -> int:
    """Send every message that was not sent yet; return how many were.

    A message is claimed before it is sent and marked after: of several processes one sends it. Where that one dies
    between, the message stays and is sent again later, under the same key.
    """
    sent = 0
    for message in store.outbox.unsent():
        if store.outbox.claim(message):
            notifier.send(message)
            store.outbox.mark_sent(message, now)
            sent += 1
    return sent
