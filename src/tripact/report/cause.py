"""What breaches have in common, with the counts that it is told from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tripact.report.funnel_names import FEW
from tripact.report.proportion import Rate

CIRCUMSTANCES = ("ending", "held", "hours", "owner", "channel", "weekday-hour")
"""In the order in which they are told."""


@dataclass(frozen=True)
class Cause:
    """What breaches of a commitment have in common.

    Attributes:
        circumstance: One of ``CIRCUMSTANCES``.
        value: Which one; None where it is not known.
        breaches: Breaches with it, out of all ``of_breaches`` of the commitment in the period.
        rate: Breaches out of the decided clocks with it; None where only breaches can have it (``ending``).
        excess: So many breaches more than at the rate of the whole commitment; None likewise.
    """

    commitment: str
    circumstance: str
    value: str | None
    breaches: int
    of_breaches: int
    rate: Rate | None
    excess: float | None

    @property
    def share(self) -> float:
        """The part of the commitment's breaches."""
        return self.breaches / self.of_breaches


def leading(causes: Iterable[Cause]) -> Cause | None:
    """Return the circumstance with the most breaches beyond what the rate of all would bring, if any has more.

    One with too few decided clocks to be judged is not ranked (methods C6).
    """
    known = [each for each in causes if each.value is not None and each.rate and each.rate.denominator >= FEW]
    return max((each for each in known if (each.excess or 0.0) > 0), key=lambda each: each.excess or 0.0, default=None)
