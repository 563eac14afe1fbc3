"""Everybody who owns, promises, hands over or is told something is a party."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import suggest

Named = tuple[Path, str]


def check_parties(agreement: Agreement) -> Iterator[Issue]:
    """Yield names that are no party.

    - Owners of stages (``marketing -> sdr`` names two), targets, rituals and commitments.
    - Both sides of commitments and handoffs, and who is limited by ``wip``.
    - Whom an escalation notifies: a party or a party's manager.
    - An agreement without parties (an event log) is not asked.
    """
    if not agreement.parties:
        return
    managers = {party.manager for party in agreement.parties.values() if party.manager}
    yield from _strangers(agreement, _acting(agreement), set(agreement.parties))
    yield from _strangers(agreement, _told(agreement), {*agreement.parties, *managers})


def _strangers(agreement: Agreement, named: Iterator[Named], known: set[str]) -> Iterator[Issue]:
    for path, name in named:
        if name and name not in known:
            yield Issue.at(agreement.place(*path), "unknown-party", f"'{name}' is no party.", suggest(name, known))


def _acting(agreement: Agreement) -> Iterator[Named]:
    for name, stage in agreement.stages.items():
        yield from ((("stages", name, "owner"), owner.strip()) for owner in stage.owner.split("->"))
    for name, target in agreement.targets.items():
        yield ("targets", name, "owner"), target.owner
    for name, ritual in agreement.rituals.items():
        yield ("rituals", name, "owner"), ritual.owner
        yield from ((("rituals", name, "invites"), guest) for guest in ritual.invites)
    for name, commitment in agreement.commitments.items():
        yield ("commitments", name, "owner"), commitment.owner or ""
        yield from ((("commitments", name, "between"), party) for party in commitment.between)
    for name, handoff in agreement.handoffs.items():
        yield ("handoffs", name, "from"), handoff.from_
        yield ("handoffs", name, "to"), handoff.to
    if agreement.wip:
        yield ("wip", "per"), agreement.wip.per


def _told(agreement: Agreement) -> Iterator[Named]:
    for name, commitment in agreement.commitments.items():
        for step, escalation in enumerate(commitment.escalate):
            path = ("commitments", name, "escalate", step)
            yield from (((*path, "notify"), told) for told in escalation.notify)
