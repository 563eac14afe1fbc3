"""Deal registration: which partner holds which account, since when and until when (HND-7).

The ledger's order decides: a registration that is recorded while another partner's protection covers the same
time is a conflict, whatever moment it claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from sqlglot import exp

from tripact.agreement.partners import Partners
from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.deals import Deals
from tripact.evaluate.step import Step

STEP = Step(
    "registrations",
    inputs=("handoffs", "deal_accounts", "memberships"),
    outputs={
        "seq": "bigint",
        "ts": "bigint",
        "recorded_at": "bigint",
        "account": "bigint",
        "person": "bigint",
        "deal": "bigint",
        "action": "text",
        "actor": "text",
        "reason": "text",
    },
    says="a partner, or we, said something of a registration",
    parameters=("registration",),
)

Standing = Literal["pending", "accepted", "returned", "withdrawn", "conflict"]


class Said(NamedTuple):
    """One fact about a registration: ``sent``, ``accepted``, ``returned``, ``extended`` or ``withdrawn``."""

    seq: int
    ts: int
    recorded_at: int
    account: int | None
    person: int | None
    deal: int | None
    action: str
    actor: str | None
    reason: str | None


@dataclass(frozen=True)
class Registration:
    """One registration of an account by a partner.

    Attributes:
        seq: The fact that made it; the order of the ledger is that of these numbers.
        partner: Who registered; None if the fact names nobody.
        registered_at: When, in UTC milliseconds.
        until: The end of the protection, which it does not include; None for a conflict.
        standing: What became of it. Pending and accepted ones protect.
        extensions: How often it was prolonged.
        winner: For a conflict: the number of the registration that holds the account.
        reason: Why it was returned.
    """

    seq: int
    account: int | None
    person: int | None
    deal: int | None
    partner: str | None
    registered_at: int
    until: int | None
    standing: Standing
    extensions: int = 0
    winner: int | None = None
    reason: str | None = None

    def protects(self, instant: int) -> bool:
        """Tell whether it keeps other partners out at an instant."""
        return self.until is not None and self.registered_at <= instant < self.until


def registrations(deals: Deals) -> tuple[Registration, ...]:
    """Return every registration known at the moment, in the order of the ledger."""
    partners = deals.evaluation.agreement.partners
    if partners is None:
        return ()
    query = exp.select(*Said._fields).from_("registrations").order_by("seq")
    said = bind(read_query("registrations"), {"registration": partners.registration})
    rows = deals.query(query, {"registrations": said})
    return settle((Said(*row) for row in rows), partners)  # type: ignore[arg-type]


def settle(said: Iterable[Said], partners: Partners) -> tuple[Registration, ...]:
    """Return the registrations that facts make, told in the order of the ledger."""
    accounts: dict[object, list[Registration]] = defaultdict(list)
    for each in said:
        # What names no account can only meet what is said of the same person or deal.
        known = accounts[each.account if each.account is not None else ("person", each.person, each.deal)]
        if each.action == "sent":
            _register(known, each, partners)
        else:
            _decide(known, each, partners)
    return tuple(sorted((row for known in accounts.values() for row in known), key=lambda row: row.seq))


def _register(known: list[Registration], said: Said, partners: Partners) -> None:
    """Add a registration; of the holder's own, a further one within the protection changes nothing."""
    until = said.ts + partners.protection.milliseconds
    holder = next((row for row in known if row.until and row.registered_at < until and said.ts < row.until), None)
    if holder and holder.partner == said.actor and said.actor is not None:
        return
    fresh = Registration(said.seq, said.account, said.person, said.deal, said.actor, said.ts, until, "pending")
    known.append(replace(fresh, until=None, standing="conflict", winner=holder.seq) if holder else fresh)


def _decide(known: list[Registration], said: Said, partners: Partners) -> None:
    """Apply a decision to the registration it speaks of: the latest of that person or deal, still to be decided."""
    place = next((n for n in reversed(range(len(known))) if _speaks_of(known[n], said)), None)
    if place is None:
        return
    row = known[place]
    if said.action == "accepted" and row.standing == "pending":
        known[place] = replace(row, standing="accepted")
    elif said.action in ("returned", "withdrawn"):
        known[place] = _ended(row, said)
    elif said.action == "extended" and row.protects(said.ts) and row.extensions < partners.extensions:
        longer = (row.until or 0) + partners.protection.milliseconds
        others = (each for each in known if each is not row and each.until is not None)
        if not any(each.registered_at < longer and row.registered_at < (each.until or 0) for each in others):
            known[place] = replace(row, until=longer, extensions=row.extensions + 1)


def _ended(row: Registration, said: Said) -> Registration:
    """Return a registration that was given back: it protects no longer; a conflict stays one."""
    if row.standing == "conflict":
        return replace(row, reason=said.reason)
    standing: Standing = "returned" if said.action == "returned" else "withdrawn"
    end = None if row.until is None else min(row.until, said.ts)
    return replace(row, standing=standing, until=end, reason=said.reason)


def _speaks_of(row: Registration, said: Said) -> bool:
    if said.action in ("extended", "withdrawn"):
        return row.partner == said.actor and row.standing in ("pending", "accepted")
    same = (row.person, row.deal) == (said.person, said.deal)
    return same and row.standing in ("pending", "conflict") and row.reason is None
