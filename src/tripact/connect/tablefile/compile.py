"""Fact mappings, compiled to functions that make the facts of many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import NamedTuple

from tripact.connect.tablefile.bodies import Field, bodies
from tripact.connect.tablefile.filters import Filter, compile_where
from tripact.connect.tablefile.instants import Moments, TimeReader, assumed_time, compile_time
from tripact.connect.tablefile.mapping import FactMapping, Mapping, Subject, Table, Value
from tripact.connect.tablefile.rows import Converter, Problem, Rows
from tripact.connect.tablefile.templates import parse_template
from tripact.connect.tablefile.values import Origin, compile_template, compile_value
from tripact.ledger.facts import Fact
from tripact.ledger.kinds import ColumnType, columns, personal_fields, required_field

ABOUT_NOBODY = frozenset({"spend", "coverage", "void"})
"""Kinds of fact that need no person, account or deal."""

_SUBJECTS = ("person", "account", "deal")
_NEEDED = {"link": "other", "deal": None}
_make = partial(tuple.__new__, Fact)


class Built(NamedTuple):
    """The facts of some rows: a list per fact column, as long as the rows, None for no fact."""

    columns: list[list[Fact | None]]
    bad: dict[int, Problem]


class Content(NamedTuple):
    """The body of one fact column: its fields, and the name that its id and first field get."""

    name: str | None
    fields: dict[str, Converter]
    when: TimeReader | None
    present: str | None = None


@dataclass
class FactPlan:
    """One entry of a table's ``facts``, ready to be applied."""

    mapping: FactMapping
    source: str
    identity: Origin
    about: dict[str, Converter]
    when: TimeReader
    contents: list[Content]
    chooses: Filter | None
    _before: list[dict[tuple[str | None, ...], str]] = field(default_factory=list)

    def build(self, rows: Rows) -> Built:
        """Return the facts of rows, aligned to them, and the rows that cannot give them."""
        if self.chooses is None:
            return self._build(rows)
        mask = self.chooses(rows)
        built = self._build(rows.take(mask))
        places = [at for at, passes in enumerate(mask) if passes]
        spread = [_spread(facts, places, len(rows)) for facts in built.columns]
        return Built(spread, {places[at]: problem for at, problem in built.bad.items()})

    def changes(self, facts: list[list[Fact | None]], rows: Rows) -> list[list[Fact | None]]:
        """Return only the facts that differ from the fact before them in the same case."""
        if not self.mapping.changed_within:
            return facts
        cases = list(zip(*map(rows.text, self.mapping.changed_within), strict=True))
        self._before = self._before or [{} for _ in facts]
        return [_changed(column, cases, before) for column, before in zip(facts, self._before, strict=True)]

    def _build(self, rows: Rows) -> Built:
        bad: dict[int, Problem] = {}
        ids = self.identity(rows)
        _demand(ids, Problem("id", None, f"a part of the id '{self.mapping.id}' is empty"), bad)
        about = {name: _values(convert, rows, bad) for name, convert in self.about.items()}
        if self.mapping.kind not in ABOUT_NOBODY:
            _demand_subject([about[name] for name in _SUBJECTS if name in about], bad)
        who = [about.get(name, repeat(None)) for name in (*_SUBJECTS, "actor")]
        shared = None if self.mapping.each_date else self._when(self.when, rows, bad, needed=True)
        made = []
        for content in self.contents:
            own = shared or self._when(content.when or self.when, rows, bad, needed=False)
            texts, secrets, gone = self._bodies(content, rows, bad)
            named = ids if content.name is None else [f"{each}/{content.name}" for each in ids]
            envelope = (repeat(self.source), named, repeat(self.mapping.kind), *who[:3])
            moment = (own.instants, own.precisions, own.zones)
            facts = list(map(_make, zip(*envelope, *moment, who[3], texts, secrets)))  # noqa: B905 - repeats have no end
            made.append(_without(facts, own.instants, gone))
        return Built(made, bad)

    def _when(self, reader: TimeReader, rows: Rows, bad: dict[int, Problem], *, needed: bool) -> Moments:
        moments = reader.read(rows)
        bad.update(moments.bad)
        if needed:
            _demand(moments.instants, Problem(reader.name, None, "there is no date"), bad)
        return moments

    def _bodies(
        self, content: Content, rows: Rows, bad: dict[int, Problem]
    ) -> tuple[Sequence[str], Iterable[str | None], Sequence[object] | None]:
        kind = self.mapping.kind
        values = {name: _values(convert, rows, bad) for name, convert in content.fields.items()}
        needed = _NEEDED.get(kind, required_field(kind))
        if needed in values and needed != content.present:
            _demand(values[needed], Problem(needed, None, f"the field '{needed}' is empty"), bad)
        private = set(personal_fields(kind))
        public = [Field(name, column) for name, column in values.items() if name not in private]
        secret = [Field(name, column) for name, column in values.items() if name in private]
        texts = bodies(public, len(rows))
        kept = [None if text == "{}" else text for text in bodies(secret, len(rows))] if secret else repeat(None)
        return texts, kept, values[content.present] if content.present else None


