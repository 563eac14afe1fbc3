"""Whose facts a clock is about: the person, deal or account an id names, with everything that belongs to it."""

from __future__ import annotations

from sqlglot import exp

from tripact.errors import TripactError
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.subjects import find_account, find_person
from tripact.evaluate.visible import Moment, merges, survivors


def journey_keys(engine: Engine, moment: Moment, subject: str, listing: str = "clocks --list") -> tuple[int, ...]:
    """Return the keys of a person, a deal or an account, and of all whose facts matter to its clocks.

    Args:
        engine: Over the ledger.
        moment: What is known, and as of when.
        subject: The id.
        listing: The report that lists the ids.

    Raises:
        TripactError: If no fact speaks of it.
    """
    kinds = {str(kind): int(str(key)) for kind, key in engine.rows(_named(subject))}
    keys = find_person(engine, moment, subject).keys if "person" in kinds else ()
    if "deal" in kinds:
        keys = (*keys, *_of_deal(engine, moment, kinds["deal"]))
    if "account" in kinds:
        keys = (*keys, *_of_account(engine, moment, subject, kinds["account"]))
    if not keys:
        message = f"No fact speaks of a person, deal or account '{subject}'."
        raise TripactError("missing", message, hint=f"Ids are listed by: tripact report {listing}")
    return tuple(dict.fromkeys(keys))


def _of_deal(engine: Engine, moment: Moment, deal: int) -> tuple[int, ...]:
    """Return the keys of a deal, of those that are the same, and of the person it came from."""
    return _with_people(engine, moment, _alike(engine, moment, deal), ("converted", "other_key", "deal"))


def _of_account(engine: Engine, moment: Moment, subject: str, account: int) -> tuple[int, ...]:
    """Return the keys of an account, of those that are the same, of its people, its users and its deals."""
    belonging = ("belongs_to", "person", "other_key")
    told = _with_people(engine, moment, _alike(engine, moment, account), belonging)
    return (*told, *find_account(engine, moment, subject).keys)


def _alike(engine: Engine, moment: Moment, key: int) -> tuple[int, ...]:
    same = survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    root = same.get(key, key)
    return (key, root, *(each for each, to in same.items() if to == root))


def _with_people(engine: Engine, moment: Moment, keys: tuple[int, ...], link: tuple[str, str, str]) -> tuple[int, ...]:
    """Return the keys with those of the people that a relation (its name, its person, its other side) ties to them."""
    people = [find_person(engine, moment, str(name)).keys for (name,) in engine.rows(_people(keys, *link))]
    return (*keys, *(key for each in people for key in each))


def _named(subject: str) -> exp.Query:
    query = exp.select("kind", "key").from_("ledger.subjects")
    return query.where(exp.EQ(this=exp.column("id"), expression=literal(subject)))


def _people(keys: tuple[int, ...], relation: str, person: str, other: str) -> exp.Query:
    query = exp.select("s.id").from_("ledger.links as l").join("ledger.subjects as s", on=f"s.key = l.{person}")
    query = query.where(exp.EQ(this=exp.column("relation", "l"), expression=literal(relation))).where(
        "s.kind = 'person'"
    )
    return query.where(exp.column(other, "l").isin(*map(literal, keys)))
