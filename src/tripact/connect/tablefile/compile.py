"""Entries of a mapping, compiled to plans that make the facts of many rows at once."""

from __future__ import annotations

from tripact.connect.tablefile.factplan import ABOUT_NOBODY, SUBJECTS, Content, FactPlan, possible_subjects
from tripact.connect.tablefile.filters import compile_where
from tripact.connect.tablefile.instants import TimeReader, assumed_time, compile_time
from tripact.connect.tablefile.mapping import FactMapping, Mapping, Subject, Table, Time, Value
from tripact.connect.tablefile.rows import Converted, Converter
from tripact.connect.tablefile.sizes import sized
from tripact.connect.tablefile.templates import parse_template
from tripact.connect.tablefile.values import compile_template, compile_value, value_name
from tripact.ledger.kinds import columns, personal_fields, required_field, telling_fields

_NEEDED: dict[str, str | None] = {"link": "other", "deal": None}
"""Fields without which a fact says nothing, where that is not the first field of its kind."""


def compile_fact(fact: FactMapping, table: Table, mapping: Mapping) -> FactPlan:
    """Return the plan of one entry; what the table says holds where the entry is silent."""
    about = {name: _said(name, fact, table) for name in (*SUBJECTS, "actor")}
    return FactPlan(
        mapping=fact,
        source=mapping.source,
        identity=compile_template(parse_template(fact.id)),
        about={
            name: compile_value(value, mapping.local_zone) for name, value in about.items() if isinstance(value, Value)
        },
        contents=_contents(fact, _when(fact, table, mapping), mapping.local_zone, undated=is_undated(fact, table)),
        chooses=compile_where(fact.where),
    )


def needed_field(kind: str) -> str | None:
    """Return the field without which a fact of the kind says nothing."""
    return _NEEDED.get(kind, required_field(kind))


def is_undated(fact: FactMapping, table: Table) -> bool:
    """Tell whether the facts have no date in the table."""
    return not fact.each_date and _said("occurred_at", fact, table) is None


def has_subject(fact: FactMapping, table: Table) -> bool:
    """Tell whether the entry or its table names a subject that the kind of fact needs."""
    named = [_said(name, fact, table) for name in possible_subjects(fact.kind)]
    return fact.kind in ABOUT_NOBODY or any(each is not None for each in named)


def _said(name: str, fact: FactMapping, table: Table) -> object:
    said: Subject = fact if name in fact.model_fields_set else table
    return getattr(said, name)


def _when(fact: FactMapping, table: Table, mapping: Mapping) -> TimeReader:
    when = _said("occurred_at", fact, table)
    if isinstance(when, Time):
        return compile_time(when, mapping.local_zone)
    return assumed_time(mapping.undated, mapping.zone)


def _contents(fact: FactMapping, when: TimeReader, zone: str | None, *, undated: bool) -> list[Content]:
    """Return what the facts of each column say: one column, or one for each name of ``each``."""
    types = columns(fact.kind)
    fields = {
        name: sized(compile_value(value, zone, types.get(name, "text")), fact.kind, name, value_name(value))
        for name, value in fact.set.items()
    }
    if undated and fact.kind == "move":
        fields["assumed_date"] = compile_value(Value(constant=True), zone, "boolean")
    private = {name: fields.pop(name) for name in personal_fields(fact.kind) if name in fields}
    told = {each: _whether(private[name]) for name, each in telling_fields(fact.kind).items() if name in private}
    fields = {**told, **fields}
    if not fact.each and not fact.each_date:
        return [Content(None, fields, private, needed_field(fact.kind), when)]
    valued = [
        Content(
            name, {**_named(fact, name), "value": compile_value(value, zone), **fields}, private, None, when, "value"
        )
        for name, value in fact.each.items()
    ]
    dated = [
        Content(name, {**_named(fact, name), **fields}, private, None, compile_time(date, zone))
        for name, date in fact.each_date.items()
    ]
    return valued + dated


def _whether(said: Converter) -> Converter:
    """Return the function that tells of which rows something is said; what is wrong with it is told once."""
    return lambda rows: Converted([True if each not in (None, "") else None for each in said(rows).values], {})


def _named(fact: FactMapping, name: str) -> dict[str, Converter]:
    return {required_field(fact.kind): compile_value(Value(constant=name), "UTC")}
