"""What a case can expect: each noun with its values, read from the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clock, Clocks
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates
from tripact.evaluate.handoffs import Handoffs
from tripact.evaluate.refusals import Refusal
from tripact.service.case_names import VALUES
from tripact.worktime.instant import MINUTE

Finding = dict[str, Any]
"""One thing found, by the names that a case says; instants are UTC milliseconds."""


Tried = tuple[str, Sequence[Refusal]]
"""Whose statement was tried, and everything that refuses it."""


class Court(NamedTuple):
    """The verdicts of some cases, how subjects are called in them, and what became of the statements tried."""

    evaluation: Evaluation
    clocks: Clocks
    names: Mapping[int, str]
    tried: Sequence[Tried]


class Noun(NamedTuple):
    """Something that can be expected.

    Attributes:
        values: The names of its values beside its own.
        instants: Those among them that are moments.
        find: Returns all of its kind, its own name among the values.
    """

    values: tuple[str, ...]
    instants: tuple[str, ...]
    find: Callable[[Court], Iterable[Finding]]


def _stages(court: Court) -> Iterable[Finding]:
    columns = ("stage", "journey", "pass", "entered_at", "exited_at", "exit_to", "basis")
    names = ("stage", "of", "pass", "since", "until", "to", "basis")
    for row in court.evaluation.rows("visits", *columns):
        yield _named(court, dict(zip(names, row, strict=True)))


def _values(court: Court) -> Iterable[Finding]:
    as_of, rows = court.evaluation.moment.as_of, court.evaluation.rows("values_at", "person", "ts", *VALUES)
    for person, values in {person: values for person, ts, *values in rows if ts == as_of}.items():
        for name, value in zip(VALUES, values, strict=True):
            yield _named(court, {"value": name, "of": person, "is": value})


def _accounts(court: Court) -> Iterable[Finding]:
    columns = ("definition", "account", "pass", "ts")
    for row in court.evaluation.rows("account_promotions", *columns):
        yield _named(court, dict(zip(("definition", "of", "pass", "since"), row, strict=True)))


def _clocks(court: Court) -> Iterable[Finding]:
    return (_clock(court, "clock", each) for each in court.clocks.rows())


def _objectives(court: Court) -> Iterable[Finding]:
    return (_clock(court, "objective", each) for each in court.clocks.objectives())


def _clock(court: Court, noun: str, clock: Clock) -> Finding:
    return _named(
        court,
        {
            noun: clock.commitment,
            "of": clock.journey,
            "pass": clock.run,
            "state": clock.state,
            "started": clock.started_at,
            "due": clock.due_at,
            "breach_after": clock.breach_after,
            "stopped": clock.stopped_at,
            "minutes": None if clock.elapsed is None else clock.elapsed / MINUTE,
            "attempts": clock.attempts,
            "excused": bool(clock.excused),
            "preempted": bool(clock.preempted),
        },
    )


def _prohibitions(court: Court) -> Iterable[Finding]:
    for each in court.clocks.prohibitions():
        yield _named(
            court,
            {
                "prohibition": each.commitment,
                "of": each.journey,
                "pass": each.run,
                "state": each.state,
                "started": each.started_at,
                "until": each.until_at,
                "lifted": each.lifted_at,
                "violations": each.violations,
            },
        )


def _recycles(court: Court) -> Iterable[Finding]:
    columns = (
        "stage", "person", "pass", "reason", "recycled_at", "rest_until", "lifted_at", "suppressed_at", "promoted_at",
    )  # fmt: skip
    names = ("recycled", "of", "pass", "reason", "since", "rest_until", "lifted", "suppressed", "returned")
    for row in court.evaluation.rows("recycles", *columns):
        yield _named(court, dict(zip(names, row, strict=True)))


def _handoffs(court: Court) -> Iterable[Finding]:
    for each in Handoffs(court.evaluation, court.clocks).rounds():
        found = {"due": each.due_at, "sent": each.sent_at, "accepted": each.accepted_at, "returned": each.returned_at}
        own = {"handoff": each.handoff, "number": each.number, "state": each.state, "reason": each.reason}
        yield _named(court, {**own, **found, "of": each.journey})


def _qualified(court: Court) -> Iterable[Finding]:
    now = court.evaluation.moment.as_of
    query = exp.select("subject", "framework", "dimension", "state", "from_ts", "until_ts").from_("qualification")
    for subject, framework, dimension, state, since, until in Gates(court.evaluation).query(query):
        if int(str(since)) <= now < int(str(until)):
            yield _named(court, {"qualified": dimension, "of": subject, "framework": framework, "state": state})


def _refused(court: Court) -> Iterable[Finding]:
    for of, refusals in court.tried:
        yield from ({"refused": each.rule, "of": of, "field": each.field} for each in refusals)


def _admitted(court: Court) -> Iterable[Finding]:
    return ({"admitted": "all", "of": of} for of, refusals in court.tried if not refusals)


def _named(court: Court, finding: Finding) -> Finding:
    return {**finding, "of": court.names.get(finding["of"], "")}


_CLOCK = (
    "of",
    "pass",
    "state",
    "started",
    "due",
    "breach_after",
    "stopped",
    "minutes",
    "attempts",
    "excused",
    "preempted",
)
_CLOCK_INSTANTS = ("started", "due", "breach_after", "stopped")

_HANDOFF = ("of", "number", "state", "due", "sent", "accepted", "returned", "reason")
_HANDOFF_INSTANTS = ("due", "sent", "accepted", "returned")
_RECYCLE = ("of", "pass", "reason", "since", "rest_until", "lifted", "suppressed", "returned")
_RECYCLE_INSTANTS = ("since", "rest_until", "lifted", "suppressed", "returned")

NOUNS: dict[str, Noun] = {
    "stage": Noun(("of", "pass", "since", "until", "to", "basis"), ("since", "until"), _stages),
    "value": Noun(("of", "is"), (), _values),
    "definition": Noun(("of", "pass", "since"), ("since",), _accounts),
    "clock": Noun(_CLOCK, _CLOCK_INSTANTS, _clocks),
    "objective": Noun(_CLOCK, _CLOCK_INSTANTS, _objectives),
    "prohibition": Noun(
        ("of", "pass", "state", "started", "until", "lifted", "violations"),
        ("started", "until", "lifted"),
        _prohibitions,
    ),
    "recycled": Noun(_RECYCLE, _RECYCLE_INSTANTS, _recycles),
    "handoff": Noun(_HANDOFF, _HANDOFF_INSTANTS, _handoffs),
    "qualified": Noun(("of", "state", "framework"), (), _qualified),
    "refused": Noun(("of", "field"), (), _refused),
    "admitted": Noun(("of",), (), _admitted),
}
"""What can be expected, by noun."""
