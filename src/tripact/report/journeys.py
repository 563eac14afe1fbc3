"""Whose facts a clock is about: the person or deal an id names, with everything that belongs to it."""

from __future__ import annotations

from sqlglot import exp

from tripact.errors import TripactError
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.subjects import find_person
from tripact.evaluate.visible import Moment, merges, survivors


def journey_keys(engine: Engine, moment: Moment, subject: str) -> tuple[int, ...]:
    """Return the keys of a person or a deal, and of all whose facts matter to its journey.

    Raises:
        TripactError: If no fact speaks of it.
    """
    kinds = {str(kind): int(str(key)) for kind, key in engine.rows(_named(subject))}
    keys = find_person(engine, moment, subject).keys if "person" in kinds else ()
    if "deal" in kinds:
        keys = (*keys, *_of_deal(engine, moment, kinds["deal"]))
    if not keys:
        raise TripactError("missing", f"No fact speaks of a person or deal '{subject}'.", hint=_HINT)
    return tuple(dict.fromkeys(keys))


_HINT = "List the clocks with: tripact report clocks --list"


def _of_deal(engine: Engine, moment: Moment, deal: int) -> tuple[int, ...]:
    """Return the keys of a deal, of those that are the same, and of the person it came from."""
    same = survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    root = same.get(deal, deal)
    deals = (deal, root, *(key for key, to in same.items() if to == root))
    people = [find_person(engine, moment, str(name)).keys for (name,) in engine.rows(_people(deals))]
    return (*deals, *(key for keys in people for key in keys))


def _named(subject: str) -> exp.Query:
    query = exp.select("kind", "key").from_("ledger.subjects")
    return query.where(exp.EQ(this=exp.column("id"), expression=literal(subject)))


def _people(deals: tuple[int, ...]) -> exp.Query:
    query = exp.select("s.id").from_("ledger.links as l").join("ledger.subjects as s", on="s.key = l.other_key")
    return query.where("l.relation = 'converted'").where(exp.column("deal", "l").isin(*map(literal, deals)))
