"""The explanation of a deal as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from tripact.cli import output
from tripact.cli.clock_words import when
from tripact.evaluate.registrations import Registration
from tripact.report.amounts import exact
from tripact.report.clock_list import clock_document
from tripact.report.deal_trace import DealTrace, Known
from tripact.report.partners import standing_of
from tripact.report.writer import Writer
from tripact.worktime.instant import show

_MOMENTS = ("close_date", "next_step_due")
_INSTANTS = (
    *_MOMENTS,
    "ts",
    "stage_since",
    "opened_at",
    "closed_at",
    "entered_at",
    "left_at",
    "lost_at",
    "reopened_at",
)
_AMOUNTS = ("amount", "list_amount")
_NOBODY = "no known stakeholders"
_KEYS = ("deal", "account", "journey", "ts")
_MARKS = {True: "✓", False: "✗", None: "?"}


def print_deal(trace: DealTrace) -> None:
    """Print everything about a deal."""
    for line in _lines(trace):
        output.OUT.print(line, markup=False)


def deal_document(trace: DealTrace) -> dict[str, object]:
    """Return the explanation as plain values; instants in ISO 8601, amounts as decimal texts."""
    zone = trace.zone
    state = {name: value for name, value in trace.state._asdict().items() if name not in _KEYS}
    state["pass"] = state.pop("cycle_pass")
    return {
        "deal": trace.id,
        "account": trace.account,
        "as_of": show(trace.as_of, zone),
        "state": _plain(state, zone),
        "known": [_known(each.field, each.value, zone) | {"fact": each.fact, "since": show(each.since, zone)}
                  for each in trace.known],
        "stages": [_plain(each._asdict(), zone) for each in trace.stays],
        "losses": [_plain({k: v for k, v in each._asdict().items() if k != "deal"}, zone) for each in trace.losses],
        "stakeholders": list(trace.people),
        "missing": list(trace.missing),
        "next_step": trace.next_step,
        "health": trace.health,
        "owner_wip": [each._asdict() for each in trace.load],
        "registrations": [_registration(each, trace) for each in trace.registrations],
        "clocks": [clock_document(each, zone) for each in trace.clocks],
    }  # fmt: skip


def _lines(trace: DealTrace) -> Iterator[str]:
    state, writer = trace.state, Writer("en", trace.zone)
    stage = f"{state.standing} in {state.stage}" if state.stage else f"{state.standing}, in no stage"
    yield f"{trace.id} {state.name or ''}: {stage}, as of {when(trace.as_of, trace.zone)}"
    age = f"{writer.decimal(state.age_days)} days old, {writer.decimal(state.stage_age_days)} in this stage"
    people = output.counted(state.stakeholders, "stakeholder", "stakeholders") if state.stakeholders else _NOBODY
    yield f"  account {trace.account or '—'} · cycle {state.cycle} · {age} · {people}"
    yield "Known:"
    for each in trace.known:
        yield f"  {each.field} = {_shown(each, trace, writer)}   (fact {each.fact}, {when(each.since, trace.zone)})"
    yield f"Next step: {trace.next_step}"
    yield f"Missing: {', '.join(trace.missing) or 'nothing that this stage asks for'}"
    yield "Stages:"
    for stay in trace.stays:
        until = "now" if stay.left_at is None else when(stay.left_at, trace.zone)
        since = when(stay.entered_at, trace.zone)
        yield f"  {stay.stage or '—'} ({stay.standing}): {since} – {until} (fact {stay.fact})"
    yield from _losses(trace)
    yield from _around(trace)


def _shown(known: Known, trace: DealTrace, writer: Writer) -> object:
    """Return what is known as people write it: a day, a moment, an amount with its currency."""
    if known.field in _MOMENTS:
        return when(int(str(known.value)), trace.zone)
    if known.field in _AMOUNTS and isinstance(known.value, Decimal) and trace.state.currency:
        return exact(trace.state.currency, known.value, writer)
    return _number(known.value)


def _losses(trace: DealTrace) -> Iterator[str]:
    for loss in trace.losses:
        void = f"; void, reopened {when(loss.reopened_at, trace.zone)}" if loss.voided else ""
        fact = f" (fact {loss.reason_seq})" if loss.reason_seq else ""
        said = f"{loss.reason or 'unknown'}{fact}{void}"
        yield f"Lost: {when(loss.lost_at, trace.zone)} from {loss.lost_from or '—'}, {said}"


def _around(trace: DealTrace) -> Iterator[str]:
    """Yield what the agreement says of the deal: health, limits, registrations, clocks."""
    if trace.health:
        yield "Health: " + "  ".join(f"{_MARKS[held]} {name}" for name, held in trace.health.items())
    for each in trace.load:
        limit = "no limit" if each.limit is None else f"limit {each.limit}"
        band = each.band or "no limit can be said to hold"
        yield f"{trace.state.owner} holds {each.open} open where {band} ({limit})"
    for row in trace.registrations:
        held = f" until {when(row.until, trace.zone)}" if row.until is not None else f", held by fact {row.winner}"
        yield f"Registered by {row.partner or '—'}: {standing_of(row, trace.as_of)}{held} (fact {row.seq})"
    for clock in trace.clocks:
        yield f"Clock {clock.id}: {clock.state.replace('_', ' ')}"


def _registration(row: Registration, trace: DealTrace) -> dict[str, object]:
    plain = {name: value for name, value in asdict(row).items() if name not in ("account", "person", "deal", "seq")}
    plain |= {"registered_at": show(row.registered_at, trace.zone), "standing": standing_of(row, trace.as_of)}
    return plain | {"fact": row.seq, "until": None if row.until is None else show(row.until, trace.zone)}


def _known(field: str, value: object, zone: str) -> dict[str, object]:
    return {"field": field, "value": _plain({field: value}, zone)[field]}


def _plain(values: dict[str, object], zone: str) -> dict[str, object]:
    return {
        name: show(value, zone) if name in _INSTANTS and isinstance(value, int) else _number(value)
        for name, value in values.items()
    }


def _number(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
