"""Sweeps over a real ledger: every level fires once, on what is known, and the ledger replays to the same (CLK-6)."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evaluate.clocks import hour
from tests.evaluate.ledgers import instant
from tests.service.sweeping import Desk, fact, said
from tripact.evaluate.escalations import Escalation
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore
from tripact.report.clock_ladder import Level
from tripact.service.sweep import Swept, sweep

Key = tuple[int, int, int]
"""Journey, start of the run, share."""
BEFORE = hour(8)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.feed([fact("p1", hour(10), "mql")], hour(10))
    yield made
    made.store.close()


def test_each_level_fires_once_and_the_right_people_are_told(desk: Desk) -> None:
    assert said(desk.sweep(hour(10.1))) == []
    assert said(desk.sweep(hour(11.01))) == [("p1", 50, ("sdr",))]
    assert said(desk.sweep(hour(11.02))) == []
    assert said(desk.sweep(hour(13.5))) == [("p1", 100, ("boss", "ops")), ("p1", 150, ("ops",))]
    assert said(desk.sweep(hour(16))) == []
    assert [(each.recipient, each.kind) for each in desk.outbox()] == [
        ("sdr", "warn"), ("boss", "escalate"), ("ops", "escalate"), ("ops", "escalate")
    ]  # fmt: skip


def test_a_decision_names_clock_level_version_and_whom_and_is_dated_when_it_was_due(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(13.5))
    decided = {"about": "answer", "version": 1, "started_at": instant(hour(10)), "who": "p1",
               "recorded": instant(hour(13.5))}  # fmt: skip
    assert desk.decisions() == [
        {**decided, "decision": "warn", "level": 50, "told": "sdr", "due": instant(hour(11))},
        {**decided, "decision": "escalate", "level": 100, "told": "boss, ops", "due": instant(hour(12))},
        {**decided, "decision": "escalate", "level": 150, "told": "ops", "due": instant(hour(13))},
        {**decided, "decision": "reassign", "level": 150, "told": "ops", "due": instant(hour(13))},
    ]


def test_a_message_holds_ids_and_no_names(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(11.01))
    (message,) = desk.outbox()
    assert json.loads(message.payload) == {
        "person": "p1", "commitment": "answer", "clock": "p1/answer/1", "started_at": instant(hour(10)),
        "fires_after": instant(hour(11)), "level": 0.5, "reassign": False,
    }  # fmt: skip
    assert message.key == f"warn/50/person/p1/answer/{instant(hour(10))}>sdr"


def test_a_level_fires_after_its_instant_and_not_in_it(desk: Desk) -> None:
    desk.sweep(BEFORE)
    swept = desk.sweep(hour(11))
    assert said(swept) == []
    assert swept.next is not None and (swept.next.percent, swept.next.fires_after) == (50, instant(hour(11)))


def test_the_first_sweep_over_a_history_records_and_tells_nobody(desk: Desk) -> None:
    assert said(desk.sweep(hour(12.5))) == [("p1", 50, ()), ("p1", 100, ())]
    assert desk.outbox() == []
    assert said(desk.sweep(hour(13.5))) == [("p1", 150, ("ops",))]
    assert [each.get("told") for each in desk.decisions()] == [None, None, "ops", "ops"]


def test_who_wants_to_be_told_of_a_history_says_since_when(desk: Desk) -> None:
    assert said(desk.sweep(hour(12.5), since=hour(11.5))) == [("p1", 50, ()), ("p1", 100, ("boss", "ops"))]
    desk.feed([fact("p2", hour(9.5), "mql")], hour(12.5))
    assert said(desk.sweep(hour(12.6))) == [("p2", 50, ()), ("p2", 100, ("boss", "ops")), ("p2", 150, ("ops",))]


def test_levels_that_fell_due_while_nobody_swept_are_told_late(desk: Desk) -> None:
    desk.sweep(BEFORE)
    assert said(desk.sweep(hour(10, 8))) == [("p1", 50, ("sdr",)), ("p1", 100, ("boss", "ops")), ("p1", 150, ("ops",))]


def test_a_late_fact_takes_nothing_back_and_stops_what_is_ahead(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(11.01))
    desk.feed([fact("p1", hour(10.5), "call")], hour(11.5))
    assert said(desk.sweep(hour(14))) == []
    (level, *_) = desk.levels(hour(14))
    assert (level.state, level.fired_at) == ("spared", instant(hour(11.01)))


def test_a_start_that_turns_out_to_be_earlier_fires_nothing_twice(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(11.01))
    desk.feed([fact("p1", hour(9.5), "mql")], hour(11.1))
    assert said(desk.sweep(hour(11.2))) == []
    assert said(desk.sweep(hour(11.51))) == [("p1", 100, ("boss", "ops"))]


def test_a_pause_moves_what_is_ahead_and_leaves_what_fired(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(11.01))
    desk.feed([fact("p1", hour(11.25), "waiting_on_customer")], hour(11.25))
    paused = desk.sweep(hour(12.5))
    assert (said(paused), paused.next) == ([], None)
    desk.feed([fact("p1", hour(13.25), "customer_back")], hour(13.25))
    assert said(desk.sweep(hour(13.9))) == []
    assert said(desk.sweep(hour(14.01))) == [("p1", 100, ("boss", "ops"))]


def test_a_pause_told_late_does_not_unfire(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.sweep(hour(12.01))
    desk.feed([fact("p1", hour(10.5), "waiting_on_customer")], hour(12.5))
    assert said(desk.sweep(hour(14))) == []
    desk.feed([fact("p1", hour(14), "customer_back")], hour(14))
    assert said(desk.sweep(hour(16.51))) == [("p1", 150, ("ops",))]


def test_two_sweeps_at_once_fire_each_level_once(desk: Desk) -> None:
    desk.sweep(BEFORE)
    desk.feed([fact(f"p{number}", hour(10), "mql") for number in range(2, 40)], hour(10))
    start, swept = threading.Barrier(2), list[Swept]()

    def one() -> None:
        connection, evaluation = desk.evaluation(hour(12.01))
        store = SqliteStore(desk.folder / "ledger.sqlite", migrate)
        start.wait(60)
        swept.append(sweep(store, evaluation, instant(hour(12.01))))
        connection.close()
        store.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fired = Counter((subject, percent) for each in swept for subject, percent, _ in said(each))
    assert len(fired) == 2 * 39 and set(fired.values()) == {1}
    assert len(desk.outbox()) == 3 * 39
    assert len(desk.decisions()) == 2 * 39


Line = tuple[float, float, str, str]
"""When it was recorded, when it happened, who, what."""
SWEEPS = [hour(8) + step * 15.1 / 24 for step in range(6)]


def history(chance: random.Random, *, late: bool) -> list[Line]:
    """People who come, make us wait, and are called; some of it may be told hours or days late."""
    lines = []
    for number in range(12):
        at = hour(9 + chance.randrange(60) / 10, 4 + chance.randrange(3))
        for what in ("mql", "waiting_on_customer", "customer_back", "call", "lead", "mql"):
            lines.append((at + late * chance.choice([0, 0, 0, 1, 5, 30]) / 24, at, f"p{number}", what))
            at += chance.randrange(1, 20) / 4 / 24
    return sorted(lines)


def live(desk: Desk, lines: list[Line]) -> dict[float, set[Key]]:
    """Feed a ledger and sweep it by turns; what each sweep fired."""
    fired = {}
    for before, now in zip([0.0, *SWEEPS], SWEEPS, strict=False):
        for recorded, happened, who, what in lines:
            if before < recorded <= now:
                desk.feed([fact(who, happened, what)], recorded)
        fired[now] = {_key(each.level) for each in desk.sweep(now).fired}
    return fired


@pytest.mark.parametrize("seed", [1])
def test_a_ledger_replays_every_sweep_as_it_was_though_facts_came_late(tmp_path: Path, seed: int) -> None:
    desk = Desk(tmp_path)
    fired = live(desk, history(random.Random(seed), late=True))
    assert sum(map(len, fired.values())) > 30
    for now, expected in fired.items():
        reached = [each for each in desk.levels(now) if each.state == "reached"]
        assert {_key(each) for each in reached if each.fired_at == instant(now)} == expected
        assert all(each.fired_at is not None for each in reached)
    assert len(desk.decisions()) == len({(each["who"], each["started_at"], each["decision"], each["level"])
                                         for each in desk.decisions()})  # fmt: skip
    desk.store.close()


def test_one_evaluation_over_the_facts_alone_says_what_all_sweeps_recorded(tmp_path: Path) -> None:
    lines = history(random.Random(3), late=False)
    swept, alone = (Desk(folder) for folder in (tmp_path / "swept", tmp_path / "alone"))
    fired = live(swept, lines)
    alone.feed([fact(who, happened, what) for recorded, happened, who, what in lines if recorded <= SWEEPS[-1]], 0)
    reached = {_key(each) for each in alone.levels(SWEEPS[-1]) if each.state == "reached"}
    assert reached == set().union(*fired.values())
    assert len(reached) > 30
    for each in (swept, alone):
        each.store.close()


def _key(level: Level | Escalation) -> Key:
    return level.journey, level.started_at, level.percent
