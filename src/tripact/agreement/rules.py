"""Rules: boolean SQL expressions over declared names, as checked trees.

A rule is read once, here. The evaluator inserts the tree into its queries, the explanation takes
it apart clause by clause; nobody evaluates text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlglot import Token, TokenType, exp, parse_one, tokenize
from sqlglot.errors import ParseError, SqlglotError

from tripact.agreement.grammar import ALLOWED, Grammar, Problem
from tripact.agreement.names import Name

LONGEST = 2_000
"""More characters than this in one rule nobody reads aloud."""
DEEPEST = 40
"""Nor more conditions within conditions; clauses side by side are none."""

_TOO_DEEP = Problem("The rule is nested too deeply.", "Use fewer brackets.", 1)
_EXAMPLE = "A rule is a condition such as: fit >= 70 AND role IN ('champion', 'influencer')."


class RuleProblems(ValueError):
    """Everything that is wrong with one rule."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"column {problem.column}: {problem.message}" for problem in problems))
        self.text = text
        self.problems = problems


@dataclass(frozen=True)
class Rule:
    """A checked rule.

    Attributes:
        text: As written.
        tree: The syntax tree, names in small letters. It is shared: copy it before changing it.
        names: The names it says.
    """

    text: str
    tree: exp.Expr
    names: frozenset[str]

    @property
    def clauses(self) -> tuple[Rule, ...]:
        """The conditions that must all hold, each as written."""
        tree = self.tree.unnest()
        if not isinstance(tree, exp.And):
            return (self,)
        return tuple(clause for part in _conjuncts(self.text) for clause in _rule(part, _parse(part)).clauses)


@functools.lru_cache(maxsize=1024)
def _parse(text: str) -> exp.Expr:
    """Return the tree of a rule text; callers must not change it.

    Raises:
        RuleProblems: If the text is no expression.
    """
    _refuse_text(text)
    try:
        _no_comments(text)
        tree: exp.Expr = parse_one(text, read="duckdb", into=exp.Condition)
    except SqlglotError as fault:
        raise RuleProblems(text, [_reworded(text, fault)]) from None
    except RecursionError:
        raise RuleProblems(text, [_TOO_DEEP]) from None
    if _depth(tree) > DEEPEST:
        raise RuleProblems(text, [_TOO_DEEP])
    for name in tree.find_all(exp.Identifier):
        if not name.args.get("quoted"):
            name.set("this", name.name.lower())
    return tree


def _refuse_text(text: str) -> None:
    if not text.strip():
        raise RuleProblems(text, [Problem("The rule is empty.", _EXAMPLE, 1)])
    if len(text) > LONGEST:
        message = f"The rule has {len(text)} characters; {LONGEST} are the most."
        raise RuleProblems(text, [Problem(message, "Say it with fewer clauses.", 1)])
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        raise RuleProblems(text, [Problem("The rule holds a character that cannot be seen.", "Type it anew.", 1)])


def _depth(tree: exp.Expr) -> int:
    """How deeply it is nested; a chain of ANDs or of ORs is one level."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        for child in node.iter_expressions():
            same = isinstance(node, (exp.And, exp.Or)) and type(child) is type(node)
            waiting.append((child, depth if same else depth + 1))
    return deepest


def compile_rule(text: str, names: Mapping[str, Name]) -> Rule:
    """Return the checked rule that ``text`` says over ``names``.

    Raises:
        RuleProblems: With all that is wrong with it.
    """
    tree = _parse(text)
    problems = Grammar(names).check(tree)
    if problems:
        raise RuleProblems(text, problems)
    return _rule(text, tree)


def _rule(text: str, tree: exp.Expr) -> Rule:
    columns = {column.name for column in tree.find_all(exp.Column)}
    functions = {f"{call.name.lower()}()" for call in tree.find_all(exp.Anonymous)}
    return Rule(text, tree, frozenset(columns | functions))


def _no_comments(text: str) -> None:
    for token in tokenize(text, read="duckdb"):
        if token.comments:
            problem = Problem(
                "A rule holds no comments.", "Put the comment into the file, behind a #.", token.start + 1
            )
            raise RuleProblems(text, [problem])
        if token.token_type is TokenType.SEMICOLON:
            raise RuleProblems(text, [Problem("A rule is one condition, without ';'.", ALLOWED, token.start + 1)])


def _reworded(text: str, fault: SqlglotError) -> Problem:
    """Say a syntax error without the parser's own words."""
    found = fault.errors[0] if isinstance(fault, ParseError) and fault.errors else {}
    column = len(found.get("start_context") or "") + 1 if found else 1
    if text.count("'") % 2:
        return Problem(
            "A text is not closed: a single quote is missing.",
            "Texts stand in single quotes: 'inbound'.",
            text.rfind("'") + 1,
        )
    if text.count("(") != text.count(")"):
        return Problem("A bracket is not closed, or closed twice.", "Count ( and ).", column)
    near = f" at '{found['highlight']}'" if found.get("highlight") else ""
    return Problem(f"The rule cannot be read{near}.", f"{_EXAMPLE} {ALLOWED}", column)


def _conjuncts(text: str) -> Iterator[str]:
    """Yield the parts of a conjunction as written, split at its outermost ANDs."""
    tokens = _unwrapped(tokenize(text, read="duckdb"))
    depth, between, start = 0, False, tokens[0].start
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth == 0 and token.token_type is TokenType.BETWEEN:
            between = True
        elif depth == 0 and token.token_type is TokenType.AND:
            if not between:
                yield text[start : token.start].strip()
                start = token.end + 1
            between = False
    yield text[start : tokens[-1].end + 1].strip()


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Leave out brackets around the whole."""
    while tokens[0].token_type is TokenType.L_PAREN and _closes_last(tokens):
        tokens = tokens[1:-1]
    return tokens


def _closes_last(tokens: list[Token]) -> bool:
    depth = 0
    for position, token in enumerate(tokens):
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth == 0:
            return position == len(tokens) - 1
    return False
