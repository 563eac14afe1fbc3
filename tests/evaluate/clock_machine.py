"""Clocks as a plain state machine: events in order, one pass, the scalar measure of time. The oracle of the SQL."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tests.evaluate.ledgers import Line, instant
from tripact.worktime.axis import Axis
from tripact.worktime.deadline import deadline, measure_of
from tripact.worktime.duration import Duration
from tripact.worktime.span import Span

Event = tuple[float, str]
"""A day and what happened: start, touch, stop, cancel, pause, resume."""
Verdict = tuple[int, int | None, int | None, int | None, int, int, str]
"""Start, due, breach after, stop, elapsed, preempted, state."""

FACTS: dict[str, tuple[str, ...]] = {
    "start": ("signal", "demo"),
    "touch": ("attempt", "call"),
    "stop": ("milestone", "done"),
    "cancel": ("milestone", "void"),
    "pause": ("signal", "waiting_on_customer"),
    "resume": ("signal", "customer_back"),
}
RANK = {"stop": 0, "touch": 0, "cancel": 1, "start": 2}
CLAUSE = """starts: signal demo, stops: [attempt, milestone done], cancels: milestone void,
  pauses: [{from: waiting_on_customer, until: customer_back}]"""


@dataclass
class Run:
    """A run while the events pass by."""

    start: int
    stop: int | None = None
    role: str = ""
    preempted: int = 0


@dataclass
class Machine:
    """The runs and pauses of one journey."""

    preceding: int | None
    runs: list[Run] = field(default_factory=list)
    running: Run | None = None
    touched: int | None = None
    ended: int | None = None

    def read(self, events: Iterable[tuple[int, str]]) -> list[Run]:
        """Go through the events once, instant by instant; what comes first within one, nobody knows.

        The ends of an instant are for the run that was there before it. If there was none, they are for the one that
        starts in it; else that one begins when the old one is over.
        """
        told = sorted((each for each in events if each[1] in RANK), key=lambda e: (e[0], RANK[e[1]]))
        for ts, group in groupby(told, key=lambda e: e[0]):
            kinds = [kind for _, kind in group]
            ends, begins = [kind for kind in kinds if kind != "start"], "start" in kinds
            alone = self.running is None
            for kind in ends:
                self._end(ts, kind)
            if begins:
                self._start(ts)
            if begins and alone and ends:
                self._end(ts, ends[0])
        return self.runs

    def _start(self, ts: int) -> None:
        if self.running:
            return
        early = self.preceding is not None and self.touched is not None and ts - self.touched <= self.preceding
        if not early:
            self.running = Run(ts)
            self.runs.append(self.running)
        elif not self._kept_already():
            self.runs.append(Run(ts, ts, "stop", 1))

    def _kept_already(self) -> bool:
        """Whether the same touch kept the promise of an earlier start."""
        return bool(self.runs and self.runs[-1].preempted and self.runs[-1].start >= (self.ended or 0))

    def _end(self, ts: int, kind: str) -> None:
        if self.running:
            self.running.stop, self.running.role = ts, "cancel" if kind == "cancel" else "stop"
        self.running, self.ended = None, ts
        self.touched = ts if kind == "touch" else self.touched


def pauses_of(events: Iterable[tuple[int, str]]) -> Iterator[Span]:
    """Pause and resume in turn; what resumes comes first in one instant."""
    began: int | None = None
    for ts, kind in sorted((e for e in events if e[1] in ("pause", "resume")), key=lambda e: (e[0], e[1] == "pause")):
        if kind == "pause" and began is None:
            began = ts
        elif kind == "resume" and began is not None:
            yield Span(began, ts)
            began = None
    if began is not None:
        yield Span(began, None)


def verdict(run: Run, pauses: Sequence[Span], duration: Duration, axis: Axis, as_of: int) -> Verdict:
    """Judge a run."""
    until = as_of if run.stop is None else run.stop
    mine = [each for each in pauses if run.stop is None or each.start < run.stop]
    end = deadline(run.start, duration, axis, mine)
    elapsed = measure_of(duration, axis).elapsed(run.start, until, mine)
    late = end.breach_after is not None and until > end.breach_after
    held = any(each.holds(as_of) for each in mine)
    state = _open(late, held) if run.stop is None else _ended(run.role, late)
    return run.start, end.due, end.breach_after, run.stop, elapsed, run.preempted, state


def _open(late: bool, held: bool) -> str:
    return "breached_open" if late else "paused" if held else "running"


def _ended(role: str, late: bool) -> str:
    if role == "cancel":
        return "breached_open" if late else "cancelled"
    return "met_late" if late else "met"


def history(chance: random.Random, first: float, days: float) -> list[Event]:
    """A random history; some moments coincide."""
    grid = [first + chance.randrange(round(days * 24 * 4)) / 96 for _ in range(chance.randrange(1, 12))]
    return [(chance.choice(grid), chance.choice(list(FACTS))) for _ in range(chance.randrange(1, 14))]


def facts(who: str, events: Iterable[Event]) -> list[Line]:
    """The facts of a history."""
    return [(who, day, *FACTS[kind]) for day, kind in events]


def at_instants(events: Iterable[Event], until: float) -> list[tuple[int, str]]:
    """What of a history had happened by a day."""
    return [(instant(day), kind) for day, kind in events if day <= until]
