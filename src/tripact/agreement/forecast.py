"""Deal health and the conservative reading of late stages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tripact.agreement.values import Clause, DatedRule, Window


class Forecast(Clause):
    """How open deals are weighed.

    Attributes:
        health: The marks of a healthy deal, each a rule over the deal.
        happy_ears: Deals that look better than they are; they keep the probability of the
            stage before.
        reopen_grace: A lost deal that is reopened within this time (exactly at its end counts) was never
            lost; reopened later, or without this clause, it begins a new cycle.
        coverage: How many times the target the pipeline should hold.
    """

    health: dict[str, DatedRule] = {}
    happy_ears: DatedRule | None = None
    reopen_grace: Window | None = None
    coverage: Annotated[float, Field(gt=0)] | None = None
