"""AND and OR side by side carry brackets."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.rulebook import compiled


def check_precedence(agreement: Agreement) -> Iterator[Issue]:
    """Yield rules whose meaning hangs on AND binding more tightly than OR.

    - ``a AND b OR c`` is read aloud in two ways; ``(a AND b) OR c`` in one.
    """
    for written, rule in compiled(agreement):
        either = next((each for each in rule.tree.find_all(exp.Or) if _mixed(each)), None)
        if either:
            message = f"'{either.sql()}' mixes AND and OR without brackets."
            hint = "AND binds first; write (a AND b) OR c, so that all read the same."
            yield Issue.at(agreement.place(*written.path), "precedence", message, hint, level="warning")


def _mixed(either: exp.Or) -> bool:
    return any(isinstance(part, exp.And) for part in (either.this, either.expression))
