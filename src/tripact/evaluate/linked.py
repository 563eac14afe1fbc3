"""Who is linked with whom: the subjects whose facts it takes to judge somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlglot import exp

from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine

Name = tuple[str, str]
"""A subject as (kind, id)."""
_LINKS = ("person", "account", "deal", "other_key", "relation")


def keys_of(engine: Engine, names: Iterable[Name]) -> dict[Name, int]:
    """Return the keys of subjects of whom facts speak; others are left out."""
    wanted = set(names)
    ids = [literal(identifier) for identifier in sorted({identifier for _, identifier in wanted})]
    if not ids:
        return {}
    query = exp.select("kind", "id", "key").from_("ledger.subjects").where(exp.column("id").isin(*ids))
    found = {(str(kind), str(identifier)): int(str(key)) for kind, identifier, key in engine.rows(query)}
    return {name: key for name, key in found.items() if name in wanted}


class Linked:
    """The subjects that links lead to from some: merged ids, accounts, the person of a deal and their deals.

    Args:
        engine: Over the facts.
        keys: All from whom it will be asked.
    """

    def __init__(self, engine: Engine, keys: Iterable[int]) -> None:
        self._engine = engine
        self._leads: dict[int, set[int]] = defaultdict(set)
        seen: set[int] = set()
        new = set(keys)
        while new:
            seen |= new
            self._read(new)
            new = {to for key in new for to in self._leads[key]} - seen

    def of(self, keys: Iterable[int]) -> frozenset[int]:
        """Return these subjects with all that links lead to; an account leads to nobody but those merged with it."""
        found, new = set[int](), set(keys)
        while new:
            found |= new
            new = {to for key in new for to in self._leads.get(key, ())} - found
        return frozenset(found)

    def _read(self, keys: set[int]) -> None:
        wanted = [literal(key) for key in sorted(keys)]
        about = [exp.column(name).isin(*[each.copy() for each in wanted]) for name in _LINKS[:4]]
        query = exp.select(*_LINKS).from_("ledger.links").where(exp.or_(*about))
        for person, account, deal, other, relation in self._engine.rows(query):
            ends = [int(str(key)) for key in (person, deal) if key is not None]
            back = [] if other is None or relation == "belongs_to" else [int(str(other))]
            if relation == "merged" and account is not None:
                ends.append(int(str(account)))
            for start, to in ((ends, ends), (ends, [] if other is None else [int(str(other))]), (back, ends)):
                for key in start:
                    self._leads[key].update(to)
