"""Quantiles of uncensored samples given as values and counts (methods C17).

Only for what is complete, such as recording lags. A duration that may still be running has a
censored quantile: see ``Curve.quantile`` in ``tripact.report.survival``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def quantile(values: ArrayLike, q: float, counts: ArrayLike | None = None) -> float | None:
    """Return the type-7 quantile (linear interpolation, as numpy's default), ``None`` for no items.

    Source: methods C17; Hyndman and Fan 1996, The American Statistician 50:361, definition 7.

    Args:
        values: The distinct or repeated values, in any order.
        q: The share of items below, 0 to 1.
        counts: How many items have each value; one each if left out. The sample is never expanded.

    Raises:
        ValueError: If ``q`` is outside 0 to 1 or a count is negative.

    Example:
        >>> quantile([10, 20], 0.5, counts=[3, 1])
        10.0
    """
    if not 0 <= q <= 1:
        raise ValueError(f"{q} is not a share between 0 and 1")
    ordered, ends = _ordered(values, counts)
    total = int(ends[-1]) if ends.size else 0
    if total == 0:
        return None
    position = (total - 1) * q
    below = int(position)
    above = min(below + 1, total - 1)
    # Item number i (from 0) has the first value whose items end after i.
    low, high = ordered[np.searchsorted(ends, [below, above], side="right")]
    return float(low + (position - below) * (high - low))


def _ordered(values: ArrayLike, counts: ArrayLike | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the values in order and, for each, the number of items up to and including it."""
    x = np.asarray(values, dtype=np.float64)
    n = np.ones(x.shape, dtype=np.int64) if counts is None else np.asarray(counts, dtype=np.int64)
    if n.shape != x.shape or (n < 0).any():
        raise ValueError("each value needs one count, 0 or more")
    order = np.argsort(x, kind="stable")
    return x[order], np.cumsum(n[order])
