"""Record what a person states: read, checked against the agreement, and kept in one transaction.

The command line, the API and the pages state facts through here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.engine import Engine
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Fact, Moment, make_fact
from tripact.ledger.store import Store
from tripact.service.objections import Objections
from tripact.service.statements import STATED, Statement, read_statement
from tripact.service.vocabulary import check_words

SOURCE = "tripact"
"""The source of what people state here."""


@dataclass(frozen=True)
class Outcome:
    """What became of a statement.

    Attributes:
        state: ``recorded``, ``known`` (the same was stated under this id before) or ``refused``.
        fact: The fact, unless it was refused.
        refused: Every reason of a refusal.
    """

    state: Literal["recorded", "known", "refused"]
    fact: Fact | None = None
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Recorder:
    """Records statements under an agreement.

    Attributes:
        agreement: The agreement in force.
        store: The ledger.
        engine: Gives an engine over all that the ledger holds by now.
        now: The present instant in UTC milliseconds.
    """

    agreement: Agreement
    store: Store
    engine: Callable[[], Engine]
    now: int

    def record(self, kind: str, raw: object) -> Outcome:
        """Record one statement, or say everything that is against it.

        Raises:
            TripactError: If no such kind can be stated.
        """
        check_kind(kind)
        statement, faults = read_statement(kind, raw, self.agreement.zone, self.now)
        words = check_words(self.agreement, statement) if statement else []
        if statement is None or faults or words:
            return Outcome("refused", refused=(*faults, *words))
        fact = self._fact(statement)
        known = self._known(statement, fact)
        if known:
            return known
        refused = Objections(self.agreement, self.engine, self.now).refusals(statement, fact)
        if refused:
            return Outcome("refused", refused=tuple(refused))
        self.store.append([fact], self.now)
        return Outcome("recorded", fact)

    def _fact(self, statement: Statement) -> Fact:
        identifier = statement.id or uuid4().hex
        when = statement.when or Moment(self.now, "instant", self.agreement.zone)
        return make_fact(statement.kind, (SOURCE, identifier), statement.about, when, statement.body)

    def _known(self, statement: Statement, fact: Fact) -> Outcome | None:
        """Return what becomes of a statement whose id is in the ledger already."""
        if statement.id is None:
            return None
        found = self.store.find(SOURCE, [statement.id]).get(statement.id)
        if found is None:
            return None
        before = found.fact
        said = fact if statement.when else fact._replace(occurred_at=before.occurred_at, precision=before.precision)
        if all(getattr(said, name) == getattr(before, name) for name in _CONTENT):
            return Outcome("known", before)
        message = f"The id '{statement.id}' stands for another statement. Give a new id; to correct it, record a void."
        return Outcome("refused", refused=(Refusal("changed", message, "id"),))


_CONTENT = ("kind", "person", "account", "deal", "occurred_at", "precision", "actor", "body")
"""What two statements under one id must have in common; personal details may be forgotten by now."""


def check_kind(kind: str) -> None:
    """Refuse a kind of fact that people do not state.

    Raises:
        TripactError: Naming those they do.
    """
    if kind not in STATED:
        known = ", ".join(STATED)
        raise TripactError("usage", f"'{kind}' cannot be recorded.", hint=f"Kinds are: {known}.")
