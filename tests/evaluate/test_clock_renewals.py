"""An obligation to try that is over begins anew with what starts it again (methods §4.2)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pytest

from tests.evaluate.clock_machine import FACTS, pauses_of
from tests.evaluate.clocks import BY_DAY, STAGES, clocks, commitment
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of, instant
from tripact.evaluate.commitments import Clocks
from tripact.worktime.axis import Axis
from tripact.worktime.deadline import deadline
from tripact.worktime.duration import Duration, parse_duration

Judge = Callable[..., Judged]
Event = tuple[int, str]
Seen = tuple[int, int | None, int | None, int, str]
"""Start, breach after, stop, attempts in time, state."""

CONTACT = "contact: {replies: connected, burst: 1 elapsed minutes}"
REFERRED = "starts: signal referral, stops: reply, needs: {attempts: 2}, within: 5 days"
FIRST = ("p1", 4.5, "signal", "referral")
"""On Monday; its five days are over when Saturday ends."""
VERB = {
    "start": ("signal", "referral"),
    "try": ("attempt", "call"),
    **{name: FACTS[name] for name in ("stop", "cancel", "pause", "resume")},
}
WITHIN = ("20 elapsed hours", "5 business hours", "2 business days", "2 days rolled")


def call(day: float, **more: object) -> tuple[object, ...]:
    return ("p1", day, "attempt", "call", more) if more else ("p1", day, "attempt", "call")


def again(day: float, **more: object) -> tuple[object, ...]:
    return ("p1", day, "signal", "referral", more) if more else ("p1", day, "signal", "referral")


def tries(judged: Judged) -> list[tuple[int, str, int]]:
    return [(each.run, each.state, each.attempts) for each in clocks(judged)]


def test_a_further_start_after_the_attempts_were_made_is_an_obligation_of_its_own(judge: Judge) -> None:
    facts = [FIRST, call(5), call(6), again(7)]
    assert tries(judge(commitment(REFERRED, CONTACT), facts, 8)) == [(1, "met", 2), (2, "running", 0)]
    assert tries(judge(commitment(REFERRED, CONTACT), facts, 20)) == [(1, "met", 2), (2, "breached_open", 0)]


def test_a_further_start_after_the_time_was_over_is_an_obligation_of_its_own(judge: Judge) -> None:
    facts = [FIRST, call(5), again(30), call(31), call(32)]
    judged = judge(commitment(REFERRED, CONTACT), facts, 60)
    assert tries(judged) == [(1, "breached_open", 1), (2, "met", 2)]
    assert [each.stopped_at for each in clocks(judged)] == [instant(30), instant(32)]


def test_a_further_start_while_it_lasts_changes_nothing(judge: Judge) -> None:
    facts = [FIRST, call(5), again(5.5), call(6)]
    assert tries(judge(commitment(REFERRED, CONTACT), facts, 20)) == [(1, "met", 2)]


def test_what_starts_in_the_instant_of_the_last_attempt_begins_the_next(judge: Judge) -> None:
    runs = tries(judge(commitment(REFERRED, CONTACT), [FIRST, call(5), call(6), again(6)], 7))
    assert [(run, state) for run, state, _ in runs] == [(1, "met"), (2, "running")]


def test_a_pause_makes_its_time_longer_for_further_starts_too(judge: Judge) -> None:
    paused = commitment(REFERRED + ", pauses: [{from: waiting_on_customer, until: customer_back}]", CONTACT)
    waiting = [("p1", 6.0, "signal", "waiting_on_customer"), ("p1", 16.0, "signal", "customer_back")]
    assert tries(judge(paused, [FIRST, again(14)], 30)) == [(1, "breached_open", 0), (2, "breached_open", 0)]
    assert tries(judge(paused, [FIRST, *waiting, again(14)], 30)) == [(1, "breached_open", 0)]


def test_an_attempt_begins_none_after_those_that_were_asked_for(judge: Judge) -> None:
    outbound = "starts: [attempt, signal referral], stops: reply, needs: {attempts: 2}, within: 5 days"
    facts = [call(5), call(6), call(7), call(20)]
    assert tries(judge(commitment(outbound, CONTACT), facts, 60)) == [(1, "met", 3)]
    assert len(clocks(judge(commitment(outbound, CONTACT), [*facts, again(30)], 60))) == 2


def test_an_objective_begins_anew_with_its_promise(judge: Judge) -> None:
    aimed = commitment(REFERRED + ", aim: {attempts: 1, within: 1 days}", CONTACT)
    facts = [FIRST, call(5), again(7), call(8), again(20), call(20.5)]
    given = Clocks(judge(aimed, facts, 40).evaluation)
    starts = [instant(4.5), instant(20)]
    assert [each.started_at for each in given.rows()] == starts
    assert [(each.started_at, each.state) for each in given.objectives()] == [(at, "met") for at in starts]


def test_an_excuse_stays_with_the_obligation_it_was_said_of(judge: Judge) -> None:
    said = [
        ("p1", day, "excuse", "answer", None, action, "flood", {})
        for day, action in ((15, "claimed"), (16, "approved"))
    ]
    facts = [FIRST, *said, again(30)]
    assert [(each.run, each.excused) for each in clocks(judge(commitment(REFERRED, CONTACT), facts, 60))] == [
        (1, 1),
        (2, 0),
    ]


def test_a_start_on_some_day_after_it_was_over_is_an_obligation_of_its_own(judge: Judge) -> None:
    hours = commitment(REFERRED.replace("5 days", "20 elapsed hours"), CONTACT)
    facts = [FIRST, again(30, **BY_DAY), call(33), call(34)]
    assert tries(judge(hours, facts, 60)) == [(1, "breached_open", 0), (2, "met_late", 0)]


@dataclass
class Run:
    """An obligation while the events pass by."""

    start: int
    over_after: int | None
    tried: list[int] = field(default_factory=list)
    ended_at: int | None = None
    state: str = ""


class Machine:
    """Obligations to try twice, event by event."""

    def __init__(self, over_after: Callable[[int], int | None]) -> None:
        self._over_after = over_after
        self.runs: list[Run] = []
        self._running: Run | None = None

    def read(self, events: Sequence[Event], as_of: int) -> list[Run]:
        for ts, group in groupby(sorted(events), key=lambda each: each[0]):
            for _, what in group:
                getattr(self, "_" + what, lambda _: None)(ts)
        for run in self.runs:
            run.state = run.state or self._open(run, as_of)
        return self.runs

    def _start(self, ts: int) -> None:
        run = self._running
        if run is not None and not run.state and not self._late(run, ts):
            return
        if run is not None and not run.state:
            run.ended_at, run.state = ts, "breached_open"
        self._running = Run(ts, self._over_after(ts))
        self.runs.append(self._running)

    def _try(self, ts: int) -> None:
        run = self._running
        if run is not None:
            run.tried.append(ts)
            if len(run.tried) == 2:
                run.ended_at, run.state = ts, "met_late" if self._late(run, ts) else "met"

    def _stop(self, ts: int) -> None:
        self._end(ts, "fulfilled_early")

    def _cancel(self, ts: int) -> None:
        self._end(ts, "cancelled")

    def _end(self, ts: int, state: str) -> None:
        run = self._running
        if run is not None and not run.state:
            run.ended_at, run.state = ts, "breached_open" if self._late(run, ts) else state
        self._running = None

    def _open(self, run: Run, as_of: int) -> str:
        return "breached_open" if self._late(run, as_of) else "paused" if run.over_after is None else "running"

    def _late(self, run: Run, ts: int) -> bool:
        return run.over_after is not None and ts > run.over_after


def histories() -> Iterator[list[Event]]:
    chance = random.Random(11)
    for _ in range(100):
        hours = chance.sample(range(24 * 14), 16)
        what = chance.choices(list(VERB), (8, 7, 1, 1, 2, 2), k=16)
        yield [(instant(83 + hour / 24), each) for hour, each in zip(hours, what, strict=True)]


def expected(line: Sequence[Event], duration: Duration, axis: Axis) -> list[Seen]:
    pauses = list(pauses_of(line))

    def over(start: int, stop: int | None = None) -> int | None:
        mine = [each for each in pauses if stop is None or each.start < stop]
        return deadline(start, duration, axis, mine).breach_after

    return [seen(run, over(run.start, run.ended_at)) for run in Machine(over).read(line, instant(100))]


def seen(run: Run, end: int | None) -> Seen:
    in_time = sum(end is None or ts <= end for ts in run.tried)
    return run.start, end, run.ended_at, in_time, run.state


@pytest.mark.parametrize("within", WITHIN)
def test_obligations_are_what_a_state_machine_says(judge: Judge, within: str) -> None:
    clause = "starts: signal referral, stops: milestone done, cancels: milestone void, needs: {attempts: 2}"
    waits = "pauses: [{from: waiting_on_customer, until: customer_back}]"
    office = 'calendars: {office: {open: {mon-fri: ["08:00-12:00", "13:00-17:30"], sat: "09:00-10:00"}}}'
    text = f"{STAGES}\n{office}\n{CONTACT}\ncommitments: {{answer: {{{clause}, {waits}, within: {within}}}}}"
    lines = list(histories())
    facts = [(f"p{n}", day_of(ts), *VERB[what]) for n, line in enumerate(lines) for ts, what in line]
    judged = judge(text, facts, 100)
    axis = Clocks(judged.evaluation).axes[1]
    found: dict[str, list[Seen]] = {f"p{n}": [] for n in range(len(lines))}
    for each in clocks(judged):
        seen = (each.started_at, each.breach_after, each.stopped_at, each.attempts, each.state)
        found[judged.name(each.journey)].append(seen)
    for number, line in enumerate(lines):
        assert found[f"p{number}"] == expected(line, parse_duration(within), axis), sorted(line)
    assert sum(len(runs) > 1 for runs in found.values()) > 25