def compile_fact(fact: FactMapping, table: Table, mapping: Mapping) -> FactPlan:
    """Return the plan of one fact mapping; what the table says holds where the fact is silent."""
    zone = mapping.zone
    about = {name: _said(name, fact, table) for name in (*_SUBJECTS, "actor")}
    return FactPlan(
        mapping=fact,
        source=mapping.source,
        identity=compile_template(parse_template(fact.id)),
        about={name: compile_value(value, zone) for name, value in about.items() if isinstance(value, Value)},
        when=_time(fact, table, mapping),
        contents=_contents(fact, mapping, undated=is_undated(fact, table)),
        chooses=compile_where(fact.where),
    )


def is_undated(fact: FactMapping, table: Table) -> bool:
    """Tell whether the facts have no date in the table."""
    return not fact.each_date and _said("occurred_at", fact, table) is None


def _said(name: str, fact: FactMapping, table: Table) -> object:
    said: Subject = fact if name in fact.model_fields_set else table
    return getattr(said, name)


def _time(fact: FactMapping, table: Table, mapping: Mapping) -> TimeReader:
    when = _said("occurred_at", fact, table)
    if when is None or fact.each_date:
        return assumed_time(mapping.undated, mapping.zone)
    return compile_time(when, mapping.zone)  # type: ignore[arg-type]


def _contents(fact: FactMapping, mapping: Mapping, *, undated: bool) -> list[Content]:
    types: dict[str, ColumnType] = columns(fact.kind)
    own = {name: compile_value(value, mapping.zone, types.get(name, "text")) for name, value in fact.set.items()}
    if undated and fact.kind == "move":
        own["assumed_date"] = compile_value(Value(constant=True), mapping.zone, "boolean")
    if not fact.each and not fact.each_date:
        return [Content(None, own, None)]
    first = required_field(fact.kind)
    named = {name: compile_value(Value(constant=name), mapping.zone) for name in (*fact.each, *fact.each_date)}
    valued = [
        Content(name, {**own, first: named[name], "value": compile_value(value, mapping.zone)}, None, "value")
        for name, value in fact.each.items()
    ]
    dated = [
        Content(name, {**own, first: named[name]}, compile_time(when, mapping.zone))
        for name, when in fact.each_date.items()
    ]
    return valued + dated


def _values(convert: Converter, rows: Rows, bad: dict[int, Problem]) -> list[object]:
    converted = convert(rows)
    bad.update(converted.bad)
    return converted.values


def _demand(values: Sequence[object], problem: Problem, bad: dict[int, Problem]) -> None:
    """Note a problem for the rows that have no value and no other problem yet."""
    if None in values:
        for at, value in enumerate(values):
            if value is None:
                bad.setdefault(at, problem)


def _demand_subject(subjects: Sequence[Sequence[object]], bad: dict[int, Problem]) -> None:
    if all(None in column for column in subjects):
        anybody = [next((each for each in row if each is not None), None) for row in zip(*subjects, strict=True)]
        _demand(anybody, Problem("person, account, deal", None, "it speaks of nobody"), bad)


def _without(facts: list[Fact], instants: Sequence[int | None], values: Sequence[object] | None) -> list[Fact | None]:
    """Leave out the facts that have no date or no value."""
    kept: list[Fact | None] = list(facts)
    for column in (instants, values):
        if column is not None and None in column:
            kept = [None if value is None else fact for fact, value in zip(kept, column, strict=True)]
    return kept


def _spread(facts: list[Fact | None], places: list[int], size: int) -> list[Fact | None]:
    """Put the facts of chosen rows back to the places of these rows among all."""
    spread: list[Fact | None] = [None] * size
    for at, fact in zip(places, facts, strict=True):
        spread[at] = fact
    return spread


def _changed(
    facts: list[Fact | None], cases: list[tuple[str | None, ...]], before: dict[tuple[str | None, ...], str]
) -> list[Fact | None]:
    kept: list[Fact | None] = []
    for fact, case in zip(facts, cases, strict=True):
        changed = fact is not None and before.get(case) != fact.body
        kept.append(fact if changed else None)
        if changed and fact is not None:
            before[case] = fact.body
    return kept
