"""The names that a case says: a misspelt one would be found nowhere, and what must not be found would always pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from tripact.agreement.issues import Issue
from tripact.agreement.signals import signal_names
from tripact.agreement.spelling import suggest
from tripact.evaluate.clock_parameters import prohibited, promises
from tripact.evaluate.gate_parameters import reasons
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Subjects, Value
from tripact.service.cases import Case, Expectation
from tripact.service.statements import Statement
from tripact.service.vocabulary import check_words, lacking

VALUES = ("fit", "engagement", "intent")
"""The scores that a case can ask for."""
RULES = (
    "allowed-move", "consent", "definition", "deal-stage", "exit", "field", "form", "future", "lawful-basis", "missing",
    "range", "reason", "subject", "type", "unclaimed", "unknown-action", "unknown-attribute",
    "unknown-clock", "unknown-commitment",
    "unknown-currency", "unknown-direction", "unknown-fact", "unknown-framework", "unknown-handoff", "unknown-key",
    "unknown-milestone", "unknown-movement",
    "unknown-question", "unknown-reason", "unknown-relation", "unknown-stage", "unknown-state", "unknown-value", "wip",
)  # fmt: skip
"""What can refuse a statement."""
_NOTHING_SAID: dict[str, Value] = {"state": "no"}
"""A case takes back the consent of a profile: ``consent: no``."""
CLOCK_STATES = (
    "breached_open", "cancelled", "fulfilled_early", "met", "met_late", "paused", "running", "undecidable",
)  # fmt: skip
PROHIBITION_STATES = ("kept", "lifted", "running", "violated")
ROUND_STATES = ("accepted", "acknowledged", "due", "missing", "resent", "returned", "sent", "void")
DIMENSION_STATES = ("met", "not_met", "stale", "unknown")
"""The states that the verdicts give; the .sql files of commitments, prohibitions, rounds and answers say them."""
Names = Mapping[str, Iterable[str]]
"""What a value can say, by its name."""


def unknown_told(case: Case, statement: Statement) -> list[Refusal]:
    """Return what a fact of a case says that the agreement does not know."""
    words = check_words(case.agreement, statement)
    if statement.kind == "excuse":
        words += lacking(statement.body)
    known = signal_names(case.agreement).union(case.signals)
    said = statement.body.get("signal")
    if statement.kind == "signal" and said is not None and said not in known:
        also = "If it is meant to count nowhere, list it in the file: 'signals: [NAME]'."
        message = f"No clause of the agreement speaks of the signal '{said}'. {suggest(str(said), known)} {also}"
        words.append(Refusal("unknown-signal", message, "signal"))
    return words


def unknown_known(case: Case) -> Iterator[tuple[str, str, Refusal]]:
    """Yield subject, name and fault of everything known from the beginning that the agreement does not know."""
    for subject, values in case.known.items():
        for name, value in values.items():
            said = str(value).lower() if isinstance(value, bool) else str(value)
            body: dict[str, Value] = {"state": said} if name == "consent" else {"name": name, "value": said}
            kind = "consent" if name == "consent" else "attribute"
            if body == _NOTHING_SAID:
                continue
            faults = check_words(case.agreement, Statement(kind, None, Subjects(), None, body))
            yield from ((subject, name, each) for each in faults)


def unknown_expected(case: Case) -> Iterator[Issue]:
    """Yield the names in the expectations of a case that the agreement, or the case, does not know."""
    for expected in case.expects:
        subjects = set(_subjects(case))
        if "of" not in expected.values:
            message = f"It is not said whose '{expected.noun}' is meant."
            yield Issue.at(expected.place, "of", message, f"Write 'of: {min(subjects, default='anna')}'.")
        for name, known in {"of": subjects, **_LISTS[expected.noun](case, expected)}.items():
            said = expected.values.get(name)
            said = str(said) if name == "of" and said is not None else said  # ids may be written as numbers
            if said is not None and said not in known:
                what = "nobody of this case" if name == "of" else f"no {name} that can be found"
                yield Issue.at(expected.place, f"unknown-{name}", f"'{said}' is {what}.", suggest(str(said), known))


def _subjects(case: Case) -> Iterator[str]:
    """Yield everybody and everything that a case tells of."""
    yield from case.known
    for told in (*case.facts, *case.tried):
        yield from (str(told.raw[name]) for name in ("person", "account", "deal", "other") if name in told.raw)


def _stage(case: Case, _expected: Expectation) -> Names:
    stages = case.agreement.stages
    return {"stage": stages, "to": stages, "basis": ("rule", "recorded")}


def _value(_case: Case, _expected: Expectation) -> Names:
    return {"value": VALUES}


def _definition(case: Case, _expected: Expectation) -> Names:
    return {"definition": [name for name, clause in case.agreement.definitions.items() if clause.account]}


def _clock(case: Case, expected: Expectation) -> Names:
    grade = "promise" if expected.noun == "clock" else "aim"
    names = [each.of for each in promises(case.agreement) if each.grade == grade]
    return {expected.noun: names, "state": CLOCK_STATES}


def _prohibition(case: Case, _expected: Expectation) -> Names:
    return {"prohibition": prohibited(case.agreement), "state": PROHIBITION_STATES}


def _recycled(case: Case, _expected: Expectation) -> Names:
    stages = [name for name, clause in case.agreement.stages.items() if clause.kind == "recycle"]
    return {"recycled": stages, "reason": (*reasons(case.agreement).get("recycle", ()), *_reasons_told(case))}


def _handoff(case: Case, expected: Expectation) -> Names:
    handoffs = case.agreement.handoffs
    handoff = handoffs.get(str(expected.values["handoff"]))
    returns = handoff.returns if handoff else ()
    return {"handoff": handoffs, "state": ROUND_STATES, "reason": (*returns, *_reasons_told(case))}


def _qualified(case: Case, expected: Expectation) -> Names:
    frameworks = case.agreement.qualification
    meant = [str(expected.values["framework"])] if "framework" in expected.values else list(frameworks)
    dimensions = [name for each in meant if each in frameworks for name in frameworks[each].dimensions]
    return {"qualified": dimensions, "framework": frameworks, "state": DIMENSION_STATES}


def _refused(_case: Case, _expected: Expectation) -> Names:
    return {"refused": RULES}


def _admitted(_case: Case, _expected: Expectation) -> Names:
    return {"admitted": ("all",)}


def _reasons_told(case: Case) -> Iterator[str]:
    yield from (str(told.raw["reason"]) for told in case.facts if "reason" in told.raw)


_LISTS: dict[str, Callable[[Case, Expectation], Names]] = {
    "stage": _stage,
    "value": _value,
    "definition": _definition,
    "clock": _clock,
    "objective": _clock,
    "prohibition": _prohibition,
    "recycled": _recycled,
    "handoff": _handoff,
    "qualified": _qualified,
    "refused": _refused,
    "admitted": _admitted,
}
