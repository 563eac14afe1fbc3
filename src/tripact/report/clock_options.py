"""What is asked of the clocks of an agreement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError

Counted = Literal["start", "verdict"]
"""The instant that decides in which period a clock counts."""

TIMES = ("week", "month", "weekday-hour")
"""Splits by time: ISO week and month in the agreement's zone, weekday and hour in the calendar's."""
ALWAYS = ("owner", "channel")
"""Attributes that every agreement may be asked for."""


@dataclass(frozen=True)
class ClockOptions:
    """What is asked.

    Attributes:
        by: A dimension of the agreement, ``owner``, ``channel`` or one of ``TIMES``; None for the commitments alone.
        since: First instant of the period; None for all.
        until: First instant after it; None for all.
        counted: Whether a clock counts where its verdict fell (methods §4.1), or where it started (§4.3).
    """

    by: str | None = None
    since: int | None = None
    until: int | None = None
    counted: Counted = "verdict"

    @property
    def split(self) -> str | None:
        """What the rows of a commitment are split by; by commitment they are anyway."""
        return None if self.by == "commitment" else self.by

    @property
    def by_hour(self) -> ClockOptions:
        """The same, split by weekday and hour."""
        return replace(self, by="weekday-hour")

    @property
    def timed(self) -> bool:
        """Whether the split is one by time."""
        return self.by in TIMES


def splits(agreement: Agreement) -> tuple[str, ...]:
    """Return what the clocks of an agreement may be split by."""
    return tuple(dict.fromkeys(("commitment", *ALWAYS, *TIMES, *agreement.reporting.dimensions)))


def check_options(agreement: Agreement, options: ClockOptions) -> None:
    """Refuse what the clocks cannot be split by or counted at.

    Raises:
        TripactError: Naming what they can.
    """
    known = splits(agreement)
    if options.by is not None and options.by not in known:
        raise TripactError(
            "usage", f"Clocks cannot be split by '{options.by}'.", hint=f"Known are: {', '.join(known)}."
        )
    if options.counted not in get_args(Counted):
        raise TripactError("usage", f"Clocks cannot be counted by '{options.counted}'.", hint="Use start or verdict.")
