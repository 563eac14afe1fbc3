"""The page of what ``tripact check`` finds, from the checks' own texts and the examples of tests/broken."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.reference.tables import sentence, table
from tripact import agreement as package
from tripact.agreement.checks import DEFAULT_CHECKS, check_agreement
from tripact.agreement.issues import Issue
from tripact.agreement.load import load_agreement

HEAD = """# What `tripact check` finds

Every problem at once, as `file:line: level [rule] message what to do`; `--json` gives the same parts. An **error**
stops the agreement from being used (exit code 3), a **warning** does not, **future** will be an error in a later
release.

"""
ROOT = Path(__file__).parents[2]
_SAYS_RULE = {"at": 1, "fault": 1}
"""Calls that name a rule, and the place of its argument."""


def checks_page() -> str:
    """Return the page."""
    found = examples()
    rows = [(f"`{rule}`", *_example(found.get(rule))) for rule in sorted(rules())]
    return HEAD + table(("rule", "level", "for example"), rows) + "\n## What is looked at\n\n" + "\n".join(_looked_at())


@cache
def rules() -> set[str]:
    """The names of all rules: as the code says them, and as the broken agreements bring them up."""
    files = sorted(Path(str(package.__file__)).parent.rglob("*.py"))
    return {rule for file in files for rule in _said(ast.parse(file.read_text(encoding="utf-8")))} | set(examples())


@cache
def examples() -> dict[str, Issue]:
    """For each rule one issue that the broken agreements bring up."""
    issues: dict[str, Issue] = {}
    for file in sorted((ROOT / "tests" / "broken").glob("*.yaml")):
        for issue in check_agreement(load_agreement(file)):
            issues.setdefault(issue.rule, issue)
    return issues


def _said(tree: ast.Module) -> Iterator[str]:
    yields = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SAYS_RULE:
            rule = node.args[_SAYS_RULE[node.func.attr]] if len(node.args) > 1 else None
            yields = yields or isinstance(rule, ast.Name)
            yield from _constant(rule)
    for node in ast.walk(tree):
        if yields and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            yield from _constant(node.value.elts[0])


def _constant(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _example(issue: Issue | None) -> tuple[str, str]:
    return (issue.level, sentence(f"{issue.message} {issue.hint}")) if issue else ("", "")


def _looked_at() -> Iterator[str]:
    for check in DEFAULT_CHECKS:
        text = inspect.getdoc(check) or ""
        title = sentence((inspect.getdoc(inspect.getmodule(check)) or "").split("\n\n")[0])
        points = text.partition("\n\n")[2].split("\n- ")
        bullets = [f"- {sentence(point.removeprefix('- '))}\n" for point in points if point.strip()]
        yield f"### {title.rstrip('.')}\n\n{''.join(bullets)}"
