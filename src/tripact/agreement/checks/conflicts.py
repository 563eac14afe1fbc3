"""No clock asks for what another one forbids."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.issues import Issue
from tripact.agreement.triggers import Trigger


def check_conflicts(agreement: Agreement) -> Iterator[Issue]:
    """Yield commitments that cannot both be kept.

    - A prohibition and a response that begin at the same moment, where the response wants what
      the prohibition forbids, and no condition tells them apart.
    """
    clocks = agreement.commitments.items()
    bans = [(name, clock) for name, clock in clocks if clock.sort == "prohibition" and not clock.when]
    duties = [(name, clock) for name, clock in clocks if clock.sort != "prohibition"]
    for ban_name, ban in bans:
        for name, duty in duties:
            clash = _clash(ban, duty)
            if clash:
                message = f"'{name}' asks for '{clash}' from the moment at which '{ban_name}' forbids it."
                hint = "Start them at different moments, or tell them apart with 'when'."
                yield Issue.at(agreement.place("commitments", name), "conflict", message, hint)


def _clash(ban: Commitment, duty: Commitment) -> Trigger | None:
    if not set(ban.starts) & set(duty.starts):
        return None
    wanted = [*duty.stops, *([Trigger("attempt")] if duty.sort == "attempts" else [])]
    only = {*duty.stops} <= {*ban.forbids} or duty.sort == "attempts"
    return next((trigger for trigger in wanted if only and trigger in ban.forbids), None)
