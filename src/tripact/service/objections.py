"""What the agreement holds against a statement: gates of moves, contact without a basis, limits on open deals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.contacting import Basis, basis_at, people_of, refuse_contact
from tripact.evaluate.deals import Deals
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.proposal import refuse_move
from tripact.evaluate.proposed import Move
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.scope import Scope
from tripact.evaluate.subjects import find_person
from tripact.evaluate.visible import Moment as Seen
from tripact.evaluate.wip import proposed_deal, wip_refusals
from tripact.ledger.facts import Fact
from tripact.service.statements import Statement


@dataclass(frozen=True)
class Objections:
    """The objections of an agreement to statements.

    Attributes:
        agreement: The agreement.
        engine: Gives an engine over the facts.
        now: Up to when facts were recorded, UTC milliseconds.
    """

    agreement: Agreement
    engine: Callable[[], Engine]
    now: int

    def refusals(self, statement: Statement, fact: Fact) -> Sequence[Refusal]:
        """Return every reason for which the agreement refuses a statement; none if it may stand."""
        if statement.kind == "move":
            move = _move(fact)
            return [
                *refuse_move(self.agreement, self.engine(), move, self.now),
                *self._limits({"stage": move.stage}, fact),
            ]
        if statement.kind == "deal":
            return self._limits(statement.body, fact)
        if statement.kind == "attempt" and statement.body.get("direction") != "inbound":
            return self._contact(statement, fact)
        return ()

    def _contact(self, statement: Statement, fact: Fact) -> Sequence[Refusal]:
        if not self._guarded:
            return ()
        engine, moment = self.engine(), Seen(fact.occurred_at, self.now)
        automatic, channel = bool(statement.body.get("automatic")), str(statement.body["channel"])
        people = [fact.person] if fact.person else people_of(engine, moment, str(fact.deal))
        found: list[Refusal] = []
        for person in people:
            basis = self._basis(engine, moment, person, channel)
            found += refuse_contact(self.agreement, basis, (person, channel), automatic=automatic)
        return found

    def _limits(self, stated: Mapping[str, object], fact: Fact) -> Sequence[Refusal]:
        """Return the hard limit on open deals that a statement would break."""
        wip = self.agreement.wip
        if fact.deal is None or wip is None or wip.kind != "hard" or not _opens(self.agreement, stated.get("stage")):
            return ()
        evaluation = Evaluation(self.agreement, self.engine(), Seen(fact.occurred_at, self.now))
        try:
            deals = Deals(evaluation)
            key = next((key for key, name in deals.ids().items() if name == fact.deal), None)
            breaches = wip_refusals(deals, proposed_deal(deals, stated, key), key)
        finally:
            evaluation.close()
        return [Refusal("wip", each.message, "owner", self.agreement.where("wip")) for each in breaches]

    @property
    def _guarded(self) -> bool:
        """Whether the agreement asks for a basis or forbids contact after a withdrawal."""
        never: tuple[Basis, ...] = ("none", "withdrawn")
        return any(refuse_contact(self.agreement, basis, ("", ""), automatic=False) for basis in never)

    def _basis(self, engine: Engine, moment: Seen, person: str, channel: str) -> Basis:
        try:
            subject = find_person(engine, moment, person)
        except TripactError:
            return "none"
        evaluation = Evaluation(self.agreement, engine, moment, Scope(only=subject.keys))
        try:
            return basis_at(evaluation, subject.key, channel)
        finally:
            evaluation.close()


def _opens(agreement: Agreement, stage: object) -> bool:
    """Tell whether a deal is open in a stage; one of which no stage is said is about to be."""
    if stage is None:
        return True
    before_won = list(takewhile(lambda name: agreement.stages[name].kind != "won", agreement.stages))
    return stage in before_won and agreement.stages[str(stage)].kind == "main"


def _move(fact: Fact) -> Move:
    body = json.loads(fact.body)
    day = fact.precision == "day"
    return Move(fact.person, fact.deal, body["stage"], fact.occurred_at, body.get("reason"), day)
