"""Clocks and handoffs speak of stages, definitions, handoffs, milestones and calendars that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import suggest
from tripact.agreement.triggers import VERBS, Trigger


def check_references(agreement: Agreement) -> Iterator[Issue]:
    """Yield references to what is not declared.

    - The stage, definition, handoff or milestone that a moment names.
    - A definition that a moment waits for, and that nobody decides: it opens no stage and judges no account.
    - A hand-raise, or a meeting booked or held, where nothing is listed that would be one.
    - The calendar of a commitment, a handoff or a party.
    """
    known, decided = _known(agreement), set(_decided(agreement))
    for path, trigger in triggers(agreement):
        of = VERBS[trigger.verb][0]
        if of in known and trigger.name not in known[of]:
            message = f"'{trigger}' speaks of the {of} '{trigger.name}', which is not declared."
            yield Issue.at(agreement.place(*path), f"unknown-{of}", message, suggest(trigger.name, known[of]))
        elif of == "definition" and trigger.name not in decided:
            message = f"'{trigger}' never happens: the definition opens no stage and judges no account."
            hint = f"Say which stage it opens ('enter: definition {trigger.name}'), or name another moment."
            yield Issue.at(agreement.place(*path), "undecided-definition", message, hint)
    yield from _unheard(agreement)
    for path, calendar in _calendars(agreement):
        if calendar and calendar not in agreement.calendars:
            message = f"The calendar '{calendar}' is not declared."
            yield Issue.at(agreement.place(*path), "unknown-calendar", message, suggest(calendar, agreement.calendars))


def _unheard(agreement: Agreement) -> Iterator[Issue]:
    """Yield moments for which the agreement lists no signal or outcome that would be one."""
    contact = agreement.contact
    listed = {"hand_raise": ("hand_raisers", contact.hand_raisers), "held": ("held", contact.held)}
    listed["booked"] = ("booked", contact.booked)
    for path, trigger in triggers(agreement):
        key, heard = listed.get(trigger.verb, ("", ("any",)))
        if not heard:
            message = f"'{trigger}' never happens: no record is read as one."
            yield Issue.at(agreement.place(*path), "unheard-moment", message, f"List them under 'contact: {key}'.")


def _known(agreement: Agreement) -> dict[str, Iterable[str]]:
    return {
        "stage": agreement.stages,
        "definition": agreement.definitions,
        "handoff": agreement.handoffs,
        "milestone": agreement.milestones,
    }


def _decided(agreement: Agreement) -> Iterator[str]:
    yield from (stage.definition for stage in agreement.stages.values() if stage.definition)
    yield from (name for name, definition in agreement.definitions.items() if definition.account)


def triggers(agreement: Agreement) -> Iterator[tuple[Path, Trigger]]:
    """Yield every moment that a clock or a handoff names, with the path of its clause."""
    for name, clock in agreement.commitments.items():
        for part in ("starts", "stops", "cancels", "forbids", "lifts"):
            yield from ((("commitments", name, part), trigger) for trigger in getattr(clock, part))
        for pause in clock.pauses:
            yield from ((("commitments", name, "pauses"), each) for each in (*pause.since, *pause.until))
    for name, handoff in agreement.handoffs.items():
        yield from ((("handoffs", name, "when"), trigger) for trigger in handoff.when)


def _calendars(agreement: Agreement) -> Iterator[tuple[Path, str | None]]:
    for name, party in agreement.parties.items():
        yield ("parties", name, "calendar"), party.calendar
    for name, commitment in agreement.commitments.items():
        yield ("commitments", name, "calendar"), commitment.calendar
    for name, handoff in agreement.handoffs.items():
        yield ("handoffs", name, "calendar"), handoff.calendar
