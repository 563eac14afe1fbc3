"""The signals that an agreement speaks of; any other earns nothing, starts nothing and is counted nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks.references import triggers

WAITING = ("waiting_on_customer", "customer_back")
"""Signals that say of themselves who waits; every agreement knows them."""


def signal_names(agreement: Agreement) -> frozenset[str]:
    """Return every signal that some clause of the agreement names."""
    return frozenset((*WAITING, *_named(agreement)))


def _named(agreement: Agreement) -> Iterator[str]:
    yield from agreement.engagement.signals if agreement.engagement else ()
    yield from (signal for count in agreement.counts.values() for signal in count.signals)
    yield from agreement.contact.hand_raisers
    yield from agreement.recycle.bypass if agreement.recycle else ()
    yield from (trigger.name for _, trigger in triggers(agreement) if trigger.verb == "signal")
