"""The commitments of an agreement as small relations: which moments matter, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment, Needs
from tripact.agreement.signals import WAITING
from tripact.agreement.triggers import Trigger
from tripact.errors import TripactError
from tripact.evaluate.calendars import WALL, numbered
from tripact.evaluate.parameters import Relation
from tripact.ledger.kinds import ColumnType
from tripact.worktime.dated import Dated
from tripact.worktime.duration import Duration
from tripact.worktime.instant import DAY

_ENDS_OF_A_PASS = ("recycle", "disqualified", "lost")
_TOUCHES = ("attempt", "touch")
_TOLD = frozenset(("opt_out", "consent", "reply", "hand_raise", "signal"))
"""Moments that speak of a person, whatever deal they are in."""
_SPARSE = {"business": 8}
"""An hour of open time may take so many of the wall clock: few calendars are open for less than 21 hours a week."""
_OF_A_CHANNEL = {("start", "opt_out"): "objection", ("lift", "consent"): "no_objection"}
"""What a moment is called where one channel is enough to start something, or all must be free to lift it."""


@dataclass(frozen=True)
class Promise:
    """A commitment or its objective, as a clock of its own.

    Attributes:
        key: Its name in the relations; an objective's is ``NAME aim``.
        of: The commitment's name.
        grade: ``promise`` or ``aim``.
        commitment: The commitment as written.
        within: The time.
        needs: How many attempts it takes; None for a response.
    """

    key: str
    of: str
    grade: str
    commitment: Commitment
    within: Dated[Duration]
    needs: Needs | None


def promises(agreement: Agreement) -> tuple[Promise, ...]:
    """Return every commitment with a time, and every objective."""
    return tuple(each for name, clause in agreement.clocks.items() for each in _graded(name, clause))


def _graded(name: str, clause: Commitment) -> Iterator[Promise]:
    if clause.sort == "prohibition":
        return
    if clause.within:
        yield Promise(name, name, "promise", clause, clause.within, clause.needs)
    if clause.aim:
        needs = _aimed(clause) if clause.needs else None
        yield Promise(f"{name} aim", name, "aim", clause, clause.aim.within, needs)


def longest(agreement: Agreement) -> int:
    """Return a time in which every promise and every rest is over, weekends and holidays included, in milliseconds."""
    rests = [rest * DAY for _, _, rest in _rests(agreement)]
    times = [time for each in promises(agreement) for time in each.within.values]
    return 2 * max([*rests, *(time.milliseconds * _SPARSE.get(time.unit, 1) for time in times)], default=0)


def _aimed(clause: Commitment) -> Needs:
    assert clause.aim is not None and clause.needs is not None
    return Needs(attempts=clause.aim.attempts or 1, channels=clause.aim.channels or 1, spacing=clause.needs.spacing)


def clock_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return the parameter relations of the clocks by name."""
    return {**_happenings(agreement), **_clauses(agreement), **_times(agreement)}


def _happenings(agreement: Agreement) -> dict[str, Relation]:
    """Return what recorded signals and promotions are called in the agreement."""
    signals = [(signal, "hand_raise") for signal in agreement.contact.hand_raisers]
    opened = [(clause.definition, stage) for stage, clause in agreement.stages.items() if clause.definition]
    return {
        "signal_verbs": Relation({"signal": "text", "verb": "text"}, (*signals, *_WAITING)),
        "definition_stages": Relation({"definition": "text", "stage": "text"}, tuple(opened)),
    }


def _clauses(agreement: Agreement) -> dict[str, Relation]:
    """Return what each clock starts, stops, pauses and counts by, and how."""
    every = promises(agreement)
    moments = [(each.key, *row) for each in every for row in dict.fromkeys(_moments(each, agreement))]
    moments += [(name, *row) for name, clause in prohibited(agreement).items() for row in _forbidden(clause)]
    shares = [(each.key, number, pause.share) for each in every for number, pause in enumerate(each.commitment.pauses)]
    needs = [_needed(each.key, each.needs) for each in every if each.needs]
    rules = [*(_rule(agreement, each) for each in every), *_prohibition_rules(agreement)]
    columns = ("calendar", "preceding", "restarts", "of_person", "by_channel")
    numbers: dict[str, ColumnType] = dict.fromkeys(columns, "bigint")
    return {
        "clock_moments": Relation(
            {"commitment": "text", "role": "text", "pause": "bigint", "verb": "text", "name": "text"}, tuple(moments)
        ),
        "pause_shares": Relation({"commitment": "text", "pause": "bigint", "share": "text"}, tuple(shares)),
        "clock_needs": Relation(
            {"commitment": "text", "attempts": "bigint", "channels": "bigint", "spacing": "bigint"}, tuple(needs)
        ),
        "clock_rules": Relation({"commitment": "text", "of": "text", "grade": "text", **numbers}, tuple(rules)),
    }


