"""Who could ever satisfy a part of the rules, from sums alone: the windows then run over these people only."""

from __future__ import annotations

from collections.abc import Iterable

import sqlglot
from sqlglot import exp

from tripact.agreement.scoring import Count
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.rulebook import relaxed

# A millionth more: engagement is rounded to it.
_ENGAGEMENT = sqlglot.parse_one("sum(case when p.points > 0 then p.points else 0 end) + 0.000001", read="duckdb")


def reach(rule: exp.Expr, counts: dict[str, Count], signals: Iterable[str]) -> exp.Query | None:
    """Return the relation (person) of those who could satisfy a rule; None where its sums leave nobody out.

    Args:
        rule: A condition whose fast values are each asked to be at least a number.
        counts: The counts that it says.
        signals: The signals that lift its values.
    """
    sums = {"engagement": _ENGAGEMENT, **{name: _seen(count) for name, count in counts.items()}}
    enough = relaxed(rule, frozenset(sums))
    if all(float(each.expression.name) <= 1 for each in enough.find_all(exp.GTE, exp.GT)):
        return None
    summed = enough.transform(lambda node: sums[node.name].copy() if isinstance(node, exp.Column) else node)
    query = read_query("reach")
    among = query.find(exp.In)
    assert among is not None
    among.set("expressions", [literal(signal) for signal in signals])
    return bind(query, {"enough": summed})


def _seen(count: Count) -> exp.Expr:
    among = exp.column("signal", "s").isin(*map(literal, count.signals))
    return exp.Sum(this=exp.case().when(among, "1").else_("0"))
