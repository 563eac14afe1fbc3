"""What a rule's form already decides: conditions that always or never hold, whatever the facts.

The answer "never" is certain; a condition that is not found out may still be one. Unknown values
are left aside, because a rule over them is not met in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from tripact.agreement.atoms import exclusive
from tripact.agreement.names import Name
from tripact.agreement.ranges import OPPOSITE, can_compare, range_of
from tripact.agreement.rules import Rule


@dataclass(frozen=True)
class Finding:
    """A part of a rule that its form decides.

    Attributes:
        verdict: Whether it always or never holds.
        text: The part.
        reasons: The ranges that decide it, in words.
    """

    verdict: Literal["always", "never"]
    text: str
    reasons: str


def findings(rule: Rule, names: Mapping[str, Name]) -> Iterator[Finding]:
    """Yield the largest parts of a rule that always or never hold."""
    yield from _decided(rule.tree, names)


def _decided(node: exp.Expr, names: Mapping[str, Name]) -> Iterator[Finding]:
    outcomes = possible(node, names)
    if len(outcomes) == 1:
        yield Finding("always" if True in outcomes else "never", node.sql(), _reasons(node, names))
    elif isinstance(node, (exp.And, exp.Or)):
        for part in node.flatten():
            yield from _decided(part, names)
    elif isinstance(node, (exp.Paren, exp.Not)):
        yield from _decided(node.this, names)


def _reasons(node: exp.Expr, names: Mapping[str, Name]) -> str:
    said = sorted({column.name for column in node.find_all(exp.Column)})
    ranges = (_range_text(name, names[name]) for name in said if name in names)
    return "; ".join(text for text in ranges if text)


def _range_text(said: str, name: Name) -> str:
    if name.low is not None and name.high is not None:
        return f"{said} lies between {name.low:g} and {name.high:g}"
    return f"{said} is at least {name.low:g}" if name.low is not None else ""


def possible(node: exp.Expr, names: Mapping[str, Name]) -> frozenset[bool]:
    """Return the truth values that ``node`` can have."""
    match node:
        case exp.Paren():
            return possible(node.this, names)
        case exp.Not():
            return frozenset(not outcome for outcome in possible(node.this, names))
        case exp.Boolean():
            return frozenset({bool(node.this)})
        case exp.And():
            return _joined(node, names, decisive=False)
        case exp.Or():
            return _joined(node, names, decisive=True)
        case _:
            return _compared(node, names)


def _joined(node: exp.Expr, names: Mapping[str, Name], *, decisive: bool) -> frozenset[bool]:
    """AND is decided by one false part, OR by one true part, and both by parts that exclude each other."""
    parts = [possible(part, names) for part in node.flatten()]
    if frozenset({decisive}) in parts or exclusive(node, names, wanted=not decisive):
        return frozenset({decisive})
    if all(part == frozenset({not decisive}) for part in parts):
        return frozenset({not decisive})
    return frozenset({True, False})


def _compared(node: exp.Expr, names: Mapping[str, Name]) -> frozenset[bool]:
    if isinstance(node, exp.Between):
        low, high = range_of(node.args["low"], names), range_of(node.args["high"], names)
        subject = range_of(node.this, names)
        can = subject[1] >= low[0] and subject[0] <= high[1]
        can_not = subject[0] < low[1] or subject[1] > high[0]
        return _outcomes(can=can, can_not=can_not)
    compare = type(node)
    if compare not in OPPOSITE or not (_numeric(node.this, names) and _numeric(node.expression, names)):
        return frozenset({True, False})
    left, right = range_of(node.this, names), range_of(node.expression, names)
    return _outcomes(can=can_compare(compare, left, right), can_not=can_compare(OPPOSITE[compare], left, right))


def _outcomes(*, can: bool, can_not: bool) -> frozenset[bool]:
    return frozenset(outcome for outcome, open_ in ((True, can), (False, can_not)) if open_)


def _numeric(node: exp.Expr, names: Mapping[str, Name]) -> bool:
    if isinstance(node, exp.Column):
        return node.name in names and names[node.name].type == "number"
    return not (isinstance(node, (exp.Boolean, exp.Null)) or (isinstance(node, exp.Literal) and node.is_string))
