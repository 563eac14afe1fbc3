"""The facts of many rows at once: columns in, one list of facts for each entry of a mapping out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import NamedTuple

from tripact.connect.tablefile.bodies import Field, bodies
from tripact.connect.tablefile.filters import Filter
from tripact.connect.tablefile.instants import TimeReader
from tripact.connect.tablefile.mapping import FactMapping
from tripact.connect.tablefile.rows import Converter, Problem, Rows
from tripact.connect.tablefile.values import Origin
from tripact.ledger.facts import Fact

SUBJECTS = ("person", "account", "deal")
ABOUT_NOBODY = frozenset({"spend", "coverage", "void"})
"""Kinds of fact that need no person, account or deal."""

FactColumn = list[Fact | None]
"""One place for each row: its fact, or None."""

_ALONE = {"move": ("person", "deal")}
"""Kinds of fact that speak of these subjects only."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Case = tuple[str | None, ...]

# What Fact(*fields) would make, without a call into Python for each of millions.
_make = partial(tuple.__new__, Fact)


class Built(NamedTuple):
    """The fact columns of some rows, and the rows that cannot give their facts."""

    columns: list[FactColumn]
    bad: dict[int, Problem]


class Content(NamedTuple):
    """What the facts of one column say.

    Attributes:
        name: What is added to the id, for one of several facts of a row.
        public: The fields of the body.
        private: The fields of the payload that can be forgotten.
        needed: The field without which there is no such fact.
        when: When it happened; the empty date of a wide table is no fact.
        gives: The field whose empty value is no fact.
    """

    name: str | None
    public: dict[str, Converter]
    private: dict[str, Converter]
    needed: str | None
    when: TimeReader
    gives: str | None = None


class _Envelope(NamedTuple):
    """What all facts of a row share."""

    ids: Sequence[object]
    subjects: list[Iterable[object]]
    actors: Iterable[object]


@dataclass
class FactPlan:
    """One entry of a table's ``facts``, ready to be applied; it remembers cases across batches."""

    mapping: FactMapping
    source: str
    identity: Origin
    about: dict[str, Converter]
    contents: list[Content]
    chooses: Filter | None
    _before: list[dict[Case, str]] = field(default_factory=list)

    def build(self, rows: Rows) -> Built:
        """Return the facts of rows, aligned to them, and the rows that cannot give them."""
        if self.chooses is None:
            return self._build(rows)
        mask = self.chooses(rows)
        built = self._build(rows.take(mask))
        places = [at for at, passes in enumerate(mask) if passes]
        columns = [_put_back(facts, places, len(rows)) for facts in built.columns]
        return Built(columns, {places[at]: problem for at, problem in built.bad.items()})

    def changes(self, columns: list[FactColumn], rows: Rows) -> list[FactColumn]:
        """Return only the facts that differ from the fact before them in the same case."""
        if not self.mapping.changed_within:
            return columns
        cases = list(zip(*map(rows.text, self.mapping.changed_within), strict=True))
        self._before = self._before or [{} for _ in columns]
        return [_changed(facts, cases, before) for facts, before in zip(columns, self._before, strict=True)]

    def _build(self, rows: Rows) -> Built:
        bad: dict[int, Problem] = {}
        envelope = self._envelope(rows, bad)
        return Built([self._facts(content, envelope, rows, bad) for content in self.contents], bad)

    def _envelope(self, rows: Rows, bad: dict[int, Problem]) -> _Envelope:
        ids = self.identity(rows)
        _demand(ids, Problem("id", None, f"a part of the id '{self.mapping.id}' is empty"), bad)
        about = {name: _values(convert, rows, bad) for name, convert in self.about.items()}
        if self.mapping.kind not in ABOUT_NOBODY:
            self._demand_somebody(about, rows, bad)
        for name, values in (("id", ids), *((each, about[each]) for each in SUBJECTS if each in about)):
            _refuse_control(name, values, bad)
        subjects: list[Iterable[object]] = [about.get(name, repeat(None)) for name in SUBJECTS]
        return _Envelope(ids, subjects, about.get("actor", repeat(None)))

    def _demand_somebody(self, about: dict[str, list[object]], rows: Rows, bad: dict[int, Problem]) -> None:
        possible = possible_subjects(self.mapping.kind)
        problem = Problem("", None, f"there is no {spoken(possible)}")
        _demand(_anybody([about[name] for name in possible if name in about], len(rows)), problem, bad)

    def _facts(self, content: Content, envelope: _Envelope, rows: Rows, bad: dict[int, Problem]) -> FactColumn:
        instants = _values(content.when.instants, rows, bad)
        if not self.mapping.each_date:
            _demand(instants, Problem(content.when.name, None, "there is no date"), bad)
        public = {name: _values(convert, rows, bad) for name, convert in content.public.items()}
        private = {name: _values(convert, rows, bad) for name, convert in content.private.items()}
        if content.needed is not None:
            _demand(public[content.needed], Problem("", None, f"there is no '{content.needed}'"), bad)
        if self.mapping.kind == "link":
            _refuse_control("other", public["other"], bad)
        ids = envelope.ids if content.name is None else [f"{each}/{content.name}" for each in envelope.ids]
        columns = (
            *(repeat(self.source), ids, repeat(self.mapping.kind), *envelope.subjects, instants),
            *(repeat(content.when.precision), repeat(content.when.zone), envelope.actors),
            *(_bodies(public, rows), _payloads(private, rows)),
        )
        made = map(_make, zip(*columns, strict=False))  # what is the same for all is repeated without end
        return _without(list(made), instants, public[content.gives] if content.gives else None)


