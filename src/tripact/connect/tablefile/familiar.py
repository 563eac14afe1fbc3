"""Words of a mapping that its workspace's agreement does not know: told before they become facts.

A move to an unknown stage counts nowhere. Signals and attributes of which no rule speaks are in
order; only those that look like a known one misspelt are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.names import attribute_names
from tripact.agreement.places import Path, Places
from tripact.agreement.spelling import nearest, suggest
from tripact.connect.tablefile.mapping import FactMapping, Mapping, Value
from tripact.ledger.kinds import required_field

_CLOSE = 0.8
"""How alike a word must be to one of the agreement's to be taken for a slip."""


def unfamiliar(mapping: Mapping, places: Places, agreement: Agreement) -> Iterator[Issue]:
    """Yield a warning for each stage, signal and attribute that the agreement knows not, or by another spelling."""
    for kind, path, word in _said_by(mapping):
        known = _known(kind, agreement)
        if known and word not in known and (kind == "move" or nearest(word, known, closeness=_CLOSE)):
            message = f"The agreement knows no {required_field(kind)} '{word}'."
            yield Issue.at(places.at(path), "unfamiliar", message, suggest(word, known), level="warning")


def _said_by(mapping: Mapping) -> Iterator[tuple[str, Path, str]]:
    for number, table in enumerate(mapping.tables):
        for order, fact in enumerate(table.facts):
            yield from ((fact.kind, path, word) for path, word in _words(fact, ("tables", number, "facts", order)))


def _known(kind: str, agreement: Agreement) -> frozenset[str]:
    if kind == "move":
        return frozenset(agreement.stages)
    if kind == "signal":
        scored = agreement.engagement.signals if agreement.engagement else ()
        return frozenset((*scored, *(signal for count in agreement.counts.values() for signal in count.signals)))
    return frozenset(attribute_names(agreement, "person", "account", "deal")) if kind == "attribute" else frozenset()


def _words(fact: FactMapping, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the words that a fact's first field can be, as far as the mapping itself says them."""
    first = required_field(fact.kind)
    value = fact.set.get(first)
    if value is not None:
        yield from (((*path, "set", first), word) for word in _said(value))
    for group in ("each", "each_date"):
        yield from (((*path, group, word), word) for word in getattr(fact, group))


def _said(value: Value) -> Iterable[str]:
    text = None if value.template is None or "{" in value.template else value.template
    every = (value.constant, value.default, text, *(value.map or {}).values())
    return dict.fromkeys(word for word in every if isinstance(word, str))
