"""Why a total rate moved: other rates, or another mix of groups (methods §5.5).

A total can fall while every group improves (Simpson), so each alert on a total shows this split.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Counts = tuple[int, int]
"""Numerator and denominator of one group in one period."""


@dataclass(frozen=True)
class GroupEffect:
    """What one group contributed; a single group's mix is only meaningful beside the others'."""

    group: str
    mix: float
    rate: float


@dataclass(frozen=True)
class Decomposition:
    """The change of a total rate: ``after - before == mix + rate``."""

    before: float
    after: float
    mix: float
    rate: float
    groups: tuple[GroupEffect, ...]


def decompose(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Decomposition | None:
    """Split the change of the total rate, or return ``None`` if a total denominator is 0.

    Source: methods §5.5, ``ΔR = Σ Δw·(r0 + r1)/2 + Σ (w0 + w1)/2·Δr`` with shares w and rates r.

    Args:
        before: Numerator and denominator by group in the first period.
        after: The same in the second; a group may be missing in either.

    Example:
        >>> split = decompose({"inbound": (40, 100), "outbound": (10, 100)},
        ...                   {"inbound": (21, 50), "outbound": (17, 150)})
        >>> round(split.mix, 4), round(split.rate, 4)
        (-0.0758, 0.0158)
    """
    done0, all0 = _total(before)
    done1, all1 = _total(after)
    if all0 == 0 or all1 == 0:
        return None
    groups = tuple(
        _effect(group, _part(before, group, all0), _part(after, group, all1))
        for group in dict.fromkeys([*before, *after])
    )
    mix, rate = sum(each.mix for each in groups), sum(each.rate for each in groups)
    return Decomposition(done0 / all0, done1 / all1, mix, rate, groups)


def _total(groups: Mapping[str, Counts]) -> Counts:
    """Return numerator and denominator over all groups."""
    return sum(done for done, _ in groups.values()), sum(n for _, n in groups.values())


def _part(groups: Mapping[str, Counts], group: str, total: int) -> tuple[float, float | None]:
    """Return the share of the group in the total and its rate, ``None`` if it has no items."""
    done, n = groups.get(group, (0, 0))
    return n / total, done / n if n else None


def _effect(group: str, before: tuple[float, float | None], after: tuple[float, float | None]) -> GroupEffect:
    """Return the group's two effects."""
    (w0, r0), (w1, r1) = before, after
    # A group that comes or goes has a rate on one side only: its whole contribution is mix.
    start = r0 if r0 is not None else r1 or 0.0
    end = r1 if r1 is not None else start
    return GroupEffect(group, (w1 - w0) * (start + end) / 2, (w0 + w1) / 2 * (end - start))
