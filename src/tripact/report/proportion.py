"""Proportions that carry their counts and their uncertainty (methods §5.4, conventions C5 and C7)."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Rate:
    """A proportion with its 95 % interval; all three are ``None`` where the denominator is 0.

    Attributes:
        numerator: Items that did it.
        denominator: Items that could have done it.
        open: Items that have neither done it nor gone; shown beside the rate, never dropped. The
            report says whether the denominator counts them.
        value: ``numerator / denominator``.
        low: Lower limit of the Wilson interval.
        high: Upper limit of the Wilson interval.
    """

    numerator: int
    denominator: int
    open: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Difference:
    """A difference of two proportions, first minus second, with its interval."""

    value: float
    low: float
    high: float


def rate(numerator: int, denominator: int, *, open: int = 0) -> Rate:
    """Return the proportion with its Wilson 95 % interval.

    A denominator of 0 gives no number at all, never 0 and never infinity (methods C5).

    Example:
        >>> rate(0, 0, open=3)
        Rate(numerator=0, denominator=0, open=3, value=None, low=None, high=None)
    """
    interval = wilson(numerator, denominator)
    if interval is None:
        return Rate(numerator, denominator, open, None, None, None)
    return Rate(numerator, denominator, open, numerator / denominator, *interval)


def wilson(k: int, n: int, conf: float = 0.95) -> tuple[float, float] | None:
    """Return the Wilson score interval of ``k`` out of ``n``, or ``None`` if ``n`` is 0.

    Source: methods §5.4 (Newcombe 1998, Statistics in Medicine 17:857, method 3).

    Raises:
        ValueError: If not ``0 <= k <= n``.

    Example:
        >>> [round(limit, 4) for limit in wilson(81, 263)]
        [0.2553, 0.3662]
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a proportion")
    if n == 0:
        return None
    p, z = k / n, two_sided_z(conf)
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    # At k = 0 and k = n a limit equals p; rounding must not push it past p or out of [0, 1].
    return max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half))


def newcombe(k1: int, n1: int, k2: int, n2: int, conf: float = 0.95) -> Difference | None:
    """Return ``k1/n1 - k2/n2`` with its hybrid score interval, or ``None`` if a denominator is 0.

    Source: methods §5.4 (Newcombe 1998, Statistics in Medicine 17:873, method 10).
    """
    first, second = wilson(k1, n1, conf), wilson(k2, n2, conf)
    if first is None or second is None:
        return None
    (l1, u1), (l2, u2) = first, second
    p1, p2 = k1 / n1, k2 / n2
    d = p1 - p2
    return Difference(d, d - hypot(p1 - l1, u2 - p2), d + hypot(u1 - p1, p2 - l2))


def two_sided_z(conf: float) -> float:
    """Return the normal quantile that leaves ``(1 - conf) / 2`` in each tail."""
    return NormalDist().inv_cdf((1 + conf) / 2)
