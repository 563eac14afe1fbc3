"""What the agreement holds against statements: gates of moves, contact without a basis, limits on open deals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import literal
from tripact.evaluate.contacting import Basis, Contact, refuse_contact, refuse_contacts
from tripact.evaluate.deals import Deals
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.proposal import refuse_moves
from tripact.evaluate.proposed import LAST, Move
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.visible import Moment as Seen
from tripact.evaluate.wip import WipBreach, proposed_deal, stated_attribute, weighed_names, wip_refusals
from tripact.ledger.facts import Fact
from tripact.service.excusing import excused_clock
from tripact.service.merging import merged_in_a_circle
from tripact.service.statements import Statement


class Asked(NamedTuple):
    """What an agreement asks of a statement; nothing if all are false.

    Attributes:
        move: Whether its gates let the move pass.
        contact: Whether the person may be contacted.
        limit: Whether one more deal may be open.
        excuse: Which clock an excuse is said of.
        merge: Whether somebody may be merged into somebody else.
    """

    move: bool = False
    contact: bool = False
    limit: bool = False
    excuse: bool = False
    merge: bool = False

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return any(self)


@dataclass(frozen=True)
class Policy:
    """What an agreement asks, whatever the facts."""

    agreement: Agreement

    def asks(self, statement: Statement) -> Asked:
        """Return what is asked of a statement."""
        outbound = statement.kind == "attempt" and statement.body.get("direction") != "inbound"
        contact, limit = outbound and self._guarded, self._limited(statement)
        merge = statement.kind == "link" and statement.body.get("relation") == "merged"
        return Asked(statement.kind == "move", contact, limit, statement.kind == "excuse", merge)

    def _limited(self, statement: Statement) -> bool:
        wip = self.agreement.wip
        if wip is None or wip.kind != "hard" or statement.about.deal is None:
            return False
        if statement.kind == "attribute":
            return statement.body.get("name") in weighed_names(self.agreement)
        return statement.kind in ("move", "deal") and _opens(self.agreement, statement.body.get("stage"))

    @cached_property
    def _guarded(self) -> bool:
        """Whether the agreement asks for a basis or forbids contact after a withdrawal."""
        never: tuple[Basis, ...] = ("none", "withdrawn")
        return any(refuse_contact(self.agreement, basis, ("", ""), automatic=False) for basis in never)


@dataclass(frozen=True)
class Objections:
    """The objections of an agreement to facts that are proposed, each at a place among the recorded ones.

    Attributes:
        agreement: The agreement.
        engine: Over the facts.
        known_at: Up to when facts were recorded, UTC milliseconds.
    """

    agreement: Agreement
    engine: Engine
    known_at: int

    def refusals(self, statement: Statement, fact: Fact) -> Sequence[Refusal]:
        """Return every reason for which the agreement refuses a statement; none if it may stand."""
        asked, proposed = Policy(self.agreement).asks(statement), [(LAST, fact)]
        return [
            *(self.to_moves([move_of(LAST, fact)])[0] if asked.move else ()),
            *(self.to_contacts(proposed)[0] if asked.contact else ()),
            *(self.to_open(statement.body, fact) if asked.limit else ()),
            *(self.to_excuse(fact) if asked.excuse else ()),
            *(self.to_merges([(LAST, fact)])[LAST] if asked.merge else ()),
        ]

    def to_merges(self, proposed: Sequence[tuple[int, Fact]]) -> dict[int, list[Refusal]]:
        """Return what is held against each of some merges, by its place: that it closes a circle."""
        return merged_in_a_circle(self.engine, self.known_at, proposed)

    def to_excuse(self, fact: Fact) -> Sequence[Refusal]:
        """Return what is held against an excuse: that it names no one clock, or decides what nobody claimed."""
        return excused_clock(self.agreement, self.engine, self.known_at, fact).refused

    def to_moves(self, moves: Sequence[Move]) -> list[list[Refusal]]:
        """Return what is held against each of some moves, of which none may change the verdict on another."""
        return refuse_moves(self.agreement, self.engine, moves, self.known_at)

    def to_contacts(self, proposed: Sequence[tuple[int, Fact]]) -> list[list[Refusal]]:
        """Return what is held against each of some attempts."""
        contacts = [_contact_of(place, fact) for place, fact in proposed]
        return refuse_contacts(self.agreement, self.engine, contacts, self.known_at)

    def to_open(self, stated: Mapping[str, object], fact: Fact) -> list[Refusal]:
        """Return the hard limit on open deals that a statement about a deal would break: at its moment, or since.

        What is dated back is judged by the present as well, unless the deal went on from there.
        """
        latest = self._latest(fact)
        moments = (fact.occurred_at,) if latest is None else (fact.occurred_at, latest)
        found = (self._over(stated, fact, moment) for moment in moments)
        breaches = next((each for each in found if each), [])
        return [Refusal("wip", each.message, "owner", self.agreement.where("wip")) for each in breaches]

    def _over(self, stated: Mapping[str, object], fact: Fact, moment: int) -> list[WipBreach]:
        evaluation = Evaluation(self.agreement, self.engine, Seen(moment, self.known_at))
        try:
            deals = Deals(evaluation)
            deal = _key(evaluation, "deal", fact.deal)
            account = _key(evaluation, "account", fact.account) if fact.kind == "deal" else None
            proposed = proposed_deal(deals, _fields(self.agreement, fact, stated), deal, account)
            return list(wip_refusals(deals, proposed, deal))
        finally:
            evaluation.close()

    def _latest(self, fact: Fact) -> int | None:
        """Return when a fact last spoke of any deal; None if that was before, or the fact's own deal went on since."""
        columns = {"deals": "null", "moves": "null", "attributes": "d.name"}
        told = [
            exp.select("d.deal", "d.ts", "s.id", f"cast({name} as text) as name")
            .from_(f"ledger.{relation} as d")
            .join("ledger.subjects as s", on="s.key = d.deal")
            for relation, name in columns.items()
        ]
        later = exp.select("max(ts)", exp.alias_(exp.func("max", _own(fact)), "own_ts"))
        later = later.from_(exp.union(*told, distinct=False).subquery("told")).where(f"ts > {fact.occurred_at}")
        ((latest, own),) = self.engine.rows(later)
        return None if own is not None or latest is None else int(str(latest))


