"""No clause becomes true by mere waiting."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.rulebook import compiled


def check_waiting(agreement: Agreement) -> Iterator[Issue]:
    """Yield clauses over falling values that ask for little of them.

    - ``engagement < 20`` or ``NOT visits_7d >= 1`` becomes true while nothing happens. Rules are
      looked at when something happens, so such a clause takes effect later than it reads.
    """
    falling = {"engagement", "intent", *agreement.counts}
    for written, rule in compiled(agreement):
        for name, text in _waiting(rule.tree, falling, upside_down=False):
            message = f"'{text}' becomes true by mere waiting, because {name} falls with time."
            hint = "A rule is looked at when something happens; the clause takes effect only then."
            yield Issue.at(agreement.place(*written.path), "waiting", message, hint, level="warning")


def _waiting(node: exp.Expr, falling: set[str], *, upside_down: bool) -> Iterator[tuple[str, str]]:
    if isinstance(node, exp.Not):
        yield from _waiting(node.this, falling, upside_down=not upside_down)
    elif isinstance(node, (exp.And, exp.Or)):
        for part in node.flatten():
            yield from _waiting(part, falling, upside_down=upside_down)
    elif isinstance(node, exp.Paren):
        yield from _waiting(node.this, falling, upside_down=upside_down)
    else:
        small = _asks_little(node, upside_down=upside_down)
        for name in sorted(falling & {column.name for column in small.find_all(exp.Column)} if small else ()):
            yield name, node.sql()


def _asks_little(node: exp.Expr, *, upside_down: bool) -> exp.Expr | None:
    """Return the side of a comparison that must be small for it to hold."""
    if isinstance(node, (exp.EQ, exp.Between)) and not upside_down:
        return None  # true at a certain value: rising and falling both lead there
    if isinstance(node, (exp.LT, exp.LTE)):
        return _expr(node.expression if upside_down else node.this)
    if isinstance(node, (exp.GT, exp.GTE)):
        return _expr(node.this if upside_down else node.expression)
    return None


def _expr(side: object) -> exp.Expr | None:
    return side if isinstance(side, exp.Expr) else None
