"""Rules can be read, say only declared names, and compare like with like."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.rulebook import rulebook
from tripact.agreement.rules import RuleProblems, compile_rule


def check_rules(agreement: Agreement) -> Iterator[Issue]:
    """Yield every problem of every rule.

    - It is one boolean SQL expression of the allowed kind.
    - It says declared names only; an attribute with listed values is compared with those.
    - It compares numbers with numbers, texts with texts.
    """
    for written in rulebook(agreement):
        try:
            compile_rule(written.text, written.names)
        except RuleProblems as wrong:
            for problem in wrong.problems:
                message = f"{problem.message.rstrip('.')} (column {problem.column} of the rule)."
                yield Issue.at(agreement.place(*written.path), "rule", message, problem.hint)
