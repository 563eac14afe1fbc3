"""Names are declared once, and every attribute that is used is declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.names import Name
from tripact.agreement.places import Path
from tripact.agreement.rules import RuleProblems, compile_rule
from tripact.agreement.spelling import suggest

BUILT_IN = frozenset(
    [
        "fit",
        "fit_lower",
        "fit_upper",
        "fit_coverage",
        "fit_points",
        "engagement",
        "intent",
        "intent_at_recycle",
        "engagement_at_recycle",
        "recycle_reason",
    ]
)


def check_declared(agreement: Agreement) -> Iterator[Issue]:
    """Yield attributes and counts whose names do not work.

    - Every attribute that ``fit`` gives points for, and every reporting dimension, is declared.
    - No name is declared twice (as attribute, count and penalty), or is a built-in one.
    - No name is a word of SQL, which a rule could not say.
    """
    for path, name in _used(agreement):
        if name not in agreement.attributes:
            message = f"The attribute '{name}' is not declared."
            hint = f"Declare it under 'attributes:'. {suggest(name, agreement.attributes)}"
            yield Issue.at(agreement.place(*path), "undeclared-attribute", message, hint)
    yield from _clashes(agreement)


def _used(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    for name in agreement.fit.attributes if agreement.fit else ():
        yield ("fit", name), name
    for name in agreement.reporting.dimensions:
        yield ("reporting", "dimensions"), name


def _declared(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    yield from ((("attributes", name), name) for name in agreement.attributes)
    yield from ((("fit", "penalties", name), name) for name in (agreement.fit.penalties if agreement.fit else ()))
    yield from ((("counts", name), name) for name in agreement.counts)


def _clashes(agreement: Agreement) -> Iterator[Issue]:
    seen: Counter[str] = Counter()
    for path, name in _declared(agreement):
        seen[name] += 1
        if name in BUILT_IN:
            message = f"'{name}' is a name that the product gives itself."
        elif not _sayable(name):
            message = f"'{name}' is a word of SQL, so that no rule can say it."
        elif seen[name] > 1 and not _is_penalty_flag(agreement, name):
            message = f"'{name}' is declared twice."
        else:
            continue
        yield Issue.at(agreement.place(*path), "name-clash", message, "Take another name.")


def _is_penalty_flag(agreement: Agreement, name: str) -> bool:
    """A penalty may be declared as a boolean attribute, to say what it means."""
    attribute = agreement.attributes.get(name)
    return attribute is not None and attribute.type == "boolean" and name not in agreement.counts


def _sayable(name: str) -> bool:
    try:
        return isinstance(compile_rule(name, {name: Name("boolean", "")}).tree, exp.Column)
    except RuleProblems:
        return False
