"""Watching: a sweep for each level that falls due and for new facts, and none in between."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from tests.evaluate.clocks import hour
from tests.evaluate.ledgers import instant
from tests.service.sweeping import Desk, fact, said
from tripact.errors import TripactError
from tripact.service.sweep import Swept
from tripact.service.watch import POLL, Watch, watch


class Time:
    """A clock of the test's own: it goes on only while somebody waits."""

    def __init__(self, desk: Desk, events: dict[float, Callable[[], None]]) -> None:
        self.desk, self.now, self.swept_at = desk, instant(hour(10.9)), list[int]()
        self.events = sorted((instant(day), event) for day, event in events.items())

    def sweep(self) -> Swept:
        self.swept_at.append(self.now)
        return self.desk.sweep((self.now - instant(0)) / 86_400_000)

    def wait(self, milliseconds: int) -> None:
        self.now += milliseconds
        while self.events and self.events[0][0] <= self.now:
            self.events.pop(0)[1]()


def watching(time: Time, complain: Callable[[TripactError], None] = lambda error: None) -> Watch:
    return Watch(time.desk.store, time.sweep, lambda: time.now, time.wait, complain)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.feed([fact("p1", hour(10), "mql")], hour(10))
    return made


def test_a_level_fires_within_seconds_of_its_moment_and_new_facts_are_seen(desk: Desk) -> None:
    called = hour(11.5)
    time = Time(desk, {called: lambda: desk.feed([fact("p1", called, "call")], called)})
    swept = list(islice(watch(watching(time)), 3))
    assert [said(each) for each in swept] == [[], [("p1", 50, ("sdr",))], []]
    first, warned, stopped = time.swept_at
    assert first == instant(hour(10.9))
    assert 0 < warned - instant(hour(11)) <= POLL
    assert 0 <= stopped - instant(called) <= POLL
    assert swept[-1].next is None
    desk.store.close()


def test_a_sweep_that_cannot_be_done_is_told_and_tried_again(desk: Desk) -> None:
    time, told = Time(desk, {}), list[str]()
    done, failing = time.sweep, iter([False, True, False])

    def sweep() -> Swept:
        if next(failing):
            raise TripactError("unavailable", "Another process works there.")
        return done()

    time.sweep = sweep  # type: ignore[method-assign]
    swept = list(islice(watch(watching(time, lambda error: told.append(error.message))), 2))
    assert told == ["Another process works there."]
    assert said(swept[1]) == [("p1", 50, ("sdr",))]
    desk.store.close()
