"""Whether a person may be contacted: a lawful basis first, and nobody after they withdrew it (DAT-3)."""

from __future__ import annotations

from typing import Literal

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.triggers import Trigger
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.refusals import Refusal
from tripact.evaluate.visible import Moment

Basis = Literal["given", "expired", "withdrawn", "none"]

_WITHDRAWN = Trigger("opt_out")


def basis_at(evaluation: Evaluation, person: int, channel: str) -> Basis:
    """Return how a person stands to being contacted on a channel, as of the evaluation's moment.

    What was said of the channel last counts; what was said without a channel was said of all.
    """
    now = literal(evaluation.moment.as_of)
    mine = exp.EQ(this=exp.column("person"), expression=literal(person))
    lasting = exp.alias_(exp.LT(this=now, expression=exp.column("lasts_until")), "lasting")
    query = exp.select("channel", "state", lasting).from_("contact_bases").where(mine)
    query = query.where(exp.LTE(this=exp.column("from_ts"), expression=now.copy()))
    query = query.where(exp.LT(this=now.copy(), expression=exp.column("until_ts")))
    known = {of: (state, lasts) for of, state, lasts in evaluation.query(query)}
    state, lasts = known.get(channel) or known.get("") or ("none", False)
    if state == "given":
        return "given" if lasts else "expired"
    return "withdrawn" if state == "withdrawn" else "none"


def people_of(engine: Engine, moment: Moment, deal: str) -> list[str]:
    """Return the ids of the people a deal came from."""
    known = exp.and_(
        "l.relation = 'converted'",
        exp.LTE(this=exp.column("recorded_at", "l"), expression=literal(moment.known_at)),
        exp.EQ(this=exp.column("id", "d"), expression=literal(deal)),
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
