"""What a rule may say: an allow-list over the syntax tree, with types.

Everything else is refused, so that a rule means the same on every engine and can be taken apart
clause by clause.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlglot import exp

from tripact.agreement.names import Name, NameType
from tripact.agreement.spelling import suggest

ALLOWED = (
    "Allowed are AND, OR, NOT, = <> < <= > >=, IN (…), BETWEEN … AND …, IS [NOT] NULL, COALESCE, "
    "+ - *, / by a number, numbers, 'texts', TRUE, FALSE, NULL and the declared names."
)
Kind = NameType | Literal["null"] | None
"""The type of an expression; None when a problem in it is already reported."""

_WORDS = {"boolean": "condition", "number": "number", "text": "text"}

_ORDERED = (exp.GT, exp.GTE, exp.LT, exp.LTE)
_EQUAL = (exp.EQ, exp.NEQ)
_SUMS = (exp.Add, exp.Sub, exp.Mul, exp.Div)
_PATTERNS = (exp.Like, exp.ILike, exp.RegexpLike, exp.RegexpILike, exp.SimilarTo, exp.Glob)
_QUERIES = (exp.Query, exp.Exists, exp.All, exp.Any)
_CASTS = (exp.Cast, exp.TryCast, exp.Interval)


class Problem(NamedTuple):
    """One thing wrong with a rule; the column counts from 1."""

    message: str
    hint: str
    column: int


def column_of(node: exp.Expr) -> int:
    """Return the column of the first word of ``node`` that the parser kept a position for."""
    starts = [part.meta["start"] for part in node.walk() if "start" in part.meta]
    return min(starts, default=0) + 1


class Grammar:
    """Checks one tree against the names it may say and collects all problems."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.names = names
        self.problems: list[Problem] = []

    def check(self, tree: exp.Expr) -> list[Problem]:
        """Return all problems of a rule."""
        self._expect(tree, "boolean", "A rule must be true or false")
        return sorted(self.problems, key=lambda problem: problem.column)

    def _kind(self, node: exp.Expr) -> Kind:
        """Return the type of ``node`` and collect what is wrong inside it."""
        match node:
            case exp.And() | exp.Or():
                for part in node.flatten():
                    self._expect(part, "boolean", f"{type(node).__name__.upper()} joins conditions")
                return "boolean"
            case exp.Not():
                self._expect(node.this, "boolean", "NOT turns a condition round")
                return "boolean"
            case exp.Paren():
                return self._kind(node.this)
            case exp.Literal() | exp.Boolean() | exp.Null():
                return self._literal(node)
            case exp.Column():
                return self._column(node)
            case _:
                return self._composed(node)

    def _composed(self, node: exp.Expr) -> Kind:
        if isinstance(node, (*_ORDERED, *_EQUAL)):
            return self._comparison(node)
        if isinstance(node, exp.In):
            return self._membership(node)
        if isinstance(node, exp.Between):
            return self._between(node)
        if isinstance(node, exp.Is):
            return self._null_test(node)
        if isinstance(node, (exp.Neg, *_SUMS)):
            return self._sum(node)
        return self._call(node)

    def _expect(self, node: exp.Expr, wanted: NameType, why: str) -> None:
        kind = self._kind(node)
        if kind not in (wanted, "null", None) or (kind == "null" and wanted == "boolean"):
            self._refuse(node, f"{why}, but '{node.sql()}' is a {kind}.", f"Write a {_WORDS[wanted]} here.")

    def _refuse(self, node: exp.Expr, message: str, hint: str = ALLOWED) -> None:
        self.problems.append(Problem(message, hint, column_of(node)))

    def _literal(self, node: exp.Expr) -> Kind:
        if isinstance(node, exp.Null):
            return "null"
        if isinstance(node, exp.Boolean):
            return "boolean"
        if node.args.get("is_string"):
            return "text"
        number = _number(node)
        if number is None:
            self._refuse(node, f"'{node.name}' is no number.", "Write it as 5, 0.5 or 5e3.")
        elif not math.isfinite(number):
            self._refuse(node, f"The number {node.name} is too large.", "Write a smaller one.")
        return "number"

    def _column(self, node: exp.Column) -> Kind:
        name = node.name
        if node.args.get("table"):
            self._refuse(node, f"'{node.sql()}' has a dot; names stand alone.", suggest(name, _usable(self.names)))
        elif node.this.args.get("quoted"):
            self._refuse(
                node,
                f'"{name}" in double quotes is read as a name.',
                f"Texts stand in single quotes: '{name}'.",
            )
        elif name not in self.names:
            self._refuse(node, f"The name '{name}' is not known.", suggest(name, _usable(self.names)))
        elif self.names[name].refused:
            message = f"'{name}' cannot stand here: {self.names[name].refused}."
            self._refuse(node, message, f"Known are: {', '.join(_usable(self.names))}.")
        else:
            return self.names[name].type
        return None

    def _comparison(self, node: exp.Expr) -> Kind:
        left, right = node.this, node.expression
        kinds = self._kind(left), self._kind(right)
        if isinstance(left, (*_ORDERED, *_EQUAL)):
            self._refuse(node, f"'{node.sql()}' chains comparisons.", "Write 'a < b AND b < c', or BETWEEN.")
        elif None in kinds:
            return "boolean"
        elif "null" in kinds:
            self._refuse(
                node,
                f"'{node.sql()}' compares with NULL, which is never true.",
                "Write IS NULL or IS NOT NULL.",
            )
        elif kinds[0] != kinds[1]:
            message = f"'{node.sql()}' compares a {kinds[0]} with a {kinds[1]}."
            self._refuse(node, message, _mixed_hint(left, right))
        elif isinstance(node, _ORDERED) and kinds[0] != "number":
            self._refuse(node, f"'{node.sql()}' orders {kinds[0]}s; only numbers have an order.", "Use = or IN.")
        else:
            self._listed(left, right)
            self._listed(right, left)
        return "boolean"

    def _listed(self, column: exp.Expr, value: exp.Expr) -> None:
        """Refuse a text that the named attribute can never hold."""
        name = self.names.get(column.name) if isinstance(column, exp.Column) else None
        if name and name.values and isinstance(value, exp.Literal) and value.name not in name.values:
            message = f"'{column.name}' is never '{value.name}'."
            self._refuse(column, message, suggest(value.name, name.values))

    def _membership(self, node: exp.In) -> Kind:
        kind = self._kind(node.this)
        values = node.expressions
        if not values or any(not _is_constant(value) for value in values):
            self._refuse(node, "IN needs a list of plain values.", "Write role IN ('a', 'b').")
            return "boolean"
        for value in values:
            found = self._kind(value)
            if None not in (kind, found) and found != kind:
                self._refuse(
                    node,
                    f"IN compares the {kind} '{node.this.sql()}' with {value.sql()}.",
                    f"List {kind}s only.",
                )
            else:
                self._listed(node.this, value)
        return "boolean"

    def _between(self, node: exp.Between) -> Kind:
        if node.args.get("symmetric") is not None:
            self._refuse(node, "BETWEEN stands alone, without SYMMETRIC or ASYMMETRIC.", "Write BETWEEN low AND high.")
        for part in (node.this, node.args["low"], node.args["high"]):
            self._expect(part, "number", "BETWEEN compares numbers")
        return "boolean"

    def _null_test(self, node: exp.Is) -> Kind:
        kind = self._kind(node.this)
        if not isinstance(node.expression, (exp.Null, exp.Boolean)):
            self._refuse(node, "IS asks for NULL, TRUE or FALSE.", "Compare with = instead.")
        elif isinstance(node.expression, exp.Boolean) and kind not in ("boolean", None):
            self._refuse(node, f"'{node.this.sql()}' is a {kind}, never TRUE or FALSE.", "Compare with = instead.")
        return "boolean"

    def _sum(self, node: exp.Expr) -> Kind:
        if isinstance(node, exp.Neg):
            self._expect(node.this, "number", "The minus sign needs a number")
            return "number"
        self._expect(node.this, "number", "Arithmetic needs numbers")
        self._expect(node.expression, "number", "Arithmetic needs numbers")
        if isinstance(node, exp.Div) and not _is_divisor(node.expression):
            self._refuse(node, f"'{node.sql()}' divides by what may be zero.", "Divide by a number that is not 0 only.")
        return "number"

    def _call(self, node: exp.Expr) -> Kind:
        if isinstance(node, exp.Coalesce):
            kinds = {self._kind(part) for part in (node.this, *node.expressions)} - {"null"}
            if len(kinds) > 1 and None not in kinds:
                self._refuse(node, f"'{node.sql()}' mixes types.", "All values of COALESCE must be of one type.")
            return kinds.pop() if len(kinds) == 1 else None
        if isinstance(node, exp.Anonymous) and isinstance(node.this, exp.Identifier) and node.this.args.get("quoted"):
            self._refuse(node, f'The function "{node.name}" stands in double quotes.', "Write its name without quotes.")
            return None
        known = self.names.get(f"{node.name.lower()}()") if isinstance(node, exp.Anonymous) else None
        if known and [_is_text(part) for part in node.expressions] == [True]:
            return known.type
        if known:
            self._refuse(node, f"'{node.sql()}' needs one text.", f"Write {node.name.lower()}('name').")
        else:
            self._refuse(node, f"{_described(node)} is not allowed in a rule.")
        return None


