"""The values that a numeric expression of a rule can have, from the ranges of its names."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sqlglot import exp

from tripact.agreement.names import Name

Range = tuple[float, float]

OPPOSITE: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.LTE,
    exp.GTE: exp.LT,
    exp.LT: exp.GTE,
    exp.LTE: exp.GT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
}
"""Each comparison with the one that holds when it does not."""


def can_compare(compare: type[exp.Expr], left: Range, right: Range) -> bool:
    """Tell whether some value of ``left`` compares so with some value of ``right``."""
    if compare is exp.GT:
        return left[1] > right[0]
    if compare is exp.GTE:
        return left[1] >= right[0]
    if compare is exp.LT:
        return left[0] < right[1]
    if compare is exp.LTE:
        return left[0] <= right[1]
    if compare is exp.EQ:
        return left[0] <= right[1] and right[0] <= left[1]
    return not left[0] == left[1] == right[0] == right[1]


def range_of(node: exp.Expr, names: Mapping[str, Name]) -> Range:
    """Return the least and the greatest value that a numeric expression can have."""
    match node:
        case exp.Literal():
            return float(node.name), float(node.name)
        case exp.Column() | exp.Anonymous():
            return _named(node, names)
        case exp.Paren():
            return range_of(node.this, names)
        case exp.Neg():
            low, high = range_of(node.this, names)
            return -high, -low
        case exp.Coalesce():
            ranges = [range_of(part, names) for part in (node.this, *node.expressions)]
            return min(low for low, _ in ranges), max(high for _, high in ranges)
        case exp.Add() | exp.Sub() | exp.Mul() | exp.Div():
            return _combined(node, range_of(node.this, names), range_of(node.expression, names))
        case _:
            return -math.inf, math.inf


def _named(node: exp.Expr, names: Mapping[str, Name]) -> Range:
    name = names.get(node.name if isinstance(node, exp.Column) else f"{node.name.lower()}()")
    low = name.low if name else None
    high = name.high if name else None
    return -math.inf if low is None else low, math.inf if high is None else high


def _combined(node: exp.Expr, left: Range, right: Range) -> Range:
    if isinstance(node, exp.Add):
        return left[0] + right[0], left[1] + right[1]
    if isinstance(node, exp.Sub):
        return left[0] - right[1], left[1] - right[0]
    if isinstance(node, exp.Div):
        right = (1 / right[0], 1 / right[0])
    corners = [0.0 if 0 in (a, b) else a * b for a in left for b in right]
    return min(corners), max(corners)