def _key(evaluation: Evaluation, kind: str, name: str | None) -> int | None:
    """Return the key by which a subject is read; None if no fact ever named it."""
    if name is None:
        return None
    known = exp.select("key").from_("ledger.subjects").where(exp.column("kind").eq(literal(kind)))
    rows = evaluation.engine.rows(known.where(exp.column("id").eq(literal(name))))
    return next((evaluation.survivors.get(int(str(key)), int(str(key))) for (key,) in rows), None)


def _fields(agreement: Agreement, fact: Fact, stated: Mapping[str, object]) -> Mapping[str, object]:
    """Return what a statement says of a deal, by the names that rules say."""
    if fact.kind == "move":
        return {"stage": stated["stage"]}
    return stated_attribute(agreement, stated) if fact.kind == "attribute" else stated


def _own(fact: Fact) -> exp.Expr:
    """Return when the fact's own deal went on; from what an attribute says, only by that attribute said again."""
    stated = json.loads(fact.body).get("name") if fact.kind == "attribute" else None
    same = exp.column("id").eq(literal(str(fact.deal)))
    went: exp.Expr = exp.column("name").is_(exp.null())
    if stated is not None:
        again = exp.column("name").eq(literal(str(stated)))
        went = exp.or_(again, went) if stated == "owner" else again
    return exp.case().when(exp.and_(same, went), exp.column("ts"))


def _contact_of(place: int, fact: Fact) -> Contact:
    body = json.loads(fact.body)
    return Contact(fact.person, fact.deal, str(body["channel"]), fact.occurred_at, bool(body.get("automatic")), place)


def move_of(place: int, fact: Fact) -> Move:
    """Return the move that a fact states, at a place among the facts."""
    body = json.loads(fact.body)
    day = fact.precision == "day"
    return Move(fact.person, fact.deal, body["stage"], fact.occurred_at, body.get("reason"), day, place)


def _opens(agreement: Agreement, stage: object) -> bool:
    """Tell whether a deal is open in a stage; one of which no stage is said is about to be."""
    if stage is None:
        return True
    before_won = list(takewhile(lambda name: agreement.stages[name].kind != "won", agreement.stages))
    return stage in before_won and agreement.stages[str(stage)].kind == "main"
