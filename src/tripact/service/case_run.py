"""Run cases: each among its own subjects and owners, judged by its own agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.places import Place
from tripact.errors import TripactError
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.facts import Moment as When
from tripact.service.case_findings import NOUNS, Court, Finding, Tried
from tripact.service.case_names import VALUES, unknown_told
from tripact.service.cases import Case, Expectation, Told
from tripact.service.objections import Objections
from tripact.service.statements import Statement, read_statement
from tripact.service.vocabulary import check_words
from tripact.worktime.dated import END
from tripact.worktime.instant import midnight, parse, show

_KINDS = {"person": 0, "account": 1, "deal": 2}
Recorded = tuple[int, Fact]
"""When a fact became known, and the fact."""
Scratch = Callable[[Sequence[Recorded]], AbstractContextManager[Engine]]
"""Gives an engine over a ledger that holds these facts and is thrown away afterwards."""


@dataclass(frozen=True)
class Outcome:
    """How a case ended: it passed if there are no faults."""

    case: Case
    faults: tuple[str, ...]


class Prepared(NamedTuple):
    """A case with its facts; ``faults`` are statements that cannot be read."""

    case: Case
    prefix: str
    recorded: tuple[Recorded, ...]
    moment: Moment
    faults: tuple[str, ...]


def run_cases(cases: Sequence[Case], scratch: Scratch) -> list[Outcome]:
    """Return how each case ended, in order."""
    prepared = [_prepared(case, f"{number}/") for number, case in enumerate(cases)]
    faults: dict[str, tuple[str, ...]] = {}
    for ledger in _ledgers(prepared):
        facts = sorted((each for one in ledger for each in one.recorded), key=lambda each: each[0])
        groups: dict[tuple[str, Moment], list[Prepared]] = {}
        for each in ledger:
            groups.setdefault((each.case.agreement.digest, each.moment), []).append(each)
        with scratch(facts) as engine:
            for together in groups.values():
                faults |= _judged(engine, together)
    return [Outcome(each.case, (*each.faults, *faults[each.prefix])) for each in prepared]


def _ledgers(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the cases that share a ledger: those that name no owner.

    Subjects are told apart by the prefix of their case. An owner is known by the name that the agreement says, and
    a limit counts all the deals of an owner; so who names one has a ledger of their own.
    """
    shared = [each for each in prepared if not _names_owner(each)]
    if shared:
        yield shared
    yield from ([each] for each in prepared if _names_owner(each))


def _names_owner(one: Prepared) -> bool:
    case = one.case
    said = (told.raw for told in (*case.facts, *case.tried))
    return any("owner" in each for each in case.known.values()) or any(
        "owner" in raw or raw.get("name") == "owner" for raw in said
    )


def _judged(engine: Engine, together: Sequence[Prepared]) -> dict[str, tuple[str, ...]]:
    agreement, moment = together[0].case.agreement, together[0].moment
    nouns = dict.fromkeys(each.noun for one in together for each in one.case.expects)
    prefixes = tuple(one.prefix for one in together)
    mine = [(key, kind) for key, kind, name in _subjects(engine) if name.startswith(prefixes)]
    keys, people = tuple(key for key, _ in mine), tuple(key for key, kind in mine if kind == "person")
    names = VALUES if "value" in nouns else ()
    evaluation = Evaluation(agreement, engine, moment, Scope(only=keys, read=people if names else (), names=names))
    try:
        tried = [each for one in together for each in _tried(one, agreement, engine)]
        court = Court(evaluation, Clocks(evaluation), {key: name for key, _, name in _subjects(engine)}, tried)
        found = {noun: list(NOUNS[noun].find(court)) for noun in nouns}
        return {one.prefix: tuple(_faults(one, found)) for one in together}
    except TripactError as refused:
        return dict.fromkeys(prefixes, (str(refused),))
    finally:
        evaluation.close()


def _subjects(engine: Engine) -> list[tuple[int, str, str]]:
    rows = engine.rows(exp.select("key", "kind", "id").from_("ledger.subjects"))
    return [(int(str(key)), str(kind), str(name)) for key, kind, name in rows]


def _tried(one: Prepared, agreement: Agreement, engine: Engine) -> Iterator[Tried]:
    """Yield whose statement was tried, and what the agreement holds against it; what cannot be read is refused, too."""
    objections = Objections(agreement, engine, END)
    for told in one.case.tried:
        statement, refused = _statement(told, agreement.zone, one.prefix)
        words = check_words(agreement, statement) if statement else []
        found: Sequence[Refusal] = (*refused, *words)
        if statement is not None and not found:
            when = statement.when or When(one.moment.as_of)
            fact = make_fact(statement.kind, ("case", "tried"), statement.about, when, statement.body)
            found = objections.refusals(statement, fact)
        yield f"{one.prefix}{next((told.raw[kind] for kind in _KINDS if kind in told.raw), '')}", found


def _statement(told: Told, zone: str, prefix: str) -> tuple[Statement | None, list[Refusal]]:
    raw = {key: _own(prefix, value) if key in _PREFIXED else value for key, value in told.raw.items()}
    statement, refused = read_statement(told.kind, raw, zone, END)
    # a case says when, and never 'occurred_at'
    return statement, [each._replace(message=each.message.replace("'occurred_at'", "'when'")) for each in refused]


def _own(prefix: str, name: object) -> object:
    """Return a name as one of the case; what is none is left to be refused."""
    return f"{prefix}{name}" if isinstance(name, str | int | float) and str(name).strip() else name


