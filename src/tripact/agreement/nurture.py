"""Recycle, nurture, disqualify: why something goes back, how long it rests, how it returns."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from tripact.agreement.values import TEXT, Clause, DatedRule, Names, Rest, Short


def _by_reason(raw: object) -> object:
    return raw if isinstance(raw, dict) else {"else": raw}


class Recycle(Clause):
    """What happens to a lead that is not taken now.

    Attributes:
        reasons: The structured reasons for sending a lead to nurture.
        disqualify: The reasons for closing it for good.
        lost: The reasons for losing a deal.
        sequences: The nurture sequence for each reason.
        rest: How long sales leaves the lead alone, by reason (``else`` for the others).
        repromote: The rule for coming back, tried when the rest is over.
        bypass: Signals of a person who asks for contact: the rest does not apply to them.
        max_passes: How often a lead may go through; None: as often as it takes.
    """

    reasons: Names = ()
    disqualify: Names = ()
    lost: Names = ()
    sequences: dict[str, str] = {}
    rest: Annotated[dict[str, Rest], BeforeValidator(_by_reason), Short(TEXT)] = {}
    repromote: DatedRule | None = None
    bypass: Names = ()
    max_passes: Annotated[int, Field(ge=1)] | None = None
