"""Durations that may still be running: Kaplan-Meier and Aalen-Johansen (methods §4.3, §5.3, §6.1).

Input is aggregated: one row per (duration, cause) with a count as weight. Open items stay in the
sample as censored; leaving them out, or calling them failures, gives a wrong figure.

Delayed entry: an item that is watched only from age ``entry`` on counts as at risk at the ages
``entry < t <= duration``, and from the very start (age 0 included) if ``entry`` is 0. An item that
ended before it was watched drops out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tripact.report.proportion import two_sided_z

Floats = NDArray[np.float64]

# A product of fractions such as 9/10 · 8/9 · … misses 0.5 by rounding; a whole step is far larger.
_ROUNDING = 1e-12
_CERTAIN = 1e-9
"""A share so near to 0 or 1 is nothing or all: what is missing is rounding."""


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve; one step per distinct duration, also where items were only censored.

    Attributes:
        times: Distinct durations, rising.
        at_risk: Weight of the items still going just before each time.
        events: Weight of the items that ended at it.
        survival: Share that goes on beyond it.
    """

    times: Floats
    at_risk: Floats
    events: Floats
    survival: Floats

    def survival_at(self, t: float) -> float | None:
        """Return the share still going after ``t``, ``None`` where nobody was watched that long."""
        if not self.supports(t):
            return None
        return _step(self.times, self.survival, t, start=1.0)

    def supports(self, t: float) -> bool:
        """Tell whether the sample says anything about ``t``: watched so long, or all ended before."""
        return self.times.size > 0 and bool(t <= self.times[-1] or self.survival[-1] == 0)

    def quantile(self, q: float) -> float | None:
        """Return the first time by which the share ``q`` has ended, ``None`` if not reached.

        Source: methods §4.3, ``min{t: S(t) <= 1 - q}``; no interpolation (C17).
        """
        return _first_at_most(self.times, self.survival, 1 - q)

    def quantile_interval(self, q: float, conf: float = 0.95) -> tuple[float | None, float | None]:
        """Return the interval of a quantile; ``None`` as upper limit means without limit.

        Source: methods §4.3; Brookmeyer and Crowley 1982, Biometrics 38:29, by the log-log band.
        """
        low, high = self.band(conf)
        return _first_at_most(self.times, low, 1 - q), _first_at_most(self.times, high, 1 - q)

    def rmst(self, tau: float) -> float | None:
        """Return the mean time up to ``tau``, ``None`` where nobody was watched that long.

        Source: methods §6.1, restricted mean survival time ``∫ S(t) dt`` from 0 to ``tau``.
        """
        if not self.supports(tau):
            return None
        before = self.times < tau
        edges = np.concatenate(([0.0], self.times[before], [tau]))
        heights = np.concatenate(([1.0], self.survival[before]))
        return float(np.diff(edges) @ heights)

    def band(self, conf: float = 0.95) -> tuple[Floats, Floats]:
        """Return lower and upper limit of the survival at each time.

        Source: methods C7; Greenwood's variance with log-log transform (Kalbfleisch and Prentice).
        """
        inside = (self.survival > 0) & (self.survival < 1)
        s = np.where(inside, self.survival, 0.5)
        shift = two_sided_z(conf) * np.sqrt(np.cumsum(_greenwood(self))) / np.log(s)
        low = np.where(inside, s ** np.exp(-shift), self.survival)
        high = np.where(inside, s ** np.exp(shift), self.survival)
        # At S = 0 the transform is undefined; the last upper limit stays, so it never reads 0.
        last = high[self.survival > 0][-1:]
        return low, np.where(self.survival > 0, high, last if last.size else 1.0)


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence of each cause beside the others (Aalen-Johansen).

    At each time the incidences of all causes and the survival of ``curve`` add up to 1.

    Attributes:
        curve: The curve of leaving by any cause.
        exits: By cause, the weight of the items that left by it at each time of the curve.
    """

    curve: Curve
    exits: Mapping[int, Floats]

    def path(self, cause: int) -> Floats:
        """Return the incidence at each time of the curve; zeros for a cause that never occurred.

        Source: methods §5.3, ``F_k(t_j) = F_k(t_{j-1}) + S(t_{j-1}) · d_kj / n_j``: causes that tie
        share the survival before the tie, exactly.
        """
        return np.cumsum(self._before() * self._hazard(cause))

    def incidence(self, cause: int, t: float | None = None) -> float | None:
        """Return the share that left by ``cause`` up to ``t``, or to the last watched time.

        ``None`` for an empty sample and where nobody was watched as long as ``t``.
        """
        at = self._at(t)
        return None if at is None else _step(self.curve.times, self.path(cause), at, start=0.0)

    def quantile(self, cause: int, q: float) -> float | None:
        """Return the time by which a share ``q`` of all has left by ``cause``; None where it never has.

        Source: methods §5.3 and C17: step inversion of the incidence, not of 1 - KM.
        """
        reached = np.flatnonzero(self.path(cause) >= q - 1e-12)
        return float(self.curve.times[reached[0]]) if reached.size else None

    def incidences(self, cause: int, ages: ArrayLike) -> Floats:
        """Return the share that left by ``cause`` up to each age; from the last watched time on, that of then."""
        heights = np.concatenate(([0.0], self.path(cause)))
        return heights[np.searchsorted(self.curve.times, np.asarray(ages, dtype=np.float64), side="right")]

    def standard_error(self, cause: int, t: float | None = None) -> float | None:
        """Return the standard error of ``incidence(cause, t)``.

        Source: methods §5.3; delta method for multinomial exits (Dinse and Larson 1986, Biometrika
        73:379), as statsmodels ``CumIncidenceRight.cinc_se``.
        """
        at = self._at(t)
        if at is None:
            return None
        upto = self.curve.times <= at
        path, hazard, n = self.path(cause)[upto], self._hazard(cause)[upto], self.curve.at_risk[upto]
        left = (path[-1] if path.size else 0.0) - path
        # Where all leave, Greenwood's term is infinite but nothing is left to vary: 0 · inf = 0.
        spread = np.where(left > 0, _greenwood(self.curve)[upto], 0.0)
        before = self._before()[upto]
        variance = left**2 * spread + before**2 * hazard * (1 - hazard) / n - 2 * left * before * hazard / n
        return float(np.sqrt(max(0.0, variance.sum())))

    def interval(self, cause: int, t: float | None = None, conf: float = 0.95) -> tuple[float, float] | None:
        """Return the interval of ``incidence(cause, t)``, ``None`` where it is unknown, 0 or 1.

        Source: methods §5.3, log-log transform on the Aalen-Johansen variance.
        """
        share, error = self.incidence(cause, t), self.standard_error(cause, t)
        if share is None or error is None or not _CERTAIN < share < 1 - _CERTAIN:
            return None
        # Beyond this the limit is 0 or 1 to the last digit; the exponential would only overflow.
        shift = np.clip(two_sided_z(conf) * error / (share * np.log(share)), -500, 500)
        return float(share ** np.exp(-shift)), float(share ** np.exp(shift))

    def _before(self) -> Floats:
        """Return the survival just before each time."""
        return np.concatenate(([1.0], self.curve.survival))[:-1]

    def _hazard(self, cause: int) -> Floats:
        """Return the share of those at risk that left by ``cause`` at each time."""
        exits = self.exits.get(cause, np.zeros_like(self.curve.at_risk))
        return exits / self.curve.at_risk

    def _at(self, t: float | None) -> float | None:
        """Return the time to read at: ``t``, by default the last; ``None`` where it is not watched."""
        if t is None and self.curve.times.size:
            return float(self.curve.times[-1])
        return t if t is not None and self.curve.supports(t) else None


def kaplan_meier(
    durations: ArrayLike,
    events: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    entries: ArrayLike | None = None,
) -> Curve:
    """Return the Kaplan-Meier curve.

    Source: methods §4.3, ``S(t) = Π (1 - d_i / n_i)`` over the times up to t.

    Args:
        durations: Time until the end or, for open items, until now; 0 or more, any unit.
        events: Whether it ended (``0`` or ``False``: open, cancelled).
        weights: How many items each row stands for; one if left out.
        entries: Age from which the row is watched (delayed entry); 0 if left out.

    Example:
        >>> kaplan_meier([3, 5, 8, 9], [1, 1, 1, 0]).quantile(0.5)
        5.0
    """
    ended = np.asarray(events).astype(bool).astype(np.int64)
    return aalen_johansen(durations, ended, weights, entries=entries).curve


def aalen_johansen(
    durations: ArrayLike,
    causes: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    entries: ArrayLike | None = None,
) -> Incidence:
    """Return the cumulative incidence of each cause.

    Source: methods §5.3.

    Args:
        durations: Time until the exit or, for open items, until now; 0 or more, any unit.
        causes: Why it left: 0 open, 1 and up the causes.
        weights: How many items each row stands for; one if left out.
        entries: Age from which the row is watched (delayed entry); 0 if left out. With
            ``max(0, period start - entered)`` the result is the current conversion of §5.1.

    Example:
        >>> aalen_johansen([1, 2, 2, 3], [1, 1, 2, 0]).incidence(1)
        0.5
    """
    t, cause, w, entry = _rows(durations, causes, weights, entries)
    times, slot = np.unique(t, return_inverse=True)
    exits = {int(k): _sums(slot, w * (cause == k), times.size) for k in np.unique(cause) if k != 0}
    # A later entry is at risk only after it; one at age 0 from the start, so visits of no length count.
    at_risk = _sums(slot, w, times.size)[::-1].cumsum()[::-1] - _tail(entry, w * (entry > 0), times)
    events = _sums(slot, w * (cause != 0), times.size)
    survival = np.maximum(0.0, 1 - events / at_risk).cumprod()
    return Incidence(Curve(times, at_risk, events, survival), exits)


def _rows(
    durations: ArrayLike, causes: ArrayLike, weights: ArrayLike | None, entries: ArrayLike | None
) -> tuple[Floats, NDArray[np.int64], Floats, Floats]:
    """Return the columns of the rows that are ever at risk.

    Raises:
        ValueError: If the columns differ in length, or a duration, weight or entry is negative.
    """
    t = np.asarray(durations, dtype=np.float64)
    cause = np.asarray(causes, dtype=np.int64)
    w = np.ones_like(t) if weights is None else np.asarray(weights, dtype=np.float64)
    entry = np.zeros_like(t) if entries is None else np.asarray(entries, dtype=np.float64)
    if not t.shape == cause.shape == w.shape == entry.shape:
        raise ValueError("durations, causes, weights and entries differ in length")
    if not all((column >= 0).all() for column in (t, w, entry)):
        raise ValueError("durations, weights and entries must be numbers from 0 up")
    watched = (w > 0) & ((entry < t) | (entry == 0))
    return t[watched], cause[watched], w[watched], entry[watched]


def _sums(slots: NDArray[np.intp], weights: Floats, size: int) -> Floats:
    """Return the weight that falls into each of ``size`` slots."""
    return np.bincount(slots, weights, size).astype(np.float64)


def _tail(values: Floats, weights: Floats, times: Floats) -> Floats:
    """Return, for each time, the weight of the values at or after it."""
    order = np.argsort(values)
    sums = np.concatenate((np.cumsum(weights[order][::-1])[::-1], [0.0]))
    return sums[np.searchsorted(values[order], times, side="left")]


def _greenwood(curve: Curve) -> Floats:
    """Return the terms ``d / (n (n - d))`` of Greenwood's variance; infinite where all leave."""
    stay = curve.at_risk - curve.events
    top = np.full_like(stay, np.inf)
    return np.divide(curve.events, curve.at_risk * stay, out=top, where=curve.survival > 0)


def _step(times: Floats, heights: Floats, t: float, *, start: float) -> float:
    """Return the height of a right-continuous step function at ``t``."""
    index = int(np.searchsorted(times, t, side="right"))
    return float(heights[index - 1]) if index else start


def _first_at_most(times: Floats, heights: Floats, level: float) -> float | None:
    """Return the first time at which a falling curve is at or below ``level``."""
    reached = np.flatnonzero(heights <= level + _ROUNDING)
    return float(times[reached[0]]) if reached.size else None
