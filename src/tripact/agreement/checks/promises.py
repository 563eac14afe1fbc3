"""Commitments are complete and can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.issues import Issue
from tripact.worktime.duration import Duration


def check_promises(agreement: Agreement) -> Iterator[Issue]:
    """Yield commitments that say too little or ask for the impossible.

    - A response and attempts have ``within``, and something that stops them.
    - A prohibition says what it forbids, and until when or what lifts it.
    - The objective is not longer than the commitment, where both are counted alike.
    - The attempts fit into the time with their spacing; at_most is not less than attempts.
    - Time in business hours or days has a calendar, its own or the owner's.
    - Warnings come before the end, the ladder rises.
    """
    for name, commitment in agreement.commitments.items():
        place = agreement.place("commitments", name)
        for rule, message, hint in _problems(agreement, commitment):
            yield Issue.at(place, rule, f"'{name}' {message}.", hint)


Problem = tuple[str, str, str]


def _problems(agreement: Agreement, commitment: Commitment) -> Iterator[Problem]:
    if commitment.sort == "prohibition":
        yield from _prohibition(agreement, commitment)
    else:
        yield from _promise(commitment)
        yield from _impossible(commitment)
    yield from _calendar(agreement, commitment)
    yield from _ladder(commitment)


def _prohibition(agreement: Agreement, commitment: Commitment) -> Iterator[Problem]:
    if not commitment.forbids:
        yield "incomplete", "forbids nothing", "Add 'forbids: attempt'."
    if commitment.until is None and not commitment.lifts:
        yield "incomplete", "never ends", "Say 'until: 45 days', 'until: rest' or what lifts it."
    if commitment.until == "rest" and not (agreement.recycle and agreement.recycle.rest):
        yield "incomplete", "lasts for the rest of the recycle section, which gives none", "Add 'rest:' there."


def _promise(commitment: Commitment) -> Iterator[Problem]:
    if commitment.within is None:
        yield "incomplete", "says no time", "Add 'within: 2 business hours'."
    if not commitment.stops and commitment.sort == "response":
        yield "incomplete", "is fulfilled by nothing", "Say what stops the clock: 'stops: attempt'."
    if commitment.sort == "attempts" and commitment.needs is None:
        yield "incomplete", "counts attempts, but not how many", "Add 'needs: {attempts: 6}'."


def _impossible(commitment: Commitment) -> Iterator[Problem]:
    within = commitment.within.latest if commitment.within else None
    aim = commitment.aim.within.latest if commitment.aim else None
    if within and aim and _comparable(within, aim) and aim.milliseconds > within.milliseconds:
        yield "impossible", f"tries for {aim.text}, longer than the promise of {within.text}", "Swap them."
    needs = commitment.needs
    if needs and needs.at_most and needs.at_most < needs.attempts:
        yield "impossible", f"needs {needs.attempts} attempts, at most {needs.at_most}", "Raise at_most."
    if needs and needs.channels > needs.attempts:
        yield "impossible", f"needs {needs.channels} channels in {needs.attempts} attempts", "Ask for fewer."
    if needs and within and needs.spacing:
        least = (needs.attempts - 1) * needs.spacing.milliseconds
        if least > within.milliseconds and needs.spacing.unit != "business":
            slots = f"{needs.attempts} attempts, {needs.spacing.text} apart"
            yield "impossible", f"asks for {slots}, which takes longer than {within.text}", "Ask for fewer."


def _comparable(one: Duration, other: Duration) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {"elapsed", "day"}


def _calendar(agreement: Agreement, commitment: Commitment) -> Iterator[Problem]:
    aim = commitment.aim.within.values if commitment.aim else ()
    times = (*(commitment.within.values if commitment.within else ()), *aim)
    business = next((time for time in times if time.unit.startswith("business") or time.rolled), None)
    owner = agreement.parties.get(commitment.answers or "")
    if business and not (commitment.calendar or (owner and owner.calendar)):
        yield "no-calendar", f"counts {business.text}, but has no calendar", "Add 'calendar:' here or to the owner."


def _ladder(commitment: Commitment) -> Iterator[Problem]:
    if any(not 0 < share < 1 for share in commitment.warn):
        yield "ladder", "warns when the time is over", "Warn between 1% and 99%; what comes after is 'escalate'."
    steps = [step.at for step in commitment.escalate]
    if steps != sorted(set(steps)):
        yield "ladder", "has steps of escalation that do not rise", "Put them in order, each share once."
    if any(not step.notify and not step.reassign for step in commitment.escalate):
        yield "ladder", "has a step of escalation that does nothing", "Say whom to notify, or reassign: true."
