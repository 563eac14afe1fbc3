"""Each customer with what let it in and what became of it."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.handoffs import Handoffs
from tripact.report.heading import Period, bounds


class Customer(NamedTuple):
    """One customer.

    Attributes:
        version: The agreement version that a recorded decision admitted it under; None where none is recorded.
        fit: The fit at the admission.
        known: Required fields known in the last package of the win, of ``required``; None where none was sent.
        churned: Whether the account churned after the win; ``reason`` is the first one given.
        idle: Whether nobody used the product lately; None where that cannot be asked.
    """

    journey: int
    version: int | None
    source: str | None
    fit: float | None
    known: int | None
    required: int | None
    churned: int
    reason: str | None
    idle: int | None


def feedback_customers(handoffs: Handoffs, period: Period, idle_since: int) -> list[Customer]:
    """Return the customers won in a period."""
    query = bind(read_query("feedback_customers", "tripact.report"), {**bounds(period), "idle_since": idle_since})
    return [Customer(*row) for row in handoffs.query(query)]  # type: ignore[arg-type]
