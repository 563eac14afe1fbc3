"""A rule as alternatives, each of which looks at fewer values and fewer signals than the whole.

``engagement >= 50 OR demo_requests >= 1`` first holds when either side first holds, so each side is
evaluated by itself. Only some signals lift a side's values; where it asks for at least so much of
them, it is true for the first time at one of these signals or where a slowly changing value
changes: no other signal need be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sqlglot import exp

from tripact.evaluate.rulebook import DatedRule, either

_MOST = 12
"""Rules with more alternatives than this are evaluated as a whole."""

Tiers = tuple[tuple[int, DatedRule], ...]


def alternatives(rule: exp.Expr, slow: frozenset[str], tiers: Tiers) -> dict[frozenset[str], exp.Expr] | None:
    """Return the alternatives of a rule by the fast names that each says; None if it cannot be split.

    Args:
        rule: The rule as a condition.
        slow: The names whose changes are instants in any case.
        tiers: The rules of the intent tiers, which take the place of the tier.
    """
    sides = _sides(_without_tiers(rule, tiers))
    if len(sides) > _MOST or not all(_rises(side, slow) and _asks(side, slow) for side in sides):
        return None
    found: dict[frozenset[str], list[exp.Expr]] = {}
    for side in sides:
        said = frozenset(column.name for column in side.find_all(exp.Column))
        found.setdefault(said - slow, []).append(side)
    return {names: either(each) for names, each in found.items()}


def _without_tiers(rule: exp.Expr, tiers: Tiers) -> exp.Expr:
    """Return the rule saying the tiers' own rules where it says ``intent >= 2``."""

    def replace(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.GTE) or not _is_least(node) or node.this.name != "intent":
            return node
        reached = [exp.paren(tier.tree.copy(), copy=False) for number, tier in tiers if number >= _number(node)]
        if _number(node) <= 0:
            return exp.true()
        return exp.paren(either(reached), copy=False) if reached else exp.false()

    return rule.copy().transform(replace)


def _sides(tree: exp.Expr) -> list[exp.Expr]:
    """Return conditions of which one holds where the tree holds; NULL is like false here."""
    if isinstance(tree, exp.Paren):
        return _sides(tree.this)
    if isinstance(tree, exp.Or):
        return [*_sides(tree.left), *_sides(tree.right)]
    if isinstance(tree, exp.And):
        pairs = product(_sides(tree.left), _sides(tree.right))
        return [exp.and_(*pair) for pair in pairs]
    return [tree]


def _rises(side: exp.Expr, slow: frozenset[str]) -> bool:
    """Tell whether the side can first hold only where a signal lifts a fast value, or a slow one changes.

    What holds of somebody who did nothing (``visits >= 0``, ``role IS NULL``) holds from their very
    first fact on, whatever that is.
    """
    fast = [atom for atom in _atoms(side) if not _said(atom) <= slow]
    return bool(fast) and all(_is_least(atom) and not _holds_of_zero(atom) for atom in fast)


def _holds_of_zero(atom: exp.Expr) -> bool:
    least = float(atom.expression.name)
    return least < 0 or (least == 0 and isinstance(atom, exp.GTE))


def _asks(side: exp.Expr, slow: frozenset[str]) -> bool:
    """Tell whether the side needs a signal: one that does not may hold from the first sign of a person."""
    least = [atom for atom in _atoms(side) if _is_least(atom) and not _said(atom) <= slow]
    return any(_number(atom) > 0 or (isinstance(atom, exp.GT) and _number(atom) == 0) for atom in least)


def _atoms(side: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(side, exp.Paren):
        yield from _atoms(side.this)
    elif isinstance(side, exp.And):
        yield from (*_atoms(side.left), *_atoms(side.right))
    else:
        yield side


def _is_least(atom: exp.Expr) -> bool:
    """Tell whether the comparison asks a name to be at least (or more than) a number."""
    number = isinstance(atom.args.get("expression"), exp.Literal) and not atom.args["expression"].is_string
    return isinstance(atom, exp.GTE | exp.GT) and isinstance(atom.this, exp.Column) and number


def _number(atom: exp.Expr) -> float:
    return float(atom.expression.name)


def _said(tree: exp.Expr) -> set[str]:
    return {column.name for column in tree.find_all(exp.Column)}
