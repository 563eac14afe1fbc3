"""Each definition has one form, and a gate counts answers that its framework asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.spelling import suggest
from tripact.agreement.terms import Definition

GATE = re.compile(r"(\d+) of \[([a-z0-9_, ]+)\]")


def check_definitions(agreement: Agreement) -> Iterator[Issue]:
    """Yield definitions that cannot be judged.

    - It has exactly one of ``rule``, ``account``, ``met``, ``requires``.
    - A rule over an account has a window.
    - ``met`` reads ``3 of [a, b, c, d]`` with dimensions of its framework, and asks for no more
      than it lists.
    """
    for name, definition in agreement.definitions.items():
        place = agreement.place("definitions", name)
        for rule, message, hint in _problems(agreement, definition):
            yield Issue.at(place, rule, f"The definition '{name}' {message}.", hint)


def _problems(agreement: Agreement, definition: Definition) -> Iterator[tuple[str, str, str]]:
    forms = [form for form in ("rule", "account", "met", "requires") if getattr(definition, form)]
    if len(forms) != 1:
        given = " and ".join(forms) or "no form"
        yield "definition", f"has {given}", "Give one of rule, account, met or requires."
    if definition.account and not definition.within:
        yield "definition", "counts usage, but not within which time", "Add 'within: 14 days'."
    if definition.met:
        yield from _gate(agreement, definition.framework or "", definition.met)


def _gate(agreement: Agreement, framework: str, met: str) -> Iterator[tuple[str, str, str]]:
    match = GATE.fullmatch(met)
    if framework not in agreement.qualification:
        known = suggest(framework, agreement.qualification)
        yield "unknown-framework", f"rests on the framework '{framework}', which is not declared", known
    elif not match:
        yield "definition", f"is met by '{met}', which cannot be counted", "Write 3 of [a, b, c, d]."
    else:
        listed = [name.strip() for name in match.group(2).split(",")]
        dimensions = agreement.qualification[framework].dimensions
        for name in listed:
            if name not in dimensions:
                yield "unknown-answer", f"counts '{name}', which '{framework}' does not ask", suggest(name, dimensions)
        if int(match.group(1)) > len(listed):
            yield "definition", f"asks for {match.group(1)} of {len(listed)}", "Ask for fewer."
