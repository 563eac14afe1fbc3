"""Chance with a seed: every draw comes from ``Random.random``, whose stream is the same on every Python."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that depend on nothing but the words they are made from.

    Each subject has dice of its own, so that a change to one does not reshuffle all others.
    """

    def __init__(self, *words: object) -> None:
        self._draw = Random("/".join(map(str, words))).random

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return self._draw() < probability

    def pick(self, options: Sequence[T]) -> T:
        """Return any of the options, all alike."""
        return options[int(self._draw() * len(options))]

    def weigh(self, options: Mapping[T, float]) -> T:
        """Return one of the options, in proportion to its weight."""
        sums = list(accumulate(options.values()))
        return tuple(options)[min(bisect(sums, self._draw() * sums[-1]), len(sums) - 1)]

    def between(self, low: float, high: float) -> float:
        """Return a number from a span, all alike."""
        return low + (high - low) * self._draw()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to (and with) ``high``."""
        return low + int(self._draw() * (high - low + 1))

    def normal(self) -> float:
        """Return a number of the standard normal distribution (Box and Muller)."""
        return math.sqrt(-2 * math.log(1 - self._draw())) * math.cos(2 * math.pi * self._draw())

    def around(self, median: float, spread: float) -> float:
        """Return a positive number with that median and a log-normal spread."""
        return median * math.exp(spread * self.normal())

    def waiting(self, mean: float) -> float:
        """Return an exponential waiting time."""
        return -mean * math.log(1 - self._draw())

    def count(self, mean: float) -> int:
        """Return a Poisson count (by multiplication; for small means)."""
        bound, product, found = math.exp(-mean), self._draw(), 0
        while product > bound:
            product *= self._draw()
            found += 1
        return found