def possible_subjects(kind: str) -> tuple[str, ...]:
    """Return the subjects of which one at least must be given for a fact of a kind."""
    return _ALONE.get(kind, SUBJECTS)


def spoken(subjects: Sequence[str]) -> str:
    """Return subjects as a sentence names them.

    Example:
        >>> spoken(("person", "account", "deal"))
        'person, account or deal'
    """
    return f"{', '.join(subjects[:-1])} or {subjects[-1]}"


def _values(convert: Converter, rows: Rows, bad: dict[int, Problem]) -> list[object]:
    values, faults = convert(rows)
    for at, problem in faults.items():
        bad.setdefault(at, problem)
    return values


def _demand(values: Sequence[object], problem: Problem, bad: dict[int, Problem]) -> None:
    """Note a problem for the rows that have no value and no other problem yet."""
    if None in values:
        for at, value in enumerate(values):
            if value is None:
                bad.setdefault(at, problem)


def _refuse_control(name: str, ids: Sequence[object], bad: dict[int, Problem]) -> None:
    """Note the rows whose id holds a control character: it would be cut, or look like another."""
    if not _CONTROL.search("".join(each for each in ids if isinstance(each, str))):
        return
    for at, each in enumerate(ids):
        if isinstance(each, str) and (found := _CONTROL.search(each)):
            reason = f"the {name} holds the control character U+{ord(found.group()):04X}"
            bad.setdefault(at, Problem(name, None, reason))


def _anybody(subjects: list[list[object]], size: int) -> Sequence[object]:
    """Return a column that is None where a row has no subject."""
    full = next((column for column in subjects if None not in column), None)
    if full is not None:
        return full
    rows = zip(*subjects, strict=True) if subjects else repeat((), size)
    return [next((each for each in row if each is not None), None) for row in rows]


def _bodies(fields: dict[str, list[object]], rows: Rows) -> Sequence[str]:
    return bodies([Field(name, values) for name, values in fields.items()], len(rows))


def _payloads(fields: dict[str, list[object]], rows: Rows) -> Iterable[str | None]:
    return [None if text == "{}" else text for text in _bodies(fields, rows)] if fields else repeat(None)


def _without(made: list[Fact], *needed: Sequence[object] | None) -> FactColumn:
    """Leave out the facts that have no date or no value."""
    facts: FactColumn = made  # type: ignore[assignment]  # the list is this function's from here on
    for column in needed:
        if column is not None and None in column:
            facts = [None if value is None else fact for fact, value in zip(facts, column, strict=True)]
    return facts


def _put_back(facts: FactColumn, places: list[int], size: int) -> FactColumn:
    """Put the facts of chosen rows back to the places of these rows among all."""
    spread: FactColumn = [None] * size
    for at, fact in zip(places, facts, strict=True):
        spread[at] = fact
    return spread


def _changed(facts: FactColumn, cases: list[Case], before: dict[Case, str]) -> FactColumn:
    kept: FactColumn = []
    for fact, case in zip(facts, cases, strict=True):
        if fact is None or before.get(case) == fact.body:
            kept.append(None)
        else:
            kept.append(fact)
            before[case] = fact.body
    return kept
