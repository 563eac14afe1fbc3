"""A move that somebody proposes: whom it speaks of, and what the agreement would refuse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.gates import Gates, Judged, Supposing
from tripact.evaluate.proposed import Move
from tripact.evaluate.refusals import Refusal, Situation, refusals
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment

_NEW = 1 << 40
"""Keys of subjects of whom no fact speaks yet lie above all that the copy gives."""


def refuse_move(agreement: Agreement, engine: Engine, move: Move, known_at: int) -> list[Refusal]:
    """Return every reason for which the agreement refuses a move, as of its moment; none if it passes.

    Args:
        agreement: The agreement.
        engine: Over the facts.
        move: The move.
        known_at: Up to when facts were recorded, UTC milliseconds.
    """
    return _Proposal(agreement, engine, move, known_at).refusals()


@dataclass(frozen=True)
class _Proposal:
    agreement: Agreement
    engine: Engine
    move: Move
    known_at: int

    def refusals(self) -> list[Refusal]:
        evaluation = self._evaluation
        try:
            gates = Gates(evaluation)
            asked = gates.audit([self._seq])
            return refusals(self._situation(gates, asked), asked)
        finally:
            evaluation.close()

    @property
    def _evaluation(self) -> Supposing:
        # A day is judged by its end, so the facts of that day count as well.
        as_of = self.move.ts + (86_399_999 if self.move.day else 0)
        row = {
            "seq": self._seq,
            "recorded_at": self.known_at,
            "ts": self.move.ts,
            "day_precision": self.move.day,
            "person": self._person,
            "deal": self._deal,
            "stage": self.move.stage,
            "reason": self.move.reason,
        }
        only = Scope(only=self._keys)
        return Supposing(self.agreement, self.engine, Moment(as_of, self.known_at), only, moves=(row,))

    def _situation(self, gates: Gates, asked: list[Judged]) -> Situation:
        columns = ("stage_before", "subject", "journey", "judged_at")
        mine = exp.EQ(this=exp.column("seq"), expression=literal(self._seq))
        rows = gates.query(exp.select(*columns).from_("judged_moves").where(mine)) if asked else []
        before, subject, journey, ts = rows[0] if rows else (None, 0, 0, self.move.ts)
        return Situation(self.agreement, gates, self.move, before, int(str(subject)), int(str(journey)), int(str(ts)))  # type: ignore[arg-type]

    @cached_property
    def _seq(self) -> int:
        """A number after that of every recorded fact: of two facts in one instant the move comes last."""
        return 1 << 60

    @cached_property
    def _person(self) -> int | None:
        return None if self.move.person is None else self._key("person", self.move.person, _NEW)

    @cached_property
    def _deal(self) -> int | None:
        return None if self.move.deal is None else self._key("deal", self.move.deal, _NEW + 1)

    def _key(self, kind: str, identifier: str, otherwise: int) -> int:
        query = exp.select("key").from_("ledger.subjects")
        for column, text in (("kind", kind), ("id", identifier)):
            query = query.where(exp.EQ(this=exp.column(column), expression=literal(text)))
        rows = self.engine.rows(query)
        return int(str(rows[0][0])) if rows else otherwise

    @cached_property
    def _keys(self) -> tuple[int, ...]:
        """The subject with all that links lead to: merged ids, accounts, the person of a deal and their deals."""
        found = {key for key in (self._person, self._deal) if key is not None}
        grown: set[int] = set()
        while found != grown:
            grown = set(found)
            found |= self._linked(grown)
        return tuple(sorted(found))

    def _linked(self, keys: set[int]) -> set[int]:
        """Return what links say of these subjects; an account leads to nobody else."""
        wanted = [literal(key) for key in sorted(keys)]
        about = [exp.column(name).isin(*[each.copy() for each in wanted]) for name in ("person", "deal")]
        back = exp.and_(exp.column("other_key").isin(*wanted), "relation <> 'belongs_to'")
        query = exp.select("person", "deal", "other_key").from_("ledger.links").where(exp.or_(*about, back))
        return {int(str(key)) for row in self.engine.rows(query) for key in row if key is not None}
