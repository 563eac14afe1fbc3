"""How large the numbers of facts can be, in one place: beyond it a number is a slip, and sums would not hold it.

Sums of counts have 64 bits: nine billion facts of a billion each still add up.
"""

from __future__ import annotations

from typing import NamedTuple

from tripact.worktime.instant import EARLIEST, LATEST

WHOLE_DIGITS, DECIMALS = 14, 4
"""What an amount has at most before and after its point: ``decimal(18, 4)``."""


class Range(NamedTuple):
    """The lowest and the highest that a number can be."""

    low: int
    high: int

    @property
    def size(self) -> int:
        """The largest size, whatever the sign."""
        return max(abs(self.low), abs(self.high))


_BILLION = 10**9
_AMOUNT = 10**WHOLE_DIGITS
_COUNT = Range(0, _BILLION)

RANGES: dict[str, dict[str, Range]] = {
    "signal": {"value": Range(-(10**12), 10**12)},
    "attempt": {"seconds": _COUNT},
    "handoff": {"complete": Range(0, 1)},
    "deal": {
        "amount": Range(0, _AMOUNT),
        "close_date": Range(EARLIEST, LATEST),
        "list_amount": Range(0, _AMOUNT),
        "next_step_due": Range(EARLIEST, LATEST),
        "term_months": Range(1, 1200),
    },
    "usage": {"times": Range(1, _BILLION), "seats": _COUNT},
    "revenue": {"amount": Range(-_AMOUNT, _AMOUNT)},
    "consent": {"expires_at": Range(EARLIEST, LATEST)},
    "spend": {"amount": Range(-_AMOUNT, _AMOUNT)},
    "coverage": {"since": Range(EARLIEST, LATEST), "until": Range(EARLIEST, LATEST)},
    "excuse": {"run": _COUNT, "started_at": Range(EARLIEST, LATEST)},
    "decision": {"version": _COUNT, "started_at": Range(EARLIEST, LATEST), "level": _COUNT},
}
"""By kind and field, for every field that is a number; instants are UTC milliseconds."""
