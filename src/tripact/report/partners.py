"""Partners: registrations with their protection, conflicts with their winner, deals that nobody registered (HND-7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tripact.errors import TripactError
from tripact.evaluate.deals import Deals, DealState
from tripact.evaluate.registrations import Registration, registrations
from tripact.report.heading import Heading

DEFINITIONS = {
    "standing": "protected: the account is held now; pending: it is held, and not yet accepted; expired: the time of "
    "protection is over; returned, withdrawn: given back; conflict: another partner's protection was in the ledger "
    "first.",
    "winner": "The partner whose registration, recorded first, held the account.",
    "shadow": "Deals of the partner channel whose account no registration protected when they were opened.",
}
Standing = Literal["protected", "pending", "expired", "returned", "withdrawn", "conflict"]


@dataclass(frozen=True)
class PartnerRow:
    """One registration as it stands at the moment, with ids; instants in UTC milliseconds."""

    fact: int
    partner: str | None
    account: str | None
    registered_at: int
    until: int | None
    standing: Standing
    extensions: int
    winner: str | None
    winner_fact: int | None
    reason: str | None


@dataclass(frozen=True)
class Shadow:
    """A deal from a partner that is in no registration."""

    deal: str
    account: str | None
    opened_at: int
    standing: str | None
    owner: str | None
    amount: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class PartnerReport:
    """The report; it is of all registrations up to its moment."""

    heading: Heading
    rows: tuple[PartnerRow, ...]
    shadow: tuple[Shadow, ...]


def partners(deals: Deals) -> PartnerReport:
    """Return all registrations in the order of the ledger, and the deals that should have one.

    Raises:
        TripactError: If the agreement says nothing of partners.
    """
    agreement, now = deals.evaluation.agreement, deals.evaluation.moment.as_of
    if agreement.partners is None:
        hint = "Add partners: {registration: HANDOFF, protection: 90 days} to the agreement."
        raise TripactError("missing", "The agreement says nothing of partners.", hint=hint)
    known = registrations(deals)
    accounts, by_fact = deals.ids("account"), {row.seq: row for row in known}
    rows = tuple(_row(row, by_fact, accounts, now) for row in known)
    return PartnerReport(Heading.of(deals.evaluation), rows, _shadow(deals, known, accounts))


def standing_of(row: Registration, now: int) -> Standing:
    """Return how a registration stands at a moment."""
    if row.standing in ("conflict", "returned", "withdrawn"):
        return row.standing
    if not row.protects(now):
        return "expired"
    return "protected" if row.standing == "accepted" else "pending"


def _row(row: Registration, known: dict[int, Registration], accounts: dict[int, str], now: int) -> PartnerRow:
    winner = known[row.winner].partner if row.winner is not None else None
    account = accounts.get(row.account) if row.account is not None else None
    return PartnerRow(
        row.seq, row.partner, account, row.registered_at, row.until, standing_of(row, now), row.extensions,
        winner, row.winner, row.reason,
    )  # fmt: skip


def _shadow(deals: Deals, known: tuple[Registration, ...], accounts: dict[int, str]) -> tuple[Shadow, ...]:
    partners = deals.evaluation.agreement.partners
    if partners is None or partners.channel is None:
        return ()
    states = [row for row in deals.states([deals.evaluation.moment.as_of]) if row.opened_at is not None]
    channels = deals.labels("channel", deals.known([deals.evaluation.moment.as_of]))
    names = deals.ids()
    missing = [
        row for row in states if channels.get((row.deal, row.ts)) == partners.channel and not _covered(row, known)
    ]
    return tuple(
        Shadow(
            names[row.deal], accounts.get(row.account or 0), row.opened_at or 0, row.standing, row.owner, row.amount,
            row.currency,
        )
        for row in missing
    )  # fmt: skip


def _covered(state: DealState, known: tuple[Registration, ...]) -> bool:
    """Tell whether a registration of the deal, its person or its account protected it when it was opened."""
    return any(
        row.protects(state.opened_at or 0)
        and (
            state.deal == row.deal
            or (state.account is not None and state.account == row.account)
            or (row.person is not None and state.journey == row.person)
        )
        for row in known
    )
