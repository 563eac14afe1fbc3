"""Signals go by one name wherever they are counted."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import nearest


def check_signals(agreement: Agreement) -> Iterator[Issue]:
    """Yield signal names that are nearly, but not quite, one that earns points.

    - A count over ``pricing_pages`` beside points for ``pricing_page`` counts nothing.
    """
    pointed = agreement.engagement.signals if agreement.engagement else {}
    for path, signal in _named(agreement):
        meant = nearest(signal, pointed, closeness=0.88)
        if meant and signal not in pointed:
            message = f"The signal '{signal}' looks like '{meant}', which earns points."
            yield Issue.at(agreement.place(*path), "signal-name", message, "Use one name.", level="warning")


def _named(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    for name, count in agreement.counts.items():
        yield from ((("counts", name), signal) for signal in count.signals)
    for signal in agreement.recycle.bypass if agreement.recycle else ():
        yield ("recycle", "bypass"), signal
    for name, commitment in agreement.commitments.items():
        for trigger in (*commitment.starts, *commitment.stops):
            if trigger.verb == "signal":
                yield ("commitments", name), trigger.name
