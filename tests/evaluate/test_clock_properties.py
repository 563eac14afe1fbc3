"""Clocks against a plain state machine, and what must hold of all of them (methods §25)."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate import clock_machine as machine
from tests.evaluate.clocks import STAGES
from tests.evaluate.judging import Court, Judged
from tests.evaluate.ledgers import Line, instant
from tripact.evaluate.commitments import Clock, Clocks
from tripact.worktime.axis import Axis
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import DAY

ZONE = "Europe/Bratislava"
FIRST = 83.0
"""Wednesday 25 March 2026; on Sunday the clocks go forward."""
UNITS = {
    "business": "3 business hours",
    "elapsed": "30 elapsed hours",
    "at_once": "0 elapsed hours",
    "bd": "2 business days",
    "same": "2 business days same time",
    "day": "2 days",
    "rolled": "2 days rolled",
}
STATES = {"running", "paused", "met", "met_late", "breached_open", "cancelled"}
HOURS = st.one_of(st.integers(0, 9 * 24), st.integers(0, 9).map(lambda n: 24 * n + 10))
"""Of whole days, and again and again the same ones: then starts and ends share an instant."""
EVENTS = st.lists(st.tuples(HOURS.map(lambda h: FIRST + h / 24), st.sampled_from(list(machine.FACTS))), max_size=12)


def text(preceding: str = "") -> str:
    """One clock for each unit, all started and stopped by the same moments."""
    clauses = "\n".join(f"  {name}: {{{machine.CLAUSE}, within: {within}}}" for name, within in UNITS.items())
    office = 'calendars: {office: {open: {mon-fri: ["08:00-12:00", "13:00-17:30"], sat: "09:00-10:00"}}}'
    return f"{STAGES}\n{office}\ncontact: {{burst: 30 elapsed minutes{preceding}}}\ncommitments:\n{clauses}"


def expected(events: list[machine.Event], axis: Axis, as_of: float, preceding: int | None) -> list[tuple[object, ...]]:
    """What the state machine says of each clock of a journey."""
    seen = machine.at_instants(events, as_of)
    pauses = list(machine.pauses_of(seen))
    runs = machine.Machine(preceding).read(seen)
    return [
        (name, number, *machine.verdict(run, pauses, parse_duration(within), axis, instant(as_of)))
        for name, within in UNITS.items()
        for number, run in enumerate(runs, 1)
    ]


def found(judged: Judged, who: str, rows: list[Clock]) -> list[tuple[object, ...]]:
    key = judged.facts.keys.get(who)
    return [
        (each.commitment, each.run, each.started_at, each.due_at, each.breach_after, each.stopped_at, each.elapsed,
         each.preempted, each.state)
        for each in rows if each.journey == key
    ]  # fmt: skip


def agree(
    judged: Judged, histories: dict[str, list[machine.Event]], as_of: float, preceding: int | None
) -> list[Clock]:
    """Compare every clock with the state machine."""
    given = Clocks(judged.evaluation)
    rows = given.rows()
    for who, events in histories.items():
        said = expected(events, given.axes[1], as_of, preceding) if rows else []
        assert sorted(found(judged, who, rows), key=str) == sorted(said, key=str), events
    return rows


def whole(histories: dict[str, list[machine.Event]]) -> list[Line]:
    return [line for who, events in histories.items() for line in machine.facts(who, events)]


def crowd(seed: int, count: int) -> dict[str, list[machine.Event]]:
    chance = random.Random(seed)
    return {f"p{number}": machine.history(chance, FIRST, 12) for number in range(count)}


def test_a_crowd_of_clocks_is_what_the_state_machine_says(engine: Court) -> None:
    histories = crowd(11, 150)
    judged = engine.judge(text(), whole(histories), FIRST + 9, zone=ZONE)
    rows = agree(judged, histories, FIRST + 9, None)
    assert {each.state for each in rows} == STATES
    assert max(each.run for each in rows) > 2
    judged.evaluation.close()


def test_a_touch_before_the_start_keeps_it_as_the_state_machine_says(engine: Court) -> None:
    histories = crowd(12, 100)
    judged = engine.judge(text(", preceding: 24 elapsed hours"), whole(histories), FIRST + 9, zone=ZONE)
    rows = agree(judged, histories, FIRST + 9, DAY)
    assert sum(each.preempted for each in rows) > 20
    judged.evaluation.close()


@settings(max_examples=15, deadline=None)
@given(EVENTS, st.booleans())
def test_any_history_is_what_the_state_machine_says(
    on_duckdb: Court, events: list[machine.Event], before: bool
) -> None:
    preceding = ", preceding: 24 elapsed hours" if before else ""
    judged = on_duckdb.judge(text(preceding), machine.facts("p1", events), FIRST + 8, zone=ZONE)
    agree(judged, {"p1": events}, FIRST + 8, DAY if before else None)
    judged.evaluation.close()


def test_every_clock_has_one_state_and_its_runs_do_not_overlap(on_duckdb: Court) -> None:
    judged = on_duckdb.judge(text(), whole(crowd(13, 120)), FIRST + 9, zone=ZONE)
    rows = Clocks(judged.evaluation).rows()
    counted = Counter(each.state for each in rows)
    assert sum(counted[state] for state in STATES) == len(rows)
    by_clock: dict[tuple[str, int], list[Clock]] = {}
    for each in rows:
        by_clock.setdefault((each.commitment, each.journey), []).append(each)
    for runs in by_clock.values():
        ordered = sorted(runs, key=lambda run: run.run)
        assert [run.run for run in ordered] == list(range(1, len(ordered) + 1))
        assert all(a.stopped_at is not None and a.stopped_at <= b.started_at for a, b in pairwise(ordered))


def test_what_happens_after_the_moment_changes_nothing(on_duckdb: Court) -> None:
    lines, day = whole(crowd(14, 100)), FIRST + 4.3
    short = on_duckdb.judge(text(), [line for line in lines if line[1] <= day], day, zone=ZONE)
    told = Clocks(short.evaluation).rows()
    judged = on_duckdb.judge(text(), sorted(lines, key=lambda line: line[1] > day), day, zone=ZONE)
    assert Clocks(judged.evaluation).rows() == told
