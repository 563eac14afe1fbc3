"""Merges in a circle: of two subjects that are the same already, the other way round changes nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tripact.evaluate.engine import Engine
from tripact.evaluate.linked import Name, keys_of
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.visible import Moment, merges
from tripact.ledger.facts import Fact
from tripact.worktime.dated import END

_Node = int | Name
"""A subject by its key, or by its name if no fact speaks of it yet."""


def merged_in_a_circle(engine: Engine, known_at: int, proposed: Sequence[tuple[int, Fact]]) -> dict[int, list[Refusal]]:
    """Return what is held against each merge, by its place: that its survivor was merged into its subject before.

    Args:
        engine: Over the facts.
        known_at: Up to when facts were recorded, UTC milliseconds.
        proposed: Facts that state merges, each at its place; the first ones count for the later ones.
    """
    pairs = [(_subject(fact), _survivor(fact)) for _, fact in proposed]
    keys = keys_of(engine, {name for pair in pairs for name in pair})
    into: dict[_Node, set[_Node]] = defaultdict(set)
    for merged, survivor in engine.rows(merges(Moment(END, known_at))):
        into[int(str(merged))].add(int(str(survivor)))
    refused: dict[int, list[Refusal]] = {}
    for (place, _), (merged, survivor) in zip(proposed, pairs, strict=True):
        ends: tuple[_Node, _Node] = (keys.get(merged, merged), keys.get(survivor, survivor))
        refused[place] = [_circle(merged, survivor)] if _leads(ends[1], ends[0], into) else []
        if not refused[place]:
            into[ends[0]].add(ends[1])
    return refused


def _leads(start: _Node, end: _Node, into: Mapping[_Node, Iterable[_Node]]) -> bool:
    """Tell whether one subject was merged into the other, directly or by way of more."""
    seen, open_ = {start}, [start]
    while open_ and end not in seen:
        fresh = set(into.get(open_.pop(), ())) - seen
        seen |= fresh
        open_ += fresh
    return end in seen


def _subject(fact: Fact) -> Name:
    names = (("person", fact.person), ("account", fact.account), ("deal", fact.deal))
    return next((kind, name) for kind, name in names if name is not None)


def _survivor(fact: Fact) -> Name:
    return _subject(fact)[0], str(json.loads(fact.body)["other"])


def _circle(merged: Name, survivor: Name) -> Refusal:
    message = (
        f"'{survivor[1]}' was merged into '{merged[1]}' before, so this closes a circle and would change nothing."
        f" To let '{survivor[1]}' be the one that stays, take that merge back with a void first."
    )
    return Refusal("subject", message, "other")
