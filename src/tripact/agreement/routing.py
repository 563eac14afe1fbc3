"""Who gets the next lead, and how many deals one person may hold at once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tripact.agreement.values import Clause, Names


class WorkLimits(Clause):
    """WIP limits: fewer and better.

    Attributes:
        per: The party whose people are limited.
        stages: The stages that count; without it every open stage of a deal.
        limits: The most open deals a person may hold, by a rule over the deal; the first rule that holds
            is the band of the deal.
        unless: A rule over deals that do not count, such as those on hold.
        kind: ``soft`` reports a deal over the limit, ``hard`` refuses it.
    """

    per: str
    stages: Names = ()
    limits: dict[str, Annotated[int, Field(ge=0)]]
    unless: str | None = None
    kind: Literal["soft", "hard"] = "soft"
