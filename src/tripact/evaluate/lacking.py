"""What would make a clause hold: the nearest change of each value, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sqlglot import exp

_RISING = (exp.GTE, exp.GT)
_FALLING = (exp.LTE, exp.LT)


def lacking(clause: exp.Expr, values: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ways to make a clause hold, each sufficient; conditions of one way are joined by "and".

    Example:
        >>> import sqlglot
        >>> rule = sqlglot.parse_one("engagement >= 50 OR intent >= 2")
        >>> lacking(rule, {"engagement": 42.0, "intent": 0})
        ('engagement +8', 'intent +2')
    """
    clause = clause.unnest()
    if isinstance(clause, exp.Or):
        return (*lacking(clause.left, values), *lacking(clause.right, values))
    if isinstance(clause, exp.And):
        ways = [lacking(side, values) for side in (clause.left, clause.right)]
        both = [way for way in ways if way]
        return (" and ".join(" or ".join(way) for way in both),) if both else ()
    return _needed(clause, values)


def _needed(clause: exp.Expr, values: Mapping[str, object]) -> tuple[str, ...]:
    left, right = clause.args.get("this"), clause.args.get("expression")
    if isinstance(left, exp.Column) and isinstance(right, exp.Literal) and not right.is_string:
        return _distance(clause, values.get(left.name), float(right.this))
    if isinstance(clause, exp.In) and isinstance(left, exp.Column):
        options = ", ".join(str(each.name) for each in clause.expressions)
        return (f"{left.name} one of {options}{_now(values.get(left.name))}",)
    return (clause.sql("duckdb"),)


def _distance(clause: exp.Expr, has: object, bound: float) -> tuple[str, ...]:
    assert isinstance(clause, exp.Binary)
    if not isinstance(has, int | float) or isinstance(has, bool):
        return (f"{clause.sql('duckdb')} ({clause.left.name} is unknown)",)
    gap = bound - has
    if isinstance(clause, _RISING) and (gap > 0 or (gap == 0 and isinstance(clause, exp.GT))):
        return (f"{clause.left.name} +{_amount(gap)}{' and more' if isinstance(clause, exp.GT) else ''}",)
    if isinstance(clause, _FALLING) and gap <= 0:
        return (f"{clause.left.name} -{_amount(-gap)}",)
    return () if isinstance(clause, (*_RISING, *_FALLING)) else (clause.sql("duckdb"),)


def _amount(gap: float) -> str:
    """A whole number, or two decimals rounded up: what is named must suffice."""
    return f"{math.ceil(gap * 100 - 1e-9) / 100:.2f}".rstrip("0").rstrip(".")


def _now(value: object) -> str:
    return " (unknown)" if value is None else f" (now {value})"
