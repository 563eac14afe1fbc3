"""Clocks on facts, in words of days and ids."""

from __future__ import annotations

from dataclasses import dataclass

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of, instant
from tripact.evaluate.commitments import Clock, Clocks
from tripact.evaluate.custody import Custody
from tripact.evaluate.prohibitions import Prohibition
from tripact.worktime.instant import HOUR

STAGES = "stages: {lead: {}, mql: {}, sal: {}, sql: {}, won: {kind: won}, nurture: {kind: recycle}, lost: {kind: lost}}"
OFFICE = 'calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}'
MONDAY = 4.0
"""5 January 2026."""
RESPONSE = "starts: stage mql, stops: [attempt, stage sal], within: 2 business hours"
WAITING = RESPONSE + ", pauses: [{from: waiting_on_customer, until: customer_back}, {from: opt_out, until: consent}]"
SCORING = "engagement: {signals: {page: 10}, decay: {rate: 0, per: week}}\ndefinitions: {mql: 'engagement >= 10'}"
BY_DAY = {"by_day": True}


def commitment(clause: str, more: str = "", name: str = "answer") -> str:
    """An agreement with one commitment, the office calendar and the stages."""
    return f"{STAGES}\n{OFFICE}\n{more}\ncommitments: {{{name}: {{{clause}}}}}"


def hour(hours: float, day: float = MONDAY) -> float:
    """A time of a day, of Monday unless said, to the millisecond."""
    return day_of(instant(day + hours / 24))


MQL = ("p1", hour(10), "move", "mql")
CALL = ("p1", hour(11.5), "attempt", "call")


def demo(hours: float, day: float = MONDAY) -> tuple[object, ...]:
    """A signal at a time of a day."""
    return ("p1", hour(hours, day), "signal", "demo")


def waits(since: float, until: float | None) -> list[tuple[object, ...]]:
    """The customer lets us wait between two times of Monday."""
    back = [] if until is None else [("p1", hour(until), "signal", "customer_back")]
    return [("p1", hour(since), "signal", "waiting_on_customer"), *back]


@dataclass(frozen=True)
class Life:
    """A clock with its times as days, and what has run in hours."""

    state: str
    started: float
    due: float | None
    breach: float | None
    stopped: float | None
    elapsed: float


def clocks(judged: Judged) -> list[Clock]:
    """The clocks themselves."""
    return Clocks(judged.evaluation).rows()


def lives(judged: Judged, *, aim: bool = False) -> list[Life]:
    """The clocks in order of their start."""
    given = Clocks(judged.evaluation)
    return [_life(each) for each in (given.objectives() if aim else given.rows())]


def states(judged: Judged, *, aim: bool = False) -> list[str]:
    """The states of the clocks, by start."""
    return [each.state for each in lives(judged, aim=aim)]


def by_subject(judged: Judged, *, aim: bool = False) -> dict[str, str]:
    """The state of each subject's only clock."""
    given = Clocks(judged.evaluation)
    return {judged.name(each.journey): each.state for each in (given.objectives() if aim else given.rows())}


def prohibitions(judged: Judged) -> list[Prohibition]:
    """The prohibitions, by start."""
    return Clocks(judged.evaluation).prohibitions()


def custody(judged: Judged) -> list[Custody]:
    """Whose time it was, by start."""
    return Clocks(judged.evaluation).custody()


def _life(each: Clock) -> Life:
    started, *days = (
        None if ts is None else day_of(ts) for ts in (each.started_at, each.due_at, each.breach_after, each.stopped_at)
    )
    assert started is not None
    return Life(each.state, started, *days, elapsed=round((each.elapsed or 0) / HOUR, 5))
