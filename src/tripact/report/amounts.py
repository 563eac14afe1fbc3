"""Sums of money as people read them, one for each currency."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from tripact.report.writer import Writer


def money(amounts: Iterable[tuple[str, Decimal]], writer: Writer) -> str:
    """Return sums by currency."""
    shown = [f"{writer.count(int(amount.to_integral_value(ROUND_HALF_UP)))} {currency}" for currency, amount in amounts]
    return ", ".join(shown) or writer.say("page.none")


def exact(currency: str, amount: Decimal, writer: Writer) -> str:
    """Return one amount as it was stated, to the cent where it has cents."""
    whole = amount == amount.to_integral_value()
    shown = format_decimal(amount, format="#,##0" if whole else "#,##0.00##", locale=writer.locale)
    return f"{shown} {currency}"
