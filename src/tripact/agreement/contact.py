"""What counts as contact: which attempts count, what a reply is, which signals ask to be contacted."""

from __future__ import annotations

from typing import Literal

from tripact.agreement.values import Clause, Names, Window


class Contact(Clause):
    """How the records of calls and messages are read by the clocks.

    Attributes:
        not_counted: Outcomes of attempts that are no attempts (bounced, wrong number, bulk mail).
        replies: Outcomes that mean the person answered; an inbound attempt always does.
        booked: Outcomes that mean a meeting of the attempt's channel was booked.
        held: Outcomes that mean it took place.
        hand_raisers: Signals by which a person asks for contact.
        burst: Attempts on one channel closer than this count once.
        lawful_basis: ``required`` if nobody is contacted before a lawful basis is recorded.
        preceding: A touch so shortly before the start already keeps the promise.
    """

    not_counted: Names = ()
    replies: Names = ()
    booked: Names = ()
    held: Names = ()
    hand_raisers: Names = ()
    burst: Window | None = None
    preceding: Window | None = None
    lawful_basis: Literal["required"] | None = None
