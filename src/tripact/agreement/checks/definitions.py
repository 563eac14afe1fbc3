"""Each definition has one form, and a gate counts answers that its framework asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import suggest
from tripact.agreement.terms import Definition

Problem = tuple[Path, str, str, str]
"""Where in the definition, the rule, what is wrong, and what to do."""

GATE = re.compile(r"(\d+) of \[([a-z0-9_, ]+)\]")


def check_definitions(agreement: Agreement) -> Iterator[Issue]:
    """Yield definitions that cannot be judged.

    - It has exactly one of ``rule``, ``account``, ``met``, ``requires``.
    - A rule over an account has a window.
    - ``met`` reads ``3 of [a, b, c, d]`` with dimensions of its framework, and asks for no more
      than it lists; or it gives such a gate by framework.
    - Of several gates one is that of its ``framework``, for whoever's segment is unknown; the
      frameworks of the others are those of segments.
    """
    for name, definition in agreement.definitions.items():
        for below, rule, message, hint in _problems(agreement, definition):
            place = agreement.place("definitions", name, *below)
            yield Issue.at(place, rule, f"The definition '{name}' {message}.", hint)


def _problems(agreement: Agreement, definition: Definition) -> Iterator[Problem]:
    forms = [form for form in ("rule", "account", "met", "requires") if getattr(definition, form)]
    if len(forms) != 1:
        given = " and ".join(forms) or "no form"
        yield (), "definition", f"has {given}", "Give one of rule, account, met or requires."
    if definition.account and not definition.within:
        yield (), "definition", "counts usage, but not within which time", "Add 'within: 14 days'."
    for framework, met in definition.gates.items():
        for rule, message, hint in _gate(agreement, framework, met) if framework else ():
            yield ("met", framework), rule, message, hint
    if definition.gates:
        yield from _choice(agreement, definition.framework, definition.gates)


def _choice(agreement: Agreement, own: str | None, gates: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what keeps somebody's framework from being told, and gates that nobody meets."""
    if own is None:
        known = ", ".join(name for name in gates if name) or ", ".join(agreement.qualification)
        yield (), "unknown-framework", "rests on answers, but on no framework", f"Add 'framework:', one of {known}."
    elif own not in gates:
        message = f"rests on the framework '{own}', but is not met by it"
        yield ("framework",), "unknown-framework", message, suggest(own, gates)
    for framework in gates:
        declared = agreement.qualification.get(framework)
        if declared and framework != own and not declared.segments:
            message = f"is met by the framework '{framework}', which no segment has"
            yield ("met", framework), "idle-framework", message, "Say under 'qualification:' whose it is: 'segments:'."


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
