"""What can be told of a mapping before the first row: kinds, fields, dates and columns.

- a fact's kind is known, and so is every field that it sets;
- its first field is given, by ``set``, ``each`` or ``each_date``;
- a constant has the type of its field, and an instant goes to a whole-number field;
- a fact speaks of somebody: a move of a person or a deal, not of an account alone;
- a fact without a date needs the mapping's ``undated``;
- every column that is named stands in the header of every file of its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripact.agreement.issues import Issue
from tripact.agreement.places import Path, Places
from tripact.agreement.spelling import suggest
from tripact.connect.tablefile.cells import typed
from tripact.connect.tablefile.compile import has_subject, is_undated
from tripact.connect.tablefile.factplan import possible_subjects, spoken
from tripact.connect.tablefile.mapping import FactMapping, Mapping, Subject, Table, Time, Value
from tripact.connect.tablefile.rows import VIRTUAL
from tripact.connect.tablefile.sizes import too_large
from tripact.connect.tablefile.templates import parse_template
from tripact.connect.tablefile.values import value_columns
from tripact.ledger.kinds import KINDS, columns, personal_fields, required_field

Named = tuple[Path, str]
"""A place in the mapping and the column that it names."""


def check_fields(mapping: Mapping, places: Places) -> Iterator[Issue]:
    """Yield what is wrong with kinds, fields and dates."""
    for number, table in enumerate(mapping.tables):
        for order, fact in enumerate(table.facts):
            path: Path = ("tables", number, "facts", order)
            if fact.kind not in KINDS:
                message = f"There is no fact kind '{fact.kind}'."
                yield Issue.at(places.at((*path, "kind")), "fact-kind", message, suggest(fact.kind, KINDS))
                continue
            yield from _field_issues(fact, path, places)
            if is_undated(fact, table) and mapping.undated is None:
                message = "These facts have no date."
                hint = "Give 'occurred_at', or the mapping an 'undated' date to assume."
                yield Issue.at(places.at(path), "fact-date", message, hint)
            if not has_subject(fact, table):
                message = f"A fact of kind '{fact.kind}' needs a {spoken(possible_subjects(fact.kind))}."
                yield Issue.at(places.at(path), "fact-subject", message, "Say it here or for the table.")


def _field_issues(fact: FactMapping, path: Path, places: Places) -> Iterator[Issue]:
    types = columns(fact.kind)
    known = (*types, *personal_fields(fact.kind))
    for name, value in fact.set.items():
        place = places.at((*path, "set", name))
        if name not in known:
            message = f"A fact of kind '{fact.kind}' has no field '{name}'."
            yield Issue.at(place, "fact-field", message, suggest(name, known))
        elif (wrong := _type_fault(value, fact.kind, name)) is not None:
            yield Issue.at(place, "fact-field", f"The field '{name}' {wrong}.")
    yield from _first_field_issues(fact, path, places)


def _type_fault(value: Value, kind: str, field: str) -> str | None:
    target = columns(kind).get(field, "text")
    if value.time is not None and target != "bigint":
        return "holds no instant; leave 'time' out"
    try:
        for constant in (value.constant, value.default, *(value.map or {}).values()):
            if wrong := too_large(typed(constant, target), kind, field):
                raise ValueError(wrong)
    except ValueError as fault:
        return f"cannot be '{constant}': it {fault}"
    return None


def _first_field_issues(fact: FactMapping, path: Path, places: Places) -> Iterator[Issue]:
    first = required_field(fact.kind)
    place = places.at(path)
    if fact.each and fact.kind != "attribute":
        hint = "For dates in columns there is 'each_date'."
        yield Issue.at(places.at((*path, "each")), "fact-field", "'each' is for attributes only.", hint)
    elif fact.each and fact.each_date:
        yield Issue.at(place, "fact-field", "'each' and 'each_date' exclude each other.", "Make two entries.")
    elif fact.each or fact.each_date:
        taken = [name for name in (first, *(["value"] if fact.each else [])) if name in fact.set]
        for name in taken:
            message = f"The field '{name}' is given by 'each' or 'each_date'."
            yield Issue.at(places.at((*path, "set", name)), "fact-field", message, "Leave it out of 'set'.")
    elif first not in fact.set and fact.kind != "deal":
        yield Issue.at(place, "fact-field", f"A fact of kind '{fact.kind}' needs '{first}'.", "Add it to 'set'.")


def check_columns(table: Table, path: Path, header: Iterable[str], places: Places, file: str) -> Iterator[Issue]:
    """Yield the columns that the mapping names and a file does not have."""
    known = {*header, *VIRTUAL}
    for derived, value in table.columns.items():
        yield from _unknown([((*path, "columns", derived), name) for name in value_columns(value)], known, places, file)
        known.add(derived)
    yield from _unknown(_named(table, path), known, places, file)


def _unknown(named: Iterable[Named], known: set[str], places: Places, file: str) -> Iterator[Issue]:
    for path, name in named:
        if name not in known:
            message = f"The table {file} has no column '{name}'."
            yield Issue.at(places.at(path), "column", message, suggest(name, known - set(VIRTUAL)))


def _named(table: Table, path: Path) -> list[Named]:
    named: list[Named] = [((*path, "where", name), name) for name in table.where]
    if table.order_by is not None:
        named.append(((*path, "order_by"), table.order_by))
    named += _subject_columns(table, path)
    for order, fact in enumerate(table.facts):
        named += _fact_columns(fact, (*path, "facts", order))
    return named


def _fact_columns(fact: FactMapping, path: Path) -> list[Named]:
    named: list[Named] = [((*path, "id"), name) for name in parse_template(fact.id).columns]
    named += [((*path, "where", name), name) for name in fact.where]
    named += [((*path, "changed_within"), name) for name in fact.changed_within]
    for group in ("set", "each"):
        for field, value in getattr(fact, group).items():
            named += [((*path, group, field), name) for name in value_columns(value)]
    for field, when in fact.each_date.items():
        named += [((*path, "each_date", field), name) for name in _time_columns(when)]
    return named + _subject_columns(fact, path)


def _subject_columns(said: Subject, path: Path) -> list[Named]:
    named: list[Named] = []
    for part in ("person", "account", "deal", "actor"):
        value = getattr(said, part)
        named += [((*path, part), name) for name in value_columns(value)] if value else []
    if said.occurred_at is not None:
        named += [((*path, "occurred_at"), name) for name in _time_columns(said.occurred_at)]
    return named


def _time_columns(when: Time) -> tuple[str, ...]:
    return (when.column,) if when.column else parse_template(when.template or "").columns
