"""The runs of clocks against a plain state machine that reads a line instant by instant, days included."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import duckdb
import pytest

from tripact.evaluate.compose import read_query
from tripact.worktime.instant import DAY, HOUR

EVENING = DAY - 1
ENDS = {"touch": 0, "stop": 0, "cancel": 1, "over": 2}


class Told(NamedTuple):
    """A fact of a line: when, whether only its day is known, and what it is: over is the end of a pass."""

    ts: int
    by_day: bool
    what: str


class Run(NamedTuple):
    """Start, whether by day, end, how, whether by day, whether a touch had kept it before."""

    started_at: int
    start_by_day: bool
    ended_at: int | None
    end_role: str | None
    end_by_day: bool
    preempted: int


class Machine:
    """One line of one clock."""

    def __init__(self, preceding: int | None) -> None:
        self.preceding = preceding
        self.runs: list[Run] = []
        self.running = self.waiting = False
        self.touched: int | None = None
        self.touched_until: int | None = None
        self.kept_by_touch = False
        self.evening: tuple[int, list[Told]] | None = None

    def read(self, facts: list[Told]) -> list[Run]:
        """Go from instant to instant; a day with an end that ended nothing in the morning ends in its evening."""
        for ts, group in groupby(sorted(facts), key=lambda fact: fact.ts):
            here = list(group)
            days = [fact for fact in here if fact.what != "start" and fact.by_day]
            self.pass_evening(ts, bool(days))
            ends = [fact for fact in here if fact.what != "start"]
            starts = [fact for fact in here if fact.what == "start"]
            # the end of a pass leaves alone what starts with it
            at_once = [fact for fact in ends if fact.what != "over"]
            before = self.running
            if before and ends:
                self.end(ts, ends)
            elif days:
                self.evening, self.kept_by_touch = (ts + EVENING, ends), False
            if not before or not days:
                self.touch([fact for fact in ends if not days])
            else:
                self.touch(ends)
            if starts:
                self.start(ts, all(fact.by_day for fact in starts), bool(ends))
                if at_once and not before and not days and self.running:
                    self.end(ts, at_once)
        self.pass_evening(0, True)
        return self.runs

    def pass_evening(self, ts: int, over: bool) -> None:
        if self.evening and (over or ts > self.evening[0]):
            self.close(self.evening[1])
            self.evening = None

    def close(self, ends: list[Told]) -> None:
        if self.running:
            run = self.runs[-1]
            self.runs[-1] = run._replace(ended_at=run.started_at, end_role=role(ends), end_by_day=True)
            self.running = self.kept_by_touch = False
        self.touch(ends, morning=False)

    def touch(self, ends: list[Told], *, morning: bool = True) -> None:
        for fact in ends:
            if fact.what == "touch" and fact.by_day:
                self.touched_until = max(self.touched_until or 0, fact.ts + EVENING)
            elif fact.what == "touch":
                self.touched = fact.ts
        if ends and morning:
            self.kept_by_touch = False

    def start(self, ts: int, by_day: bool, ended: bool) -> None:
        if self.running:
            return
        surely = self.within(ts, self.touched)
        # a touch of this very day still ends what starts now; one of the day before then says nothing more
        today = self.evening is not None and any(fact.what == "touch" and fact.by_day for fact in self.evening[1])
        if surely or (not today and self.within(ts, self.touched_until)):
            if not self.kept_by_touch:
                self.runs.append(Run(ts, by_day, ts, "stop", not surely, 1))
            self.kept_by_touch = True
            return
        self.kept_by_touch = False
        self.runs.append(Run(ts, by_day, None, None, False, 0))
        self.running = True

    def within(self, ts: int, touched: int | None) -> bool:
        return self.preceding is not None and touched is not None and ts - touched <= self.preceding

    def end(self, ts: int, ends: list[Told]) -> None:
        best = min(ends, key=lambda fact: (ENDS[fact.what], fact.by_day))
        self.runs[-1] = self.runs[-1]._replace(ended_at=ts, end_role=role(ends), end_by_day=best.by_day)
        self.running = False


def role(ends: list[Told]) -> str:
    return "cancel" if all(fact.what in ("cancel", "over") for fact in ends) else "stop"


def history(chance: random.Random, *, days: float) -> Iterator[Told]:
    """A line; many of its facts share an instant or a day."""
    grid = [(chance.randrange(6), chance.randrange(1, 4)) for _ in range(4)]
    for _ in range(chance.randrange(1, 9)):
        day, hours = chance.choice(grid)
        by_day = chance.random() < days
        yield Told(DAY * day + (0 if by_day else hours * 5 * HOUR), by_day, chance.choice(WHAT))


WHAT = ("start", "start", "stop", "touch", "cancel", "over")


def found(lines: list[list[Told]], preceding: int | None) -> list[list[Run]]:
    """What the query says of every line."""
    con = duckdb.connect()
    con.execute(
        "create table moments (journey bigint, verb text, name text, ts bigint, seq bigint, day_precision boolean)"
    )
    con.execute("create table clock_moments (commitment text, role text, verb text, name text)")
    con.execute(
        "create table applying_starts (commitment text, journey bigint, ts bigint, seq bigint, day_precision boolean)"
    )
    con.execute(
        "create table clock_rules (commitment text, calendar bigint, preceding bigint, restarts bigint, grade text)"
    )
    con.execute("create table clock_needs (commitment text)")
    con.execute("insert into clock_rules values ('c', 1, ?, 0, 'promise')", [preceding])
    roles = [
        ("c", "stop", "milestone", "stop"),
        ("c", "stop", "touch", "touch"),
        ("c", "cancel", "milestone", "cancel"),
        ("c", "over", "milestone", "over"),
    ]
    con.executemany("insert into clock_moments values (?, ?, ?, ?)", roles)
    seq = 0
    for number, line in enumerate(lines):
        for fact in line:
            seq += 1
            if fact.what == "start":
                con.execute("insert into applying_starts values ('c', ?, ?, ?, ?)", [number, fact.ts, seq, fact.by_day])
            else:
                verb = "touch" if fact.what == "touch" else "milestone"
                row = [number, verb, fact.what, fact.ts, seq, fact.by_day]
                con.execute("insert into moments values (?, ?, ?, ?, ?, ?)", row)
    con.execute(f"create table clock_instants as {read_query('clock_instants').sql('duckdb')}")
    rows = con.execute(read_query("clock_stretches").sql("duckdb") + " order by journey, run").fetchall()
    con.close()
    runs: list[list[Run]] = [[] for _ in lines]
    for _, journey, _, run, *rest in rows:
        runs[journey].append(Run(*rest))
        assert run == len(runs[journey])
    return runs


@pytest.mark.parametrize("preceding", [None, 0, 24 * HOUR])
@pytest.mark.parametrize("days", [0, 0.3, 1])
def test_runs_are_what_a_state_machine_says(days: float, preceding: int | None) -> None:
    chance = random.Random(5)
    lines = [list(history(chance, days=days)) for _ in range(400)]
    for line, runs in zip(lines, found(lines, preceding), strict=True):
        assert runs == Machine(preceding).read(line), sorted(line)


def test_the_order_of_a_file_says_nothing() -> None:
    chance = random.Random(6)
    lines = [list(history(chance, days=0.3)) for _ in range(200)]
    shuffled = [chance.sample(line, len(line)) for line in lines]
    assert found(lines, 24 * HOUR) == found(shuffled, 24 * HOUR)
