"""Handoffs: what one party gives another, what must be in it, and how it may come back."""

from __future__ import annotations

from pydantic import Field

from tripact.agreement.triggers import Moments
from tripact.agreement.values import Clause, DatedSpan, Names, Texts


class Handoff(Clause):
    """One handover between two parties.

    Attributes:
        from_: Who hands over.
        to: Who receives.
        when: The moment that makes it due.
        requires: What the package must contain.
        within: How soon after ``when`` it must be sent.
        accept: How soon the receiver accepts it or returns it with a reason.
        calendar: The working calendar of both times; without it that of the party that acts.
        returns: The reasons for which it may be returned.
        feed: How the receiver hears of it.
    """

    title: Texts = ""
    from_: str = Field(alias="from")
    to: str
    when: Moments = ()
    requires: Names = ()
    within: DatedSpan | None = None
    accept: DatedSpan | None = None
    calendar: str | None = None
    returns: Names = ()
    feed: Names = ("immediate",)
