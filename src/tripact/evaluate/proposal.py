"""Moves that somebody proposes: whom they speak of, and what the agreement would refuse.

Several moves are judged in one evaluation if none may change the verdict on another, each by the facts that
had happened by its own moment and stand before it. What one move alone costs is mostly the composing of the
queries, so many cost little more than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import literal, read_query
from tripact.evaluate.engine import Engine
from tripact.evaluate.gates import Gates, Judged, Supposing
from tripact.evaluate.linked import Linked, Name, keys_of
from tripact.evaluate.news import TELLING, of_facts
from tripact.evaluate.proposed import Move
from tripact.evaluate.refusals import Refusal, Situation, refusals
from tripact.evaluate.scope import Scope
from tripact.evaluate.shortfalls import Shortfalls
from tripact.evaluate.supposed_facts import HORIZONS
from tripact.evaluate.visible import Moment

_NEW = 1 << 40
"""Keys of subjects of whom no fact speaks yet lie above all that the copy gives."""
_SUPPOSED, _HORIZONS = "supposed_", "horizons"


def refuse_move(agreement: Agreement, engine: Engine, move: Move, known_at: int) -> list[Refusal]:
    """Return every reason for which the agreement refuses a move, as of its moment; none if it passes.

    Args:
        agreement: The agreement.
        engine: Over the facts.
        move: The move.
        known_at: Up to when facts were recorded, UTC milliseconds.
    """
    return refuse_moves(agreement, engine, [move], known_at)[0]


def refuse_moves(agreement: Agreement, engine: Engine, moves: Sequence[Move], known_at: int) -> list[list[Refusal]]:
    """Return for each move every reason for which the agreement refuses it.

    Args:
        agreement: The agreement.
        engine: Over the facts.
        moves: The moves, each at a place of its own; no two of the same subjects, and those that share an
            account look at the same facts of it.
        known_at: Up to when facts were recorded, UTC milliseconds.
    """
    return _Proposal(agreement, engine, tuple(moves), known_at).refusals() if moves else []


@dataclass(frozen=True)
class _Proposal:
    agreement: Agreement
    engine: Engine
    moves: tuple[Move, ...]
    known_at: int

    def refusals(self) -> list[list[Refusal]]:
        self._choose_facts()
        evaluation = self._evaluation
        try:
            gates = Gates(evaluation)
            asked = gates.audit([move.seq for move in self.moves])
            return self._refused(gates, asked)
        finally:
            evaluation.close()
            for name in TELLING:
                self.engine.drop(f"{_SUPPOSED}{name}")

    def _refused(self, gates: Gates, asked: list[Judged]) -> list[list[Refusal]]:
        of: dict[int, list[Judged]] = defaultdict(list)
        for each in asked:
            of[each.seq].append(each)
        refused = {each.seq for each in asked if each.state != "met"}
        situations = self._situations(gates, sorted(refused))
        try:
            return [refusals(situations[m.seq], of[m.seq]) if m.seq in refused else [] for m in self.moves]
        finally:
            for situation in situations.values():
                situation.shortfalls.close()

    def _situations(self, gates: Gates, seqs: list[int]) -> dict[int, Situation]:
        """Return what each of these moves comes from."""
        if not seqs:
            return {}
        query = exp.select("seq", "stage_before", "subject", "journey", "judged_at", "segment").from_("judged_moves")
        rows = gates.query(query.where(exp.column("seq").isin(*map(literal, seqs))))
        pairs = ((int(str(journey)), int(str(ts))) for _, _, _, journey, ts, _ in rows)
        shortfalls = Shortfalls(gates, tuple(dict.fromkeys(pairs)))
        moves = {move.seq: move for move in self.moves}
        return {
            seq: Situation(self.agreement, shortfalls, moves[seq], *each)  # type: ignore[arg-type, index, misc]
            for seq, *each in rows
        }

    @property
    def _evaluation(self) -> Supposing:
        scope = Scope(chosen=_SUPPOSED)
        as_of = max(move.as_of for move in self.moves)
        rows = tuple(self._row(number, move) for number, move in enumerate(self.moves))
        return Supposing(self.agreement, self.engine, Moment(as_of, self.known_at), scope, moves=rows)

    def _row(self, number: int, move: Move) -> dict[str, object]:
        keys = {kind: self._key(number, kind, identifier) for kind, identifier in move.names}
        said = {"ts": move.ts, "day_precision": move.day, "stage": move.stage, "reason": move.reason}
        return {"seq": move.seq, "recorded_at": self.known_at, **keys, **said}

    def _choose_facts(self) -> None:
        """Lay the facts that count into tables of their own."""
        self.engine.load(_HORIZONS, HORIZONS, self._horizons)
        for name in TELLING:
            self.engine.store(f"{_SUPPOSED}{name}", of_facts(read_query("supposed_facts"), name))
        self.engine.drop(_HORIZONS)

    @cached_property
    def _horizons(self) -> tuple[tuple[int, int, int], ...]:
        """Until when, and before which place, the facts of each subject count, as (key, instant, place)."""
        own = [[self._key(n, *name) for name in move.names] for n, move in enumerate(self.moves)]
        linked = Linked(self.engine, (key for keys in own for key in keys))
        found: dict[int, tuple[int, int]] = {}
        for move, keys in zip(self.moves, own, strict=True):
            for key in linked.of(keys):
                # those who share an account look at the same facts of it, so the later of them sees no more
                found[key] = max((move.as_of, move.seq), found.get(key, (move.as_of, move.seq)))
        return tuple((key, *until) for key, until in sorted(found.items()))

    def _key(self, number: int, kind: str, identifier: str) -> int:
        return self._keys.get((kind, identifier), _NEW + 2 * number + (kind == "deal"))

    @cached_property
    def _keys(self) -> dict[Name, int]:
        return keys_of(self.engine, (name for move in self.moves for name in move.names))
