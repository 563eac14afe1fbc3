"""Who signs and who looks after the agreement: parties, rituals, reviews, reporting."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tripact.agreement.values import Clause, Day, Names, Texts

_DAY = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WHICH = "(first|second|third|fourth|last)"
EVERY = rf"^(day|week|month|quarter|year)( on ({_WHICH} )?{_DAY})?( at [0-2]\d:[0-5]\d)?$"


class Party(Clause):
    """One side of the agreement.

    Attributes:
        owner: Who speaks for the party.
        manager: Who is told when one of its commitments is broken.
        keeps: The parts of the agreement that the party looks after.
        calendar: The working calendar of the team.
        signs: Whether a version needs this party's signature.
    """

    title: Texts = ""
    owner: str = ""
    manager: str = ""
    keeps: Names = ()
    calendar: str | None = None
    signs: bool = True


class Ritual(Clause):
    """A regular meeting with a generated pack."""

    title: Texts = ""
    every: Annotated[str, Field(pattern=EVERY, examples=["week on monday at 09:00", "month on second tuesday"])]
    minutes: Annotated[int, Field(gt=0, le=480)]
    pack: str = ""
    owner: str = ""
    invites: Names = ()


class Revision(Clause):
    """When thresholds are reviewed and the agreement renewed."""

    review: Annotated[str, Field(pattern=EVERY)] = "month"
    renewal: Annotated[str, Field(pattern=EVERY)] = "quarter"
    until: Day | None = None
