"""What moves lack that a definition asks, of several at once: clauses of its rule, answers of its framework."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from sqlglot import exp

from tripact.agreement.rules import Rule
from tripact.evaluate.compose import literal
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates, reading_at

Pair = tuple[int, int]
"""A journey and the instant at which it is judged."""
Spell = tuple[str, str, int, int]
"""A dimension, its state, and from when until when it stood so."""


class Shortfalls:
    """What the moves of some journeys lack; computed when asked for, of all of them together.

    Args:
        gates: The gates in which the moves are judged.
        pairs: The journeys, and when each is judged.
    """

    def __init__(self, gates: Gates, pairs: tuple[Pair, ...]) -> None:
        self._gates, self._pairs = gates, pairs
        self._held: dict[tuple[str, int], dict[Pair, tuple[object, ...]]] = {}

    def clauses(self, stage: str, pair: Pair) -> list[tuple[Rule, object]]:
        """Return each condition of a stage's rule with whether it held; None where that cannot be told."""
        dated = self._reading.promoting.rules[stage]
        rule = dated.at(pair[1]) or dated.spans[-1][2]
        place = next(n for n, (_, _, each) in enumerate(dated.spans) if each is rule)
        if (stage, place) not in self._held:
            columns = [exp.alias_(exp.paren(each.tree.copy()), f"held_{n}") for n, each in enumerate(rule.clauses)]
            people, instants = ({literal(each) for each in side} for side in zip(*self._pairs, strict=True))
            among = (exp.column("person").isin(*people), exp.column("ts").isin(*instants))
            rows = self._reading.query(exp.select("person", "ts", *columns).distinct().from_("values_at").where(*among))
            self._held[stage, place] = {(int(str(row[0])), int(str(row[1]))): row[2:] for row in rows}
        held = self._held[stage, place].get(pair, (None,) * len(rule.clauses))
        return list(zip(rule.clauses, held, strict=True))

    def dimensions(self, subject: int, framework: str, ts: int) -> dict[str, str]:
        """Return how each answered dimension of a framework stood for a subject at an instant."""
        spells = self._spells.get((subject, framework), ())
        return {name: state for name, state, since, until in spells if since <= ts < until}

    def close(self) -> None:
        """Drop what the engine keeps for this."""
        if "_reading" in self.__dict__:
            self._reading.close()

    @cached_property
    def _reading(self) -> Evaluation:
        return reading_at(self._gates.evaluation, self._pairs)

    @cached_property
    def _spells(self) -> dict[tuple[int, str], list[Spell]]:
        found: dict[tuple[int, str], list[Spell]] = defaultdict(list)
        columns = ("subject", "framework", "dimension", "state", "from_ts", "until_ts")
        for subject, framework, name, state, since, until in self._gates.query(
            exp.select(*columns).from_("qualification")
        ):
            spell = (str(name), str(state), int(str(since)), int(str(until)))
            found[int(str(subject)), str(framework)].append(spell)
        return found
