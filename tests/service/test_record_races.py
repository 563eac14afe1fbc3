"""What others append between the verdict on a statement and its recording is never overlooked."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.service.recording import NOW, WAY, Desk
from tests.service.test_record_limits import LIMITED
from tests.services import ROOT
from tripact.boot import Workspace
from tripact.evaluate.deals import Deals
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.visible import Moment
from tripact.evaluate.wip import WorkInProgress
from tripact.ledger.facts import Subjects, make_fact
from tripact.service.record import Outcome, Recorder
from tripact.service.trial import Tried
from tripact.worktime.clock import system_now

Intrude = Callable[[Workspace, int], None]


class Intruder:
    """Another process that appends whenever somebody has been judged, so many times."""

    def __init__(self, workspace: Workspace, intrude: Intrude, times: int) -> None:
        self.workspace, self.intrude, self.times = workspace, intrude, times
        self.judged = 0

    @contextmanager
    def trying(self) -> Iterator[Tried]:
        """Judge, and let the other append before what was judged can be."""
        with self.workspace.trying() as tried:
            yield tried
        self.judged += 1
        if self.judged <= self.times:
            self.intrude(Workspace(self.workspace.folder), self.judged)

    def state(self, kind: str, **raw: Any) -> Outcome:
        """Record a statement while the other is at work."""
        return Recorder(self.workspace.agreement, self.workspace.store, self.trying, lambda: NOW).record(kind, raw)


def other_deal(other: Workspace, number: int) -> None:
    """Open another deal of ada's, at the same moment."""
    origins = (("crm", f"{number}/{n}") for n in count())
    about = Subjects(deal=f"other-{number}")
    body = {"owner": "ada", "amount": "100"}
    facts = [
        make_fact("deal", next(origins), about, NOW, body),
        make_fact("move", next(origins), about, NOW, {"stage": "talk"}),
    ]
    other.store.append(facts, NOW)
    other.store.close()


def any_fact(other: Workspace, number: int) -> None:
    """Append what changes nothing."""
    other.store.append([make_fact("signal", ("crm", str(number)), Subjects("q"), NOW, {"signal": "page"})], NOW)
    other.store.close()


def withdrawal(other: Workspace, number: int) -> None:
    """Let p1 withdraw."""
    other.store.append([make_fact("consent", ("crm", str(number)), Subjects("p1"), NOW, {"state": "withdrawn"})], NOW)
    other.store.close()


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, LIMITED.replace("KIND", "hard"))
    yield desk
    desk.close()


def test_the_last_place_is_not_given_twice(limited: Desk) -> None:
    intruder = Intruder(limited.workspace, other_deal, 1)
    outcome = intruder.state("deal", deal="d1", owner="ada", amount="100")
    assert [each.rule for each in outcome.refused] == ["wip"]
    assert intruder.judged == 2


def test_what_changes_nothing_only_has_it_judged_again(limited: Desk) -> None:
    intruder = Intruder(limited.workspace, any_fact, 2)
    assert intruder.state("deal", deal="d1", owner="ada", amount="100").state == "recorded"
    assert intruder.judged == 3
    assert limited.workspace.store.position() == 3


def test_who_is_disturbed_again_and_again_makes_the_others_wait(limited: Desk) -> None:
    intruder = Intruder(limited.workspace, any_fact, 3)
    assert intruder.state("deal", deal="d1", owner="ada", amount="100").state == "recorded"
    assert intruder.judged == 4


def test_a_withdrawal_that_comes_in_between_stops_the_call(tmp_path: Path) -> None:
    desk = Desk(tmp_path, WAY)
    try:
        desk.state("consent", person="p1", state="given", occurred_at="2026-05-01")
        outcome = Intruder(desk.workspace, withdrawal, 1).state("attempt", person="p1", channel="call")
        assert [each.rule for each in outcome.refused] == ["consent"]
    finally:
        desk.close()


def test_an_id_that_comes_in_between_is_known(tmp_path: Path) -> None:
    desk = Desk(tmp_path, WAY)
    try:
        desk.state("consent", person="p1", state="given", occurred_at="2026-05-01")
        call: dict[str, Any] = {"person": "p1", "channel": "call", "id": "a-1"}

        def the_same(other: Workspace, _number: int) -> None:
            body = {"channel": call["channel"]}
            other.store.append([make_fact("attempt", ("tripact", "a-1"), Subjects("p1"), NOW, body)], NOW)
            other.store.close()

        assert Intruder(desk.workspace, the_same, 1).state("attempt", **call).state == "known"
    finally:
        desk.close()


def test_two_processes_that_race_for_the_last_places_never_pass_the_limit(tmp_path: Path) -> None:
    desk = Desk(tmp_path, LIMITED.replace("KIND", "hard").replace(": 1}", ": 3}"))
    folder = desk.workspace.folder
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.service.racing", str(folder), name, "3"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    while not all((folder / f"ready-{name}").exists() for name in ("one", "two")):
        assert all(process.poll() is None for process in running)
        time.sleep(0.05)
    (folder / "go").touch()
    said = [line.split() for process in running for line in process.communicate(timeout=300)[0].splitlines()]
    assert [process.returncode for process in running] == [0, 0]
    assert len(said) == 6
    assert sorted(each[1] for each in said) == ["recorded"] * 3 + ["refused"] * 3
    assert all(each[2:] == ["wip"] for each in said if each[1] == "refused")
    now = system_now()
    evaluation = Evaluation(desk.workspace.agreement, desk.workspace.engine(), Moment(now, now))
    try:
        assert [(each.owner, each.n) for each in WorkInProgress(Deals(evaluation)).held([now])] == [("ada", 3)]
    finally:
        evaluation.close()
        desk.close()
