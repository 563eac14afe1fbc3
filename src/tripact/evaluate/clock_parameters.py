"""The commitments of an agreement as small relations: which moments matter, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.triggers import Trigger
from tripact.errors import TripactError
from tripact.evaluate.calendars import WALL, numbered
from tripact.evaluate.parameters import Relation

_TOUCHES = ("attempt", "touch")


def clocked(agreement: Agreement) -> dict[str, Commitment]:
    """Return the commitments that a response must keep in time, by name."""
    return {name: each for name, each in agreement.commitments.items() if each.sort == "response" and each.within}


def clock_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return the parameter relations of the clocks by name."""
    contact, commitments = agreement.contact, clocked(agreement)
    outcomes = [
        (outcome, meaning)
        for meaning, listed in (
            ("not_counted", contact.not_counted),
            ("reply", contact.replies),
            ("booked", contact.booked),
            ("held", contact.held),
        )
        for outcome in listed
    ]
    said = [(name, *row) for name, each in commitments.items() for row in _moments(each)]
    signals = [(signal, "hand_raise") for signal in contact.hand_raisers]
    waiting = [(verb, verb) for verb in ("waiting_on_customer", "customer_back")]
    moments = Relation(
        {"commitment": "text", "role": "text", "pause": "bigint", "verb": "text", "name": "text"}, tuple(said)
    )
    return {
        "clock_moments": moments,
        "attempt_outcomes": Relation({"outcome": "text", "meaning": "text"}, tuple(outcomes)),
        "signal_verbs": Relation({"signal": "text", "verb": "text"}, (*signals, *waiting)),
        "handoff_verbs": Relation({"action": "text", "verb": "text", "complete": "double"}, _HANDOFFS),
        "clock_rules": Relation({"commitment": "text", "calendar": "bigint", "preceding": "bigint"}, _rules(agreement)),
        "clock_promises": Relation(
            {
                "commitment": "text",
                "unit": "text",
                "amount": "bigint",
                "rolled": "bigint",
                "measure": "bigint",
                "from_ts": "bigint",
                "until_ts": "bigint",
            },
            tuple(row for name, each in commitments.items() for row in _promises(agreement, name, each)),
        ),
    }


_HANDOFFS = (
    ("sent", "sent", 0.0),
    ("acknowledged", "accepted", 0.0),
    ("accepted", "accepted", 0.0),
    ("returned", "returned", 0.0),
    ("sent", "completed", 1.0),
)
"""What a recorded action of a handoff is called in the agreement, and how complete it must be for that."""


def _moments(commitment: Commitment) -> Iterator[tuple[str, int, str, str]]:
    roles: tuple[tuple[str, int, tuple[Trigger, ...]], ...] = (
        ("start", 0, commitment.starts),
        ("stop", 0, commitment.stops),
        ("cancel", 0, commitment.cancels),
        *(("pause", number, pause.since) for number, pause in enumerate(commitment.pauses)),
        *(("resume", number, pause.until) for number, pause in enumerate(commitment.pauses)),
    )
    for role, number, triggers in roles:
        for trigger in triggers:
            yield role, number, trigger.verb, trigger.name


def _rules(agreement: Agreement) -> tuple[tuple[object, ...], ...]:
    preceding = agreement.contact.preceding
    rows = []
    for name, each in clocked(agreement).items():
        touches = any(trigger.verb in _TOUCHES for trigger in each.stops)
        calendar = calendar_of(agreement, name, each)
        rows.append((name, calendar, preceding.milliseconds if preceding and touches else None))
    return tuple(rows)


def calendar_of(agreement: Agreement, name: str, commitment: Commitment) -> int:
    """Return the number of the calendar a commitment runs on: its own, else the agreement's first one.

    Raises:
        TripactError: If it needs business time and there is no calendar.
    """
    numbers = numbered(agreement)
    if commitment.calendar:
        return numbers[commitment.calendar]
    units = {duration.unit for duration in commitment.within.values} if commitment.within else set()
    if not numbers and units & {"business", "business day"}:
        raise TripactError(
            "invalid",
            f"'{name}' counts business time, and the agreement has no calendar.",
            where=agreement.where("commitments", name),
            hint="Add one under 'calendars'.",
        )
    return min(numbers.values(), default=WALL)


def _promises(agreement: Agreement, name: str, commitment: Commitment) -> Iterator[tuple[object, ...]]:
    assert commitment.within is not None
    calendar = calendar_of(agreement, name, commitment)
    for start, end, duration in commitment.within.spans(agreement.zone):
        business = duration.unit in ("business", "business day")
        measure = calendar if business else WALL
        yield name, duration.unit, duration.amount, int(duration.rolled), measure, start, end