def _prepared(case: Case, prefix: str) -> Prepared:
    faults, recorded = list[str](), list(_known(case, prefix))
    by_id: dict[str, Fact] = {}
    for number, told in enumerate(case.facts):
        fact = _fact(case, told, f"{prefix}fact {number}", prefix)
        if isinstance(fact, str):
            faults.append(fact)
        elif by_id.setdefault(fact.source_id, fact) != fact:
            name = fact.source_id.removeprefix(prefix)
            faults.append(f"{told.place}: The id '{name}' stands for another fact of this case. Give each its own.")
        else:
            known = _moment(told.recorded, fact.occurred_at, case, told.place, faults)
            recorded.append((known, fact))
    last = max((max(known, fact.occurred_at) for known, fact in recorded), default=0)
    as_of = _moment(case.as_of, last, case, case.place, faults)
    known_at = _moment(case.known_at, END, case, case.place, faults)
    return Prepared(case, prefix, tuple(recorded), Moment(as_of, known_at), tuple(faults))


def _moment(text: str | None, otherwise: int, case: Case, place: Place, faults: list[str]) -> int:
    """Return the instant that a case writes; what is wrong with it is added to the faults."""
    try:
        return otherwise if text is None else parse(text, case.agreement.zone)
    except TripactError as bad:
        faults.append(f"{place}: {bad.message} {bad.hint}")
        return otherwise


def _known(case: Case, prefix: str) -> Iterator[Recorded]:
    """Yield what holds from the beginning, attributes and consent, as stated on the first day of the agreement."""
    start = midnight(case.agreement.effective, case.agreement.zone)
    for subject, values in case.known.items():
        about = Subjects(**{_kind_of(case, subject): prefix + subject})
        for name, value in values.items():
            said = str(value).lower() if isinstance(value, bool) else str(value)
            kind = "consent" if name == "consent" else "attribute"
            body: dict[str, Any] = {"state": said} if kind == "consent" else {"name": name, "value": said}
            yield start, make_fact(kind, ("case", f"{prefix}known {subject} {name}"), about, When(start), body)


def _kind_of(case: Case, subject: str) -> str:
    """Return whether a subject is told of as a person, an account or a deal; a person if it is not told of."""
    for told in case.facts:
        for kind in _KINDS:
            if str(told.raw.get(kind)) == subject:
                return kind
        if told.kind == "link" and str(told.raw.get("other")) == subject:
            return "person" if told.raw.get("relation") == "converted" else "account"
    return "person"


def _fact(case: Case, told: Told, number: str, prefix: str) -> Fact | str:
    """Return the fact that is told, among the subjects of its case; or what is wrong with it."""
    statement, refused = _statement(told, case.agreement.zone, prefix)
    if statement is not None:
        refused = [*refused, *unknown_told(case, statement)]
    if statement is None or refused:
        return f"{told.place}: {' '.join(each.message for each in refused)}"
    if statement.when is None:
        return f"{told.place}: Say when it happened: 'when: 2026-03-02 10:00'."
    return make_fact(statement.kind, ("case", statement.id or number), statement.about, statement.when, statement.body)


_PREFIXED = ("id", "voided_id", "other", *_KINDS)
"""Fields that name a subject or a fact: each case has its own."""


def _faults(one: Prepared, found: dict[str, list[Finding]]) -> Iterator[str]:
    zone = one.case.agreement.zone
    for expected in one.case.expects:
        of = f"{one.prefix}{expected.values.get('of', '')}"
        mine = [each for each in found[expected.noun] if each["of"] == of]
        try:
            wanted = _wanted(expected, zone)
        except TripactError as bad:
            yield f"{expected.place}: {bad.message} {bad.hint}"
            continue
        holds = any(all(_same(each[name], value) for name, value in wanted.items()) for each in mine)
        if holds is expected.none:
            yield f"{expected.place}: {_said(expected)}; {_instead(expected, mine, zone)}"


def _wanted(expected: Expectation, zone: str) -> dict[str, object]:
    instants = NOUNS[expected.noun].instants
    values = {name: value for name, value in expected.values.items() if name != "of"}
    return {
        name: parse(str(value), zone) if name in instants and value is not None else value
        for name, value in values.items()
    }


def _same(found: object, wanted: object) -> bool:
    """Whether a value is as expected; a number to as many decimals as are written."""
    if isinstance(wanted, float | int) and not isinstance(wanted, bool) and isinstance(found, float | int):
        decimals = len(str(wanted).partition(".")[2])
        return round(float(found), decimals) == wanted
    return found == wanted


def _said(expected: Expectation) -> str:
    values = ", ".join(f"{name} {value}" for name, value in expected.values.items())
    return f"expected {'no ' if expected.none else ''}{values}"


def _instead(expected: Expectation, mine: Iterable[Finding], zone: str) -> str:
    """Say what there is of the same name, else of the same noun."""
    listed = list(mine)
    same = [each for each in listed if each[expected.noun] == expected.values[expected.noun]]
    shown = [_shown(each, expected.noun, zone) for each in (same or listed)]
    return f"found {' | '.join(shown[:4])}" if shown else f"found no {expected.noun}"


def _shown(finding: Finding, noun: str, zone: str) -> str:
    instants = NOUNS[noun].instants
    values = {name: value for name, value in finding.items() if value is not None and name != "of"}
    texts = (f"{name} {show(value, zone) if name in instants else value}" for name, value in values.items())
    return ", ".join(texts)
