"""Unions of half-open stretches of time: overlapping and touching ones become one."""

from __future__ import annotations

from collections.abc import Iterable

from tripact.worktime.dated import BEGINNING, END
from tripact.worktime.span import Span

Stretch = tuple[int, int]
"""From an instant until before another one, in UTC milliseconds."""


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the same instants as stretches that neither overlap nor touch, in order.

    Example:
        >>> union([(5, 9), (1, 3), (3, 4), (6, 7)])
        [(1, 4), (5, 9)]
    """
    merged: list[Stretch] = []
    for start, end in sorted(stretch for stretch in stretches if stretch[0] < stretch[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def union_within(spans: Iterable[Span], since: int = BEGINNING, until: int = END) -> list[Stretch]:
    """Return the union of spans, cut to a window; an open span lasts to the window's end.

    Example:
        >>> union_within([Span(1, 5), Span(4, None)], since=2, until=9)
        [(2, 9)]
    """
    closed = ((start, END if end is None else end) for start, end in spans)
    return union((max(start, since), min(end, until)) for start, end in closed)


def without(stretches: Iterable[Stretch], holes: Iterable[Stretch]) -> list[Stretch]:
    """Return what of the stretches lies in no hole; both are given in order and do not overlap.

    Example:
        >>> without([(0, 10)], [(2, 3), (8, 12)])
        [(0, 2), (3, 8)]
    """
    cut = list(holes)
    left: list[Stretch] = []
    for start, end in stretches:
        at = start
        for hole_start, hole_end in cut:
            if hole_start < end and hole_end > at:
                left.append((at, hole_start))
                at = hole_end
        left.append((at, end))
    return [(start, end) for start, end in left if start < end]
