"""Sums of money as people read them, one for each currency."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from tripact.report.writer import Writer


def money(amounts: Iterable[tuple[str, Decimal]], writer: Writer) -> str:
    """Return sums by currency."""
    shown = [f"{writer.count(int(amount.to_integral_value(ROUND_HALF_UP)))} {currency}" for currency, amount in amounts]
    return ", ".join(shown) or writer.say("page.none")