def _usable(names: Mapping[str, Name]) -> list[str]:
    return sorted(name for name, known in names.items() if not known.refused)


def _mixed_hint(*sides: exp.Expr) -> str:
    number = next((side.name for side in sides if _looks_numeric(side)), None)
    return f"Write {number} without quotes." if number else "Both sides must be of one type."


def _is_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and bool(node.is_string)


def _is_constant(node: exp.Expr) -> bool:
    return isinstance(node.this if isinstance(node, exp.Neg) else node, (exp.Literal, exp.Boolean))


def _is_divisor(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and _number(node) != 0


def _number(node: exp.Expr) -> float | None:
    """Return what a literal says; the parser also takes ``5e`` for a number."""
    try:
        return float(node.name)
    except ValueError:
        return None


def _looks_numeric(node: exp.Expr) -> bool:
    return _is_text(node) and node.name.replace(".", "", 1).lstrip("-").isdigit()


def _described(node: exp.Expr) -> str:
    """Name a construct in words that people know."""
    if isinstance(node, _PATTERNS):
        return "A pattern (LIKE, ILIKE, regular expression)"
    if isinstance(node, _QUERIES):
        return "A query inside a rule"
    if isinstance(node, _CASTS):
        return "A cast or a typed constant"
    if isinstance(node, exp.Anonymous):
        return f"The function {node.name}()"
    if isinstance(node, exp.Func):
        return f"The function {node.sql_name()}()"
    return f"'{node.sql()[:60]}'"
