"""Deal registration names a handoff and a channel that the agreement knows."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.spelling import suggest


def check_registering(agreement: Agreement) -> Iterator[Issue]:
    """Yield what partners cannot register by.

    - ``registration`` is a handoff.
    - ``channel`` is a channel of the scope, where the scope lists channels.
    """
    partners = agreement.partners
    if partners is None:
        return
    if partners.registration not in agreement.handoffs:
        message = f"'{partners.registration}' is no handoff."
        place = agreement.place("partners", "registration")
        yield Issue.at(place, "unknown-registration", message, suggest(partners.registration, agreement.handoffs))
    channels = agreement.scope.channels
    if partners.channel and channels and partners.channel not in channels:
        place = agreement.place("partners", "channel")
        yield Issue.at(
            place, "unknown-channel", f"'{partners.channel}' is no channel.", suggest(partners.channel, channels)
        )
