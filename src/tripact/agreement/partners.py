"""Partners: how a deal is registered, how long that protects it, and which deals must be registered."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tripact.agreement.values import Clause, Window


class Partners(Clause):
    """Deal registration: the first partner that registers an account holds it for a time.

    Attributes:
        registration: The handoff by which a partner registers a deal.
        protection: How long a registration keeps other partners from the account.
        extensions: How often a partner may prolong a running protection by the same time.
        channel: Deals of this channel come from partners: without a registration they are a shadow pipeline.
    """

    registration: str
    protection: Window
    extensions: Annotated[int, Field(ge=0)] = 0
    channel: str | None = None
