"""Who gets the next lead, and how many deals one person may hold at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tripact.agreement.values import Clause, Names


class WorkLimits(Clause):
    """WIP limits: fewer and better.

    Attributes:
        per: The party whose people are limited.
        stages: The stages that count; without it every open stage of a deal.
        limits: The most open deals a person may hold, by a rule over the deal.
        hard: Whether a deal over the limit is refused (else it is only reported).
    """

    per: str
    stages: Names = ()
    limits: dict[str, Annotated[int, Field(ge=0)]]
    hard: bool = False
