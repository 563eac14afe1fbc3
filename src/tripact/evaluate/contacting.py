"""Whether a person may be contacted: a lawful basis first, and nobody after they withdrew it (DAT-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.triggers import Trigger
from tripact.evaluate.asked_bases import CONTACTS
from tripact.evaluate.compose import chain, literal, read_query, values_relation
from tripact.evaluate.engine import Engine
from tripact.evaluate.linked import keys_of
from tripact.evaluate.proposed import LAST
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.visible import Moment, View, merges, survivors, visible_relation

Basis = Literal["given", "expired", "withdrawn", "none"]

_WITHDRAWN = Trigger("opt_out")


@dataclass(frozen=True)
class Contact:
    """An attempt that somebody proposes; the instant in UTC milliseconds.

    Attributes:
        person: Id of whom it is to reach; None where it names a deal alone.
        deal: Id of the deal.
        channel: By what.
        ts: When.
        automatic: Whether a machine makes it.
        seq: Its place among the facts: what comes after it is not looked at.
    """

    person: str | None
    deal: str | None
    channel: str
    ts: int
    automatic: bool
    seq: int = LAST


def refuse_contacts(
    agreement: Agreement, engine: Engine, contacts: Sequence[Contact], known_at: int
) -> list[list[Refusal]]:
    """Return for each contact why the agreement lets nobody make it; nothing if it does.

    Args:
        agreement: The agreement.
        engine: Over the facts.
        contacts: The contacts.
        known_at: Up to when facts were recorded, UTC milliseconds.
    """
    reached = [[each.person] if each.person else people_of(engine, each, known_at) for each in contacts]
    asked = [(contact, person) for contact, people in zip(contacts, reached, strict=True) for person in people]
    bases = iter(bases_at(engine, asked, known_at))
    return [
        [
            refusal
            for person in people
            for refusal in refuse_contact(
                agreement, next(bases), (person, contact.channel), automatic=contact.automatic
            )
        ]
        for contact, people in zip(contacts, reached, strict=True)
    ]


def bases_at(engine: Engine, asked: Sequence[tuple[Contact, str]], known_at: int) -> list[Basis]:
    """Return how each person stood to being contacted, as of the contact.

    What was said of the channel last counts; what was said without a channel was said of all.
    """
    if not asked:
        return []
    moment = Moment(max(contact.ts for contact, _ in asked), known_at)
    same = survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    keys = {name: same.get(key, key) for name, key in keys_of(engine, (("person", who) for _, who in asked)).items()}
    rows = [
        (place, keys.get(("person", who)), contact.channel, contact.ts, contact.seq)
        for place, (contact, who) in enumerate(asked)
    ]
    trees = {
        **visible_relation("consents", View(moment, merged=bool(same), voided=True)),
        "canonical": values_relation({"key": "bigint", "survivor": "bigint"}, tuple(same.items())),
        "asked_contacts": values_relation(CONTACTS, rows),
        "asked_bases": read_query("asked_bases"),
    }
    found = engine.rows(chain(exp.select("place", "state", "expires_at").from_("asked_bases"), trees))
    said = {place: (state, expires) for place, state, expires in found}
    return [_basis(said.get(place), contact.ts) for place, (contact, _) in enumerate(asked)]


def _basis(said: tuple[object, object] | None, ts: int) -> Basis:
    if said is None:
        return "none"
    state, expires = said
    if state != "given":
        return "withdrawn"
    return "expired" if expires is not None and int(str(expires)) <= ts else "given"


def people_of(engine: Engine, contact: Contact, known_at: int) -> list[str]:
    """Return the ids of the people the deal of a contact came from."""
    known = exp.and_(
        "l.relation = 'converted'",
        exp.LTE(this=exp.column("recorded_at", "l"), expression=literal(known_at)),
        exp.LT(this=exp.column("seq", "l"), expression=literal(contact.seq)),
        exp.EQ(this=exp.column("id", "d"), expression=literal(str(contact.deal))),
    )
    query = exp.select("p.id").from_("ledger.links as l").where(known).order_by("l.ts", "l.seq").limit(1)
    query = query.join("ledger.subjects as d", on="d.key = l.deal and d.kind = 'deal'")
    query = query.join("ledger.subjects as p", on="p.key = l.other_key")
    return [str(identifier) for (identifier,) in engine.rows(query)]


def refuse_contact(agreement: Agreement, basis: Basis, contact: tuple[str, str], *, automatic: bool) -> list[Refusal]:
    """Return why the agreement lets nobody contact a person; nothing if it does.

    Args:
        agreement: The agreement.
        basis: How the person stands to it.
        contact: The person's id and the channel.
        automatic: Whether no human does it.
    """
    person, channel = contact
    if basis == "withdrawn":
        return _withdrawn(agreement, contact, automatic=automatic)
    if agreement.contact.lawful_basis == "required" and basis != "given":
        why = "has expired" if basis == "expired" else "is not recorded"
        said = f"The lawful basis for contacting '{person}' by {channel} {why}. {_how(person)}"
        return [Refusal("lawful-basis", said, "person", agreement.where("contact", "lawful_basis"))]
    return []


def _withdrawn(agreement: Agreement, contact: tuple[str, str], *, automatic: bool) -> list[Refusal]:
    person, channel = contact
    said = f"'{person}' does not want to be contacted by {channel}. {_how(person)}"
    for name, clause in agreement.commitments.items():
        touches = {"touch"} if automatic else {"touch", "attempt"}
        forbids = clause.sort == "prohibition" and any(each.verb in touches for each in clause.forbids)
        if forbids and _WITHDRAWN in clause.starts:
            return [Refusal("consent", said, "person", agreement.where("commitments", name))]
    if agreement.contact.lawful_basis == "required":
        return [Refusal("consent", said, "person", agreement.where("contact", "lawful_basis"))]
    return []


def _how(person: str) -> str:
    example = f'{{"person": "{person}", "state": "given", "basis": "…"}}'
    return f"When they consent, state it: tripact record consent --json '{example}'"
