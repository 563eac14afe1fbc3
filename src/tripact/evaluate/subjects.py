"""Who a subject is at a moment: its key, those merged with it, and whom its facts speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from tripact.errors import TripactError
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.visible import Moment, merges, survivors


@dataclass(frozen=True)
class Subject:
    """A person with everything that belongs to them.

    Attributes:
        key: The survivor's key.
        ids: The ids of all that are the same person, the one asked for first.
        accounts: Ids of the accounts they ever belonged to.
        keys: Keys of the person, their accounts and their deals, also of those merged with them: whose
            facts matter.
    """

    key: int
    ids: tuple[str, ...]
    accounts: tuple[str, ...]
    keys: tuple[int, ...]


def find_person(engine: Engine, moment: Moment, person: str) -> Subject:
    """Return the person with this id.

    Raises:
        TripactError: If no fact speaks of them.
    """
    found = engine.rows(_of("subjects", "key").where("kind = 'person'").where(_equals("id", person)))
    if not found:
        raise TripactError(
            "missing", f"No fact speaks of a person '{person}'.", hint="Ids are those of the imported data."
        )
    key = int(str(found[0][0]))
    same = survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    root = same.get(key, key)
    persons = [key, *sorted({root, *(each for each, to in same.items() if to == root)} - {key})]
    linked = [tuple(row) for row in engine.rows(_links(persons))]
    accounts = sorted({int(str(other)) for relation, other, _ in linked if relation == "belongs_to" and other})
    deals = sorted({int(str(deal)) for relation, _, deal in linked if relation == "converted" and deal})
    named = engine.rows(_of("subjects", "key", "id").where(_among("key", [*persons, *accounts])))
    ids = {int(str(each)): str(name) for each, name in named}
    return Subject(
        root,
        tuple(ids[each] for each in persons),
        tuple(ids[each] for each in accounts),
        _with_merged([*persons, *accounts, *deals], same),
    )


@dataclass(frozen=True)
class AccountSubject:
    """An account with everything that belongs to it.

    Attributes:
        key: The survivor's key.
        ids: The ids of all that are the same account, the one asked for first.
        people: Ids of the people who ever belonged to it or used the product there, by key.
        keys: Keys of the account, its people, its deals and theirs, also of those merged with them.
    """

    key: int
    ids: tuple[str, ...]
    people: Mapping[int, str]
    keys: tuple[int, ...]


def find_account(engine: Engine, moment: Moment, account: str) -> AccountSubject:
    """Return the account with this id.

    Raises:
        TripactError: If no fact speaks of it.
    """
    found = engine.rows(_of("subjects", "key").where("kind = 'account'").where(_equals("id", account)))
    if not found:
        raise TripactError(
            "missing", f"No fact speaks of an account '{account}'.", hint="Ids are those of the imported data."
        )
    key = int(str(found[0][0]))
    same = survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    root = same.get(key, key)
    accounts = [key, *sorted({root, *(each for each, to in same.items() if to == root)} - {key})]
    whole = _with_merged([*accounts, *_people_of(engine, accounts)], same)
    linked = engine.rows(_of("links", "deal").where("relation = 'converted'").where(_among("other_key", whole)))
    deals = _with_merged([*_deals_of(engine, accounts), *sorted(_keys(linked))], same)
    named = engine.rows(_of("subjects", "key", "id", "kind").where(_among("key", whole)))
    ids = {int(str(each)): str(name) for each, name, _ in named}
    persons = {int(str(each)): str(name) for each, name, kind in named if kind == "person"}
    return AccountSubject(root, tuple(ids[each] for each in accounts), persons, tuple([*whole, *deals]))


def _people_of(engine: Engine, accounts: Iterable[int]) -> list[int]:
    """Return the keys of all who were ever told to belong to accounts, or to use the product there."""
    among = [*accounts]
    told = _of("links", "person").where("relation = 'belongs_to'").where(_among("other_key", among))
    used = _of("usage", "person").distinct().where(_among("account", among))
    return sorted(_keys([*engine.rows(told), *engine.rows(used)]))


def _deals_of(engine: Engine, accounts: Iterable[int]) -> list[int]:
    """Return the keys of the deals that were ever told to be accounts' own."""
    among = [*accounts]
    told = _of("links", "deal").where("relation = 'belongs_to'").where(_among("other_key", among))
    named = _of("deals", "deal").where(_among("account", among))
    return sorted(_keys([*engine.rows(told), *engine.rows(named)]))


def _keys(rows: Iterable[Sequence[object]]) -> set[int]:
    return {int(str(key)) for (key,) in rows if key is not None}


def _with_merged(keys: Iterable[int], same: Mapping[int, int]) -> tuple[int, ...]:
    """Return the keys with those that are the same subject: their facts count as well."""
    roots = {same.get(key, key) for key in keys}
    return tuple(dict.fromkeys([*keys, *sorted(roots), *(key for key, root in same.items() if root in roots)]))


def _of(relation: str, *columns: str) -> exp.Select:
    return exp.select(*columns).from_(f"ledger.{relation}")


def _equals(column: str, text: str) -> exp.Expr:
    return exp.EQ(this=exp.column(column), expression=literal(text))


def _among(column: str, keys: Iterable[int]) -> exp.Expr:
    return exp.column(column).isin(*map(literal, keys))


def _links(persons: list[int]) -> exp.Select:
    about = exp.or_(_among("person", persons), _among("other_key", persons))
    return _of("links", "relation", "other_key", "deal").where(about)
