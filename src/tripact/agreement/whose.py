"""Whose calendar a promise runs on, where it is not that of the team that answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from tripact.agreement.values import Clause, Word


def _one_attribute(customer: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    if len(customer) > 1:
        raise ValueError(f"one attribute tells the customer's calendar, not {', '.join(customer)}")
    return customer


class WhoseCalendars(Clause):
    """The calendars of people and customers, for commitments with ``whose: owner`` or ``whose: customer``.

    Attributes:
        owner: The calendar of each owner, as the records name them: ``{jana: vienna}``.
        customer: The calendar by the value of one attribute of the account: ``{country: {AT: vienna}}``.
    """

    owner: dict[str, str] = {}
    customer: Annotated[dict[Word, dict[str, str]], AfterValidator(_one_attribute)] = {}
