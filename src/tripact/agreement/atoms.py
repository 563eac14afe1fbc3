"""Conditions on one name alone, and whether several of them leave any value over."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from sqlglot import exp

from tripact.agreement.names import Name

Value = float | str

_COMPARE: dict[type[exp.Expr], Callable[[Any, Any], bool]] = {
    exp.GT: lambda left, right: left > right,
    exp.GTE: lambda left, right: left >= right,
    exp.LT: lambda left, right: left < right,
    exp.LTE: lambda left, right: left <= right,
    exp.EQ: lambda left, right: left == right,
    exp.NEQ: lambda left, right: left != right,
}
_MIRRORED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.LT,
    exp.GTE: exp.LTE,
    exp.LT: exp.GT,
    exp.LTE: exp.GTE,
    exp.EQ: exp.EQ,
    exp.NEQ: exp.NEQ,
}


class Atom(NamedTuple):
    """A condition on one name alone: which values it holds for, and the values it mentions."""

    name: str
    holds: Callable[[Value], bool]
    values: tuple[Value, ...]


def exclusive(node: exp.Expr, names: Mapping[str, Name], *, wanted: bool) -> bool:
    """Tell whether the parts on one name cannot all be ``wanted`` at once."""
    by_name: dict[str, list[Atom]] = {}
    for atom in atoms_of(node, wanted=wanted):
        by_name.setdefault(atom.name, []).append(atom)
    return any(
        not any(all(atom.holds(value) for atom in atoms) for value in _candidates(atoms, names.get(name)))
        for name, atoms in by_name.items()
    )


def _candidates(atoms: list[Atom], name: Name | None) -> list[Value]:
    """Return one value of every piece into which the mentioned values cut the name's range."""
    mentioned = {value for atom in atoms for value in atom.values}
    if any(isinstance(value, str) for value in mentioned):
        return [*mentioned, "\0 any other text"]
    low = -math.inf if name is None or name.low is None else name.low
    high = math.inf if name is None or name.high is None else name.high
    edges = sorted({float(value) for value in mentioned} | {edge for edge in (low, high) if math.isfinite(edge)})
    between = [(first + second) / 2 for first, second in pairwise(edges)]
    points = [edges[0] - 1, *edges, *between, edges[-1] + 1]
    return [point for point in points if low <= point <= high]


def atoms_of(node: exp.Expr, *, wanted: bool) -> Iterator[Atom]:
    """Yield the conditions on single names that must hold for ``node`` to be ``wanted``."""
    if isinstance(node, exp.Paren):
        yield from atoms_of(node.this, wanted=wanted)
    elif isinstance(node, exp.Not):
        yield from atoms_of(node.this, wanted=not wanted)
    elif isinstance(node, exp.And if wanted else exp.Or):
        for part in node.flatten():
            yield from atoms_of(part, wanted=wanted)
    else:
        atom = _atom(node)
        if atom:
            yield atom if wanted else atom._replace(holds=lambda value: not atom.holds(value))


def _atom(node: exp.Expr) -> Atom | None:
    """Return the condition that ``node`` puts on one name, if that is what it is."""
    if isinstance(node, exp.In) and isinstance(node.this, exp.Column):
        listed = [_constant(value) for value in node.expressions]
        values = tuple(value for value in listed if value is not None)
        return Atom(node.this.name, lambda value: value in values, values) if len(values) == len(listed) else None
    if isinstance(node, exp.Between) and isinstance(node.this, exp.Column):
        low, high = _constant(node.args["low"]), _constant(node.args["high"])
        if isinstance(low, float) and isinstance(high, float):
            return Atom(node.this.name, lambda value: low <= float(value) <= high, (low, high))
    return _comparison(node) if type(node) in _COMPARE else None


def _comparison(node: exp.Expr) -> Atom | None:
    column, other, compare = node.this, node.expression, type(node)
    if isinstance(other, exp.Column):
        column, other, compare = other, column, _MIRRORED[compare]
    constant = _constant(other)
    if not isinstance(column, exp.Column) or constant is None:
        return None
    test = _COMPARE[compare]
    return Atom(column.name, lambda value: test(value, constant), (constant,))


def _constant(node: exp.Expr) -> Value | None:
    if isinstance(node, exp.Neg):
        inner = _constant(node.this)
        return -inner if isinstance(inner, float) else None
    if not isinstance(node, exp.Literal):
        return None
    return str(node.name) if node.is_string else float(node.name)
