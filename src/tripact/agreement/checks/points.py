"""The points of fit and engagement can do what the rules ask of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.names import attainable, best_points
from tripact.agreement.rulebook import Written, compiled
from tripact.agreement.rules import Rule
from tripact.agreement.scoring import Fit, FitPoints


def check_points(agreement: Agreement) -> Iterator[Issue]:
    """Yield points that cannot work.

    - Some attribute earns points; else fit is 0 for everybody.
    - A penalty takes points away; else it is a reward.
    - A rule asks for a fit that its own conditions leave reachable: with ``role = 'user'`` the
      points of the other roles are out of reach.
    """
    if not agreement.fit:
        return
    if agreement.fit.attributes and attainable(agreement.fit)[1] <= 0:
        message = "No attribute earns points, so that fit is 0 for everybody."
        yield Issue.at(agreement.place("fit"), "points", message, "Give points to some values.")
    for name, penalty in agreement.fit.penalties.items():
        if max(penalty.points.values) >= 0:
            message = f"The penalty '{name}' takes no points away."
            yield Issue.at(agreement.place("fit", "penalties", name), "points", message, "Write a number below 0.")
    for written, rule in compiled(agreement):
        yield from _out_of_reach(agreement, agreement.fit, written, rule)


def _out_of_reach(agreement: Agreement, fit: Fit, written: Written, rule: Rule) -> Iterator[Issue]:
    wanted = max((least for clause in rule.clauses if (least := _least_fit(clause.tree)) is not None), default=None)
    allowed = {name: values for clause in rule.clauses for name, values in _allowed(clause.tree, fit)}
    best = best_points(fit)
    total = sum(best.values())
    if wanted is None or not allowed or total <= 0:
        return
    left = sum(_best_among(fit.attributes[name], allowed[name]) if name in allowed else best[name] for name in best)
    if 100 * left / total < wanted:
        limits = ", ".join(f"{name} limited to {' or '.join(sorted(values))}" for name, values in allowed.items())
        message = f"The rule asks for fit {wanted:g}, but with {limits} fit reaches {100 * left / total:.1f} at most."
        hint = f"{left:g} of {total:g} points are left; give points to these values, or ask for less."
        yield Issue.at(agreement.place(*written.path), "never-true", message, hint)


def _least_fit(clause: exp.Expr) -> float | None:
    if not isinstance(clause, (exp.GT, exp.GTE)) or not isinstance(clause.this, exp.Column):
        return None
    threshold = clause.expression
    return float(threshold.name) if clause.this.name == "fit" and isinstance(threshold, exp.Literal) else None


def _allowed(clause: exp.Expr, fit: Fit) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the values to which a clause limits an attribute that earns points."""
    subject = clause.this if isinstance(clause, (exp.EQ, exp.In)) else None
    if isinstance(subject, exp.Column) and subject.name in fit.attributes:
        values = clause.expressions if isinstance(clause, exp.In) else [clause.expression]
        if all(isinstance(value, exp.Literal) and value.is_string for value in values):
            yield subject.name, frozenset(value.name for value in values)


def _best_among(points: FitPoints, values: frozenset[str]) -> float:
    earned = [points.points.get(value, points.otherwise) for value in values]
    return max(number for history in earned for number in history.values)
