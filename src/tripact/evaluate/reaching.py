"""What people and deals do that reaches their accounts: an account is judged by it, and needs nothing else of them.

An account qualifies by the use of the product, and is worked on through its people and deals; a clock on it
stops and pauses by what happens to them. Where its people stand does not matter to it, and whether one of
them may be contacted is said by consents alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.signals import WAITING
from tripact.agreement.triggers import Trigger
from tripact.evaluate.clock_parameters import clock_parameters
from tripact.evaluate.compose import literal

_OF_ACCOUNTS = frozenset(("signal", "hand_raise", "attempt", "touch", "reply", *WAITING))
"""Moments that start a clock on an account when a fact names nobody else."""
_OF_PEOPLE = ("stage", "left")
"""Moments that are said of people and their deals alone."""
_WHOLLY = ("links", "usage", "attempts", "moves", "handoffs", "consents", "milestones")
"""Relations of which every fact about a person may reach their account."""


def judges_accounts(agreement: Agreement) -> bool:
    """Tell whether accounts are judged: by a definition, or because what they show starts a clock."""
    starts = {trigger.verb for clock in agreement.clocks.values() for trigger in clock.starts}
    judged = any(definition.account is not None for definition in agreement.definitions.values())
    return judged or bool(starts & _OF_ACCOUNTS)


def completes(agreement: Agreement) -> bool:
    """Tell whether a handoff of one of its people, when it is complete, is said of a clock on their account.

    Then whatever is known of anybody may be what completes it: the touched alone would not do.
    """
    clocks = [clock for clock in agreement.clocks.values() if any(each.verb not in _OF_PEOPLE for each in clock.starts)]
    named = any(each.verb == "completed" for clock in clocks for each in _said(clock))
    return named and judges_accounts(agreement)


def reaches(agreement: Agreement, relation: str) -> exp.Expr:
    """Return the condition of a fact about a person, over its columns, under which it reaches their account."""
    if relation == "attributes":
        return exp.column("name").eq(literal("owner"))
    if relation == "deals":
        return exp.column("account").is_(exp.null()).not_()  # whose deal it is
    if relation == "signals":
        return exp.column("signal").isin(*map(literal, _signals(agreement)))
    return exp.true() if relation in _WHOLLY else exp.false()


def _said(clock: Commitment) -> Iterator[Trigger]:
    """Yield every moment that a clock names."""
    for moments in (clock.starts, clock.stops, clock.cancels, clock.forbids, clock.lifts):
        yield from moments
    for pause in clock.pauses:
        yield from (*pause.since, *pause.until)


def _signals(agreement: Agreement) -> list[str]:
    """Return the signals that any clock knows: by name, or as a verb."""
    named = {each.name for clock in agreement.clocks.values() for each in _said(clock) if each.verb == "signal"}
    verbs = clock_parameters(agreement)["signal_verbs"].rows
    return sorted(named | {str(signal) for signal, _ in verbs}) or [""]
