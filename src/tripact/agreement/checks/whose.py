"""Whose calendar counts is said completely, and where it can matter."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path
from tripact.agreement.spelling import suggest


def check_whose(agreement: Agreement) -> Iterator[Issue]:
    """Yield calendars of owners and customers that are not declared or not used rightly.

    - The section ``whose`` names declared calendars, and an attribute of the account.
    - A commitment on the owner's or the customer's calendar finds theirs there.
    - Such a commitment has a time of its own; a prohibition counts days of the agreement.
    - ``handover: switch`` takes the owner's calendar, and counts business hours.
    """
    for path, calendar in _named(agreement):
        if calendar not in agreement.calendars:
            message = f"The calendar '{calendar}' is not declared."
            yield Issue.at(agreement.place(*path), "unknown-calendar", message, suggest(calendar, agreement.calendars))
    for attribute in agreement.whose.customer:
        declared = agreement.attributes.get(attribute)
        if declared is None or declared.of != "account":
            message = f"The customer's calendar is told by '{attribute}', which is no attribute of the account."
            accounts = [name for name, each in agreement.attributes.items() if each.of == "account"]
            yield Issue.at(agreement.place("whose", "customer"), "whose", message, suggest(attribute, accounts))
    for name, commitment in agreement.commitments.items():
        for message, hint in _problems(agreement, commitment):
            yield Issue.at(agreement.place("commitments", name), "whose", f"'{name}' {message}.", hint)


def _named(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    for owner, calendar in agreement.whose.owner.items():
        yield ("whose", "owner", owner), calendar
    for attribute, values in agreement.whose.customer.items():
        yield from ((("whose", "customer", attribute, value), calendar) for value, calendar in values.items())


def _problems(agreement: Agreement, commitment: Commitment) -> Iterator[tuple[str, str]]:
    whose = commitment.whose
    if whose != "team" and not getattr(agreement.whose, whose):
        yield f"runs on the calendar of the {whose}, and none is told", f"Add 'whose: {{{whose}: …}}' to the agreement."
    if whose != "team" and commitment.sort == "prohibition":
        yield f"is a prohibition, which has no calendar of the {whose}", "Drop 'whose'."
    if commitment.handover == "switch":
        yield from _switch(commitment)


def _switch(commitment: Commitment) -> Iterator[tuple[str, str]]:
    if commitment.whose != "owner":
        yield "switches the calendar with the owner, but does not run on the owner's", "Add 'whose: owner'."
    aim = commitment.aim.within.values if commitment.aim else ()
    times = (*(commitment.within.values if commitment.within else ()), *aim)
    others = [time.text for time in times if time.unit != "business"]
    if others:
        hint = "Promise business hours, or keep the calendar: 'handover: keep'."
        yield f"switches the calendar at a handover, and counts {others[0]}, which no calendar adds up", hint
