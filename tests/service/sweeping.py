"""A real ledger that is fed and swept at moments of the test's choosing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.evaluate.judging import agreement
from tests.evaluate.ledgers import instant
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.escalations import Escalation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.visible import Moment
from tripact.ledger.columnar import fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.outbox import Message
from tripact.ledger.sqlite import SqliteStore
from tripact.service.sweep import Swept, sweep

CLAUSES = """
stages: {lead: {}, mql: {}, sal: {}, lost: {kind: lost}}
parties: {sdr: {manager: boss}, ops: {}}
calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}
commitments:
  answer:
    owner: sdr
    starts: stage mql
    stops: [attempt, stage sal]
    pauses: [{from: waiting_on_customer, until: customer_back}]
    within: 2 business hours
    warn: [50%]
    escalate: [{at: 100%, notify: [boss, ops]}, {at: 150%, notify: ops, reassign: true}]
"""

_FACTS = {"mql": ("move", "stage"), "sal": ("move", "stage"), "lead": ("move", "stage"), "call": ("attempt", "channel")}


def fact(who: str, day: float, what: str) -> Fact:
    """``mql`` and other stages are moves, ``call`` is an attempt, all else is a signal."""
    kind, field = _FACTS.get(what, ("signal", "signal"))
    return make_fact(kind, ("crm", f"{who}/{what}/{day}"), Subjects(who), instant(day), {field: what})


@dataclass
class Desk:
    """A ledger, its copy, and what the agreement says."""

    folder: Path
    clauses: str = CLAUSES

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.store = SqliteStore(self.folder / "ledger.sqlite", migrate)
        self.agreement = agreement(self.clauses)

    def feed(self, facts: Iterable[Fact], day: float) -> None:
        """Record facts on a day."""
        self.store.append(list(facts), instant(day))

    def evaluation(self, day: float, known: float | None = None) -> tuple[duckdb.DuckDBPyConnection, Evaluation]:
        """The verdicts as of a day (and as known on it, unless said), over a copy of this thread alone."""
        connection = open_copy(self.folder / f"copy-{threading.get_ident()}.duckdb")
        fill_copy(connection, self.store)
        moment = Moment(instant(day), instant(day if known is None else known))
        return connection, Evaluation(self.agreement, DuckdbEngine(connection), moment)

    def sweep(self, day: float, since: float | None = None) -> Swept:
        """Sweep on a day."""
        connection, evaluation = self.evaluation(day)
        swept = sweep(self.store, evaluation, instant(day), None if since is None else instant(since))
        connection.close()
        return swept

    def levels(self, day: float, known: float | None = None) -> list[Escalation]:
        """The levels as of a day."""
        connection, evaluation = self.evaluation(day, known)
        found = Clocks(evaluation).escalations()
        connection.close()
        return found

    def decisions(self) -> list[dict[str, Any]]:
        """What was decided, in order, with person, due moment and the moment of recording."""
        recorded = self.store.facts(range(1, self.store.position() + 1))
        return [
            {**json.loads(each.fact.body), "who": each.fact.person, "due": each.fact.occurred_at,
             "recorded": each.recorded_at}
            for each in recorded if each.fact.kind == "decision"
        ]  # fmt: skip

    def outbox(self) -> list[Message]:
        """What nobody was told yet."""
        return self.store.outbox.unsent()


def said(swept: Swept) -> list[tuple[str, int, tuple[str, ...]]]:
    """What a sweep fired: the subject, the level, who is told."""
    return [(each.level.subject, each.level.percent, each.told) for each in swept.fired]
