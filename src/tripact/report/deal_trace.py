"""Why a deal stands where it stands: its state with the facts behind it, its stages, what is missing, its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlglot import exp

from tripact.errors import TripactError
from tripact.evaluate.compose import literal
from tripact.evaluate.deals import Deals, DealState, Loss
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates
from tripact.evaluate.registrations import Registration, registrations
from tripact.evaluate.wip import WorkInProgress
from tripact.report.clock_list import ListedClock
from tripact.report.clock_trace import SubjectClocks
from tripact.worktime.instant import local_date


class Known(NamedTuple):
    """A field or an attribute with the fact that states it."""

    field: str
    value: object
    fact: int
    since: int


class Stay(NamedTuple):
    """A stay of the deal in a stage."""

    cycle: int
    stage: str | None
    standing: str
    entered_at: int
    left_at: int | None
    fact: int


class OwnerLoad(NamedTuple):
    """How many deals the owner holds open in a band."""

    band: str | None
    open: int
    limit: int | None


@dataclass(frozen=True)
class DealTrace:
    """One deal, explained; instants in UTC milliseconds.

    Attributes:
        known: What is stated of it, by field.
        stays: Its stages, in order.
        losses: Its losses; those that reopening made void are marked.
        people: Ids of the stakeholders.
        missing: Fields that its stage asks for and that are not known, as gates judge it.
        next_step: ``dated``, ``overdue``, ``undated`` or ``missing``.
        health: Each mark of the agreement; None where it cannot be said.
        load: What its owner holds open now, by band.
        registrations: Those of its account, its person or itself, in the order of the ledger.
        clocks: The clocks of its journey.
    """

    id: str
    account: str | None
    zone: str
    as_of: int
    state: DealState
    known: tuple[Known, ...]
    stays: tuple[Stay, ...]
    losses: tuple[Loss, ...]
    people: tuple[str, ...]
    missing: tuple[str, ...]
    next_step: str
    health: dict[str, bool | None]
    load: tuple[OwnerLoad, ...]
    registrations: tuple[Registration, ...]
    clocks: tuple[ListedClock, ...]


def deal_trace(evaluation: Evaluation, identifier: str) -> DealTrace:
    """Return the explanation of a deal at the moment of an evaluation.

    Raises:
        TripactError: If no fact speaks of such a deal by then.
    """
    deals, agreement, now = Deals(evaluation), evaluation.agreement, evaluation.moment.as_of
    key = _key(deals, identifier)
    state = next(iter(deals.states([now], key)), None)
    if state is None:
        raise TripactError(
            "missing", f"Nothing was known of the deal '{identifier}' by then.", hint="Ask of a later day."
        )
    known = tuple(_known(deals, key, now))
    forecast = agreement.forecast
    today = local_date(now, agreement.zone)
    rules = {name: rule.at(today) for name, rule in forecast.health.items()} if forecast else {}
    segment = deals.labels("segment", deals.known([now], key)).get((key, now))
    clocks = SubjectClocks(agreement, evaluation.engine, evaluation.moment, identifier)
    try:
        return DealTrace(
            id=identifier,
            account=deals.ids("account").get(state.account or 0),
            zone=agreement.zone,
            as_of=now,
            state=state,
            known=known,
            stays=tuple(_stays(deals, key)),
            losses=tuple(loss for loss in deals.losses() if loss.deal == key),
            people=_people(deals, key),
            missing=Gates(evaluation).missing(key, state.stage, segment) if state.stage else (),
            next_step=_next_step(state, now),
            health=deals.marks(key, {name: text for name, text in rules.items() if text}),
            load=tuple(_load(deals, state, now)),
            registrations=tuple(row for row in registrations(deals) if _about(row, state)),
            clocks=tuple(clocks.found),
        )
    finally:
        clocks.close()


def _key(deals: Deals, identifier: str) -> int:
    found = [key for key, name in deals.ids().items() if name == identifier]
    if not found:
        hint = "Ids are those of the imported data."
        raise TripactError("missing", f"No fact speaks of a deal '{identifier}'.", hint=hint)
    rows = deals.query(exp.select("survivor").from_("canonical").where(_is("key", found[0])))
    return int(str(rows[0][0])) if rows else found[0]


def _known(deals: Deals, key: int, now: int) -> Iterator[Known]:
    columns = ("field", "text", "amount", "moment", "seq", "from_ts", "until_ts")
    query = exp.select(*columns).from_("deal_states").where(_is("deal", key)).order_by("kind desc", "field")
    for field, text, amount, moment, seq, start, until in deals.query(query):
        if int(str(start)) <= now < int(str(until)):
            value = next((each for each in (amount, moment, text) if each is not None), None)
            yield Known(str(field), value, int(str(seq)), int(str(start)))


def _stays(deals: Deals, key: int) -> Iterator[Stay]:
    columns = ("cycle", "stage", "standing", "entered_at", "left_at", "seq")
    query = exp.select(*columns).from_("deal_stays").where(_is("deal", key)).order_by("entered_at", "seq")
    for row in deals.query(query):
        yield Stay(*row)  # type: ignore[arg-type]


def _people(deals: Deals, key: int) -> tuple[str, ...]:
    query = exp.select("person").from_("deal_people").where(_is("deal", key)).order_by("since", "person")
    names = deals.ids("person")
    return tuple(names[int(str(person))] for (person,) in deals.query(query))


def _next_step(state: DealState, now: int) -> str:
    if state.next_step is None:
        return "missing"
    if state.next_step_due is None:
        return "undated"
    return "dated" if state.next_step_due >= now else "overdue"


def _load(deals: Deals, state: DealState, now: int) -> Iterator[OwnerLoad]:
    work = WorkInProgress(deals)
    if not work.limits or state.owner is None:
        return
    held = {row.band: row.n for row in work.held([now]) if row.owner == state.owner}
    for band in (*work.limits, *(band for band in held if band is None)):
        yield OwnerLoad(band, held.get(band, 0), work.limits.get(band) if band else None)


def _about(row: Registration, state: DealState) -> bool:
    """Tell whether a registration speaks of the deal, of its account or of the person it came from."""
    same = ((row.deal, state.deal), (row.account, state.account), (row.person, state.journey))
    return any(mine is not None and mine == theirs for mine, theirs in same)


def _is(column: str, key: int) -> exp.Expr:
    return exp.EQ(this=exp.column(column), expression=literal(key))
