"""Try statements together: the verdict on each is that of stating them one by one.

What nobody asks about stands in the copy from the start, each at its place; what is judged sees what stands before
it. Moves of different people are judged at once. A move that may depend on an earlier one is judged after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.evaluate.engine import Engine
from tripact.evaluate.linked import Linked, Name, keys_of
from tripact.evaluate.proposed import Move
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Fact
from tripact.service.objections import Asked, Objections, move_of
from tripact.service.statements import Statement
from tripact.worktime.dated import END


@dataclass(frozen=True)
class Tried:
    """A copy of the ledger on which facts are tried; what is done to it is undone afterwards.

    Attributes:
        engine: Over all recorded facts and those that are tried.
        position: The last recorded fact.
        add: Lets facts stand at places after that, as recorded at an instant.
    """

    engine: Engine
    position: int
    add: Callable[[Iterable[tuple[int, Fact]], int], None]


class Stated(NamedTuple):
    """A statement as a fact at its place in the ledger, with what the agreement asks of it."""

    place: int
    statement: Statement
    fact: Fact
    asked: Asked


class Trial:
    """The verdicts on statements that are judged together.

    Args:
        agreement: The agreement.
        tried: The copy.
        stated: The statements in order; only the first may be under a limit, or an excuse.
        now: When they are recorded, UTC milliseconds.
    """

    def __init__(self, agreement: Agreement, tried: Tried, stated: Sequence[Stated], now: int) -> None:
        self._tried, self._stated, self._now = tried, stated, now
        self._objections = Objections(agreement, tried.engine, END)
        self._refused: dict[int, list[Refusal]] = {each.place: [] for each in stated}

    def refusals(self) -> dict[int, list[Refusal]]:
        """Return what is held against each statement, by its place."""
        for each in self._stated[:1]:
            if each.asked.limit:
                self._refused[each.place] += self._objections.to_open(each.statement.body, each.fact)
            if each.asked.excuse:
                self._refused[each.place] += self._objections.to_excuse(each.fact)
        self._try_merges([each for each in self._stated if each.asked.merge])
        self._stand(each for each in self._stated if not each.asked.move and not each.asked.contact)
        self._try_contacts([each for each in self._stated if each.asked.contact])
        self._try_moves([each for each in self._stated if each.asked.move])
        return self._refused

    def _stand(self, stated: Iterable[Stated]) -> None:
        """Let those stand that nothing is held against."""
        held = [(each.place, each.fact) for each in stated if not self._refused[each.place]]
        self._tried.add(held, self._now)

    def _try_merges(self, merges: list[Stated]) -> None:
        if not merges:
            return
        found = self._objections.to_merges([(each.place, each.fact) for each in merges])
        for each in merges:
            self._refused[each.place] += found[each.place]

    def _try_contacts(self, contacts: list[Stated]) -> None:
        found = self._objections.to_contacts([(each.place, each.fact) for each in contacts])
        for each, refused in zip(contacts, found, strict=True):
            self._refused[each.place] += refused
        self._stand(contacts)

    def _try_moves(self, moves: list[Stated]) -> None:
        if not moves:
            return
        reach = _Reach(self._tried.engine, self._stated)
        for level in reach.levels(moves):
            for group in reach.groups(level):
                found = self._objections.to_moves([move_of(each.place, each.fact) for each in group])
                for each, refused in zip(group, found, strict=True):
                    self._refused[each.place] = [*refused, *self._refused[each.place]]
            self._stand(level)


_Node = int | Name
"""A subject by its key, or by its name if no fact speaks of it yet."""


class _Reach:
    """Whose facts each statement adds to, and whose facts each move is judged by.

    Args:
        engine: Over all that stands so far.
        stated: All the statements.
    """

    def __init__(self, engine: Engine, stated: Sequence[Stated]) -> None:
        self._keys = keys_of(engine, {name for each in stated for name in _named(each.fact)})
        self._linked = Linked(engine, self._keys.values())
        self._places: dict[_Node, list[int]] = defaultdict(list)
        for each in stated:
            for node in self._written(each):
                self._places[node].append(each.place)

    def levels(self, moves: Sequence[Stated]) -> Iterator[list[Stated]]:
        """Yield the moves so that none depends on another of its own level, or of a later one."""
        levels: dict[int, list[Stated]] = defaultdict(list)
        last: dict[_Node, int] = {}
        for each in moves:
            level = 1 + max((last.get(node, 0) for node in self._read(each)), default=0)
            levels[level].append(each)
            last |= dict.fromkeys(self._written(each), level)
        yield from (levels[level] for level in sorted(levels))

    def groups(self, level: Sequence[Stated]) -> list[list[Stated]]:
        """Return the moves of a level in groups that look at the same facts of whomever they share."""
        groups: list[tuple[list[Stated], dict[_Node, tuple[int, int]]]] = []
        for each in level:
            until = self._horizon(each)
            for group, horizon in groups:
                if all(horizon.get(node, seen) == seen for node, seen in until.items()):
                    group.append(each)
                    horizon |= until
                    break
            else:
                groups.append(([each], until))
        return [group for group, _ in groups]

    def _horizon(self, each: Stated) -> dict[_Node, tuple[int, int]]:
        """Return until when, and up to how many of the statements, facts count for a move, by subject."""
        as_of = move_of(each.place, each.fact).as_of
        return {node: (as_of, bisect_left(self._places.get(node, ()), each.place)) for node in self._read(each)}

    def _read(self, each: Stated) -> frozenset[_Node]:
        move: Move = move_of(each.place, each.fact)
        known = [self._keys[name] for name in move.names if name in self._keys]
        return frozenset([*self._linked.of(known), *(name for name in move.names if name not in self._keys)])

    def _written(self, each: Stated) -> list[_Node]:
        return [self._keys.get(name, name) for name in _named(each.fact)]


def _named(fact: Fact) -> list[Name]:
    subjects = (("person", fact.person), ("account", fact.account), ("deal", fact.deal))
    return [(kind, identifier) for kind, identifier in subjects if identifier is not None]
