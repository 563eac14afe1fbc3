"""Where a funnel leaks most: several measures, because each answers another question (methods §5.7).

The lowest rate need not cost the most wins, and +10 % relative gives the same at every step, so
the largest lever follows from cost and feasibility, not from these figures alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from tripact.report.proportion import Rate, rate

Step = tuple[str, int, int]
"""Name, items that entered, items that advanced."""


@dataclass(frozen=True)
class Leak:
    """One step of a chain; a figure is ``None`` where a rate it needs has no denominator.

    Attributes:
        step: Name of the step.
        rate: Advanced out of entered, with its interval.
        items_lost: Entered and not advanced.
        wins_forgone: Wins that the lost items would have made at the later steps' rates.
        extra_wins_10pp: Wins gained if the rate rose by 10 percentage points, at most to 100 %.
        extra_wins_10pct: Wins gained if the rate rose by a tenth of itself, at most to 100 %.
        gap_wins: Wins gained if the rate rose to its benchmark; ``None`` without a benchmark.
    """

    step: str
    rate: Rate
    items_lost: int
    wins_forgone: float | None
    extra_wins_10pp: float | None
    extra_wins_10pct: float | None
    gap_wins: float | None


def leaks(steps: Sequence[Step], benchmarks: Mapping[str, float] | None = None) -> tuple[Leak, ...]:
    """Return the measures of each step, in the order of the chain.

    Source: methods §5.7 (``wins forgone = lost × downstream rate``,
    ``gap wins = entered × max(0, benchmark - rate) × downstream rate``).

    Args:
        steps: The chain from first to last step; the last one ends in a win.
        benchmarks: Rate to compare with, by step name, such as a target.

    Example:
        >>> [row.wins_forgone for row in leaks([("SQL", 110, 44), ("Proposal", 44, 22)])]
        [33.0, 22.0]
    """
    known = benchmarks or {}
    rates = [rate(advanced, entered) for _, entered, advanced in steps]
    return tuple(
        _leak(name, own, after, known.get(name))
        for (name, _, _), own, after in zip(steps, rates, _downstream(rates), strict=True)
    )


def ranked(rows: Sequence[Leak]) -> tuple[Leak, ...]:
    """Return the rows, worst leak first: by gap wins if all are known, else by wins forgone.

    Two measures are never mixed in one order. Unknown figures come last; equal rows keep the order
    of the chain (methods §5.7, the default).
    """
    gaps = by_gap(rows)
    return tuple(sorted(rows, key=lambda row: _size(row, by_gap=gaps), reverse=True))


def by_gap(rows: Sequence[Leak]) -> bool:
    """Return whether rows are ranked against their benchmarks, which all must have, and not by wins forgone."""
    return bool(rows) and all(row.gap_wins is not None for row in rows)


def _downstream(rates: Sequence[Rate]) -> list[float | None]:
    """Return, for each step, the product of the rates after it (1 for the last)."""
    products: list[float | None] = []
    product: float | None = 1.0
    for each in reversed(rates):
        products.append(product)
        product = None if product is None or each.value is None else product * each.value
    return products[::-1]


def _leak(name: str, own: Rate, downstream: float | None, benchmark: float | None) -> Leak:
    """Return the measures of one step."""
    entered, advanced = own.denominator, own.numerator
    lost = entered - advanced
    if own.value is None or downstream is None:
        return Leak(name, own, lost, None, None, None, None)
    gap = None if benchmark is None else entered * max(0.0, benchmark - own.value)
    extra_pp, extra_pct = min(0.1 * entered, lost), min(0.1 * advanced, lost)
    wins = [None if items is None else items * downstream for items in (lost, extra_pp, extra_pct, gap)]
    return Leak(name, own, lost, *wins)


def _size(row: Leak, *, by_gap: bool) -> tuple[float, float]:
    """Return the sort key of a row; unknown is smaller than any number."""
    forgone = -inf if row.wins_forgone is None else row.wins_forgone
    if not by_gap:
        return forgone, 0.0
    return (-inf if row.gap_wins is None else row.gap_wins), forgone
