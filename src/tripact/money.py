"""Money: an exact decimal amount and its currency, never a float (methods C11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True)
class Money:
    """An amount of one currency."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        """Refuse a currency that is not an ISO 4217 code."""
        if not (len(self.currency) == 3 and self.currency.isalpha() and self.currency.isupper()):
            raise ValueError(f"'{self.currency}' is not a currency code such as EUR")

    def __add__(self, other: Money) -> Money:
        """Return the sum.

        Raises:
            ValueError: If the currencies differ; converting needs a rate and a date.
        """
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency} without a rate")
        return Money(self.amount + other.amount, self.currency)


def parse_amount(text: str) -> Decimal:
    """Return the decimal that ``text`` (ASCII, point as decimal sign) says.

    Raises:
        ValueError: If it is not a finite number.
    """
    try:
        amount = Decimal(text)
    except InvalidOperation as bad:
        raise ValueError(f"'{text}' is not an amount") from bad
    if not amount.is_finite():
        raise ValueError(f"'{text}' is not an amount")
    return amount