def _times(agreement: Agreement) -> dict[str, Relation]:
    """Return how long each clock may run, and how long each rest lasts."""
    rows = [row for each in promises(agreement) for row in _promises(agreement, each)]
    numbers: dict[str, ColumnType] = dict.fromkeys(("amount", "rolled", "same_time", "from_ts", "until_ts"), "bigint")
    return {
        "rests": Relation({"commitment": "text", "reason": "text", "days": "bigint"}, tuple(_rests(agreement))),
        "clock_promises": Relation({"commitment": "text", "unit": "text", **numbers}, tuple(rows)),
    }


_WAITING = tuple((signal, signal) for signal in WAITING)


def _moments(promise: Promise, agreement: Agreement) -> Iterator[tuple[str, int, str, str]]:
    clause = promise.commitment
    roles: tuple[tuple[str, int, tuple[Trigger, ...]], ...] = (
        ("start", 0, clause.starts),
        ("stop", 0, clause.stops),
        ("cancel", 0, clause.cancels),
        ("over", 0, tuple(_over(clause, agreement))),
        ("count", 0, (Trigger("attempt"),) if promise.needs else ()),
        *(("pause", number, pause.since) for number, pause in enumerate(clause.pauses)),
        *(("resume", number, pause.until) for number, pause in enumerate(clause.pauses)),
    )
    for role, number, triggers in roles:
        for trigger in triggers:
            yield role, number, _OF_A_CHANNEL.get((role, trigger.verb), trigger.verb), trigger.name


def _over(clause: Commitment, agreement: Agreement) -> Iterator[Trigger]:
    """Yield what ends a pass, and with it the clocks of that pass; a definition that holds anew begins another."""
    yield from (Trigger("stage", stage) for stage, each in agreement.stages.items() if each.kind in _ENDS_OF_A_PASS)
    yield from (trigger for trigger in clause.starts if trigger.verb == "definition")


def prohibited(agreement: Agreement) -> dict[str, Commitment]:
    """Return the prohibitions by name."""
    return {name: clause for name, clause in agreement.commitments.items() if clause.sort == "prohibition"}


def _forbidden(clause: Commitment) -> Iterator[tuple[str, int, str, str]]:
    for role, triggers in (("start", clause.starts), ("lift", clause.lifts), ("forbid", clause.forbids)):
        for trigger in triggers:
            verb = _OF_A_CHANNEL.get((role, trigger.verb), trigger.verb)
            yield "stop" if role == "lift" else role, 0, verb, trigger.name


def _prohibition_rules(agreement: Agreement) -> Iterator[tuple[object, ...]]:
    for name, clause in prohibited(agreement).items():
        verbs = {trigger.verb for trigger in clause.starts}
        how = int(clause.until is not None), int(verbs <= _TOLD), int(verbs == {"opt_out"})
        yield name, name, "prohibition", calendar_of(agreement, name), None, *how


def _rests(agreement: Agreement) -> Iterator[tuple[str, str, int]]:
    """Yield (commitment, reason, days) of each rest window; the reason "" stands for all others."""
    for name, clause in prohibited(agreement).items():
        rests = clause.until or {}
        if rests == "rest":
            rests = agreement.recycle.rest if agreement.recycle else {}
        for reason, rest in dict(rests).items():
            yield name, "" if reason == "else" else reason, rest.milliseconds // DAY


def _needed(key: str, needs: Needs) -> tuple[object, ...]:
    return key, needs.attempts, needs.channels, needs.spacing.milliseconds if needs.spacing else 0


def _rule(agreement: Agreement, promise: Promise) -> tuple[object, ...]:
    preceding = agreement.contact.preceding
    touches = not promise.needs and any(trigger.verb in _TOUCHES for trigger in promise.commitment.stops)
    before = preceding.milliseconds if preceding and touches else None
    return promise.key, promise.of, promise.grade, calendar_of(agreement, promise.of), before, 0, 0, 0


def calendar_of(agreement: Agreement, name: str) -> int:
    """Return the number of the calendar a commitment runs on: its own, or its owner's.

    Without either, business time runs on the agreement's first one; all else by the wall clock of the agreement's zone,
    as does a rest, unless its prohibition names a calendar.

    Raises:
        TripactError: If it needs business time and there is no calendar.
    """
    numbers, clause = numbered(agreement), agreement.clocks[name]
    owner = agreement.parties.get(clause.answers or "") if clause.sort != "prohibition" else None
    named = clause.calendar or (owner.calendar if owner else None)
    if named:
        return numbers[named]
    times = [each.within for each in (clause, clause.aim) if each and each.within]
    durations = [duration for within in times for duration in within.values]
    business = any(each.rolled or each.unit in ("business", "business day") for each in durations)
    if business and not numbers:
        raise TripactError(
            "invalid",
            f"'{name}' counts business time, and the agreement has no calendar.",
            where=agreement.where_clock(name),
            hint="Add one under 'calendars'.",
        )
    return min(numbers.values()) if business else WALL


def _promises(agreement: Agreement, promise: Promise) -> Iterator[tuple[object, ...]]:
    for start, end, duration in promise.within.spans(agreement.zone):
        ends = int(duration.rolled), int(duration.same_time)
        yield promise.key, duration.unit, duration.amount, *ends, start, end
