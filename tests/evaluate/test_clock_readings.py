"""Clocks in hours on facts of days: the verdict of every reading of the days, or none (methods §4.1)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable

from tests.evaluate import clock_machine as machine
from tests.evaluate.clocks import BY_DAY, STAGES
from tests.evaluate.judging import Court, Judged
from tests.evaluate.ledgers import Line
from tripact.evaluate.commitments import Clocks
from tripact.worktime.instant import DAY

Judge = Callable[..., Judged]

FIRST = 83.0
LAST = FIRST + 12
UNITS = {"business": "3 business hours", "elapsed": "30 elapsed hours", "long": "20 business hours"}
TRIES = {"twice": "{attempts: 2}", "apart": "{attempts: 2, channels: 2, spacing: 3 elapsed hours}"}
CHANNELS = ("call", "email")


def text(preceding: str = "") -> str:
    """Clocks of several units on the same moments, and obligations to try."""
    clauses = [f"  {name}: {{{machine.CLAUSE}, within: {within}}}" for name, within in UNITS.items()]
    tries = "starts: signal demo, stops: milestone done, cancels: milestone void, within: 40 elapsed hours"
    clauses += [f"  {name}: {{{tries}, needs: {needs}}}" for name, needs in TRIES.items()]
    office = 'calendars: {office: {open: {mon-fri: "08:00-17:00"}}}'
    lines = "\n".join(clauses)
    return f"{STAGES}\n{office}\ncontact: {{burst: 30 elapsed minutes{preceding}}}\ncommitments:\n{lines}"


def crowd(chance: random.Random, count: int) -> list[Line]:
    """Histories on a grid of two hours, some facts of which are of a day."""
    return [fact for number in range(count) for fact in history(chance, f"p{number}")]


def history(chance: random.Random, who: str) -> Iterable[Line]:
    days = [FIRST + chance.randrange(9) for _ in range(4)]
    for _ in range(chance.randrange(2, 8)):
        kind = chance.choice(["start", "start", *machine.FACTS])
        verb, name = machine.FACTS[kind]
        name = chance.choice(CHANNELS) if verb == "attempt" else name
        day = chance.choice(days)
        if (kind != "start" and chance.random() < 0.4) or (kind == "start" and chance.random() < 0.15):
            yield who, day, verb, name, BY_DAY
        else:
            yield who, day + chance.randrange(1, 96) / 96, verb, name


def read(chance: random.Random, facts: Iterable[Line]) -> list[Line]:
    """The facts with each day read as one of its instants, as often as not near its ends."""
    return [
        (who, day + chance.choice([0, 1 - 1 / DAY, chance.random()]), *said[:-1]) if said[-1] == BY_DAY else fact
        for fact in facts
        for who, day, *said in [fact]
    ]


def verdicts(judged: Judged) -> dict[tuple[str, str, int], list[tuple[int, str]]]:
    """The starts and states of the runs of each clock, by the day on which they started."""
    runs: dict[tuple[str, str, int], list[tuple[int, str]]] = {}
    for each in Clocks(judged.evaluation).rows():
        key = each.commitment, judged.name(each.journey), each.started_at // DAY
        runs.setdefault(key, []).append((each.started_at, each.state))
    judged.evaluation.close()
    return runs


def sound(court: Court, seed: int, clauses: str) -> Counter[str]:
    """Hold every verdict on facts of days against readings of them; return how often each was given."""
    chance = random.Random(seed)
    facts = crowd(chance, 120)
    told = verdicts(court.judge(clauses, facts, LAST))
    for _ in range(3):
        lines = read(chance, facts)
        for key, runs in verdicts(court.judge(clauses, lines, LAST)).items():
            for state, said in same(told.get(key, []), runs):
                broken = {said, state} <= {"met_late", "breached_open"}
                assert broken or said in (state, "undecidable"), (
                    f"{key}: {of(key[1], facts)} read as {of(key[1], lines)}"
                )
    return Counter(state for runs in told.values() for _, state in runs)


def same(told: list[tuple[int, str]], read: list[tuple[int, str]]) -> Iterable[tuple[str, str]]:
    """The state read and the state told of runs that are there either way; other readings may have other runs."""
    for start, state in read:
        by_day = [said for at, said in told if at % DAY == 0 and len(told) == len(read) == 1]
        yield from ((state, said) for said in [said for at, said in told if at == start] or by_day)


def of(who: str, facts: Iterable[Line]) -> list[Line]:
    """The facts of somebody."""
    return [fact for fact in facts if fact[0] == who]


def test_a_verdict_on_facts_of_days_is_that_of_every_reading(on_duckdb: Court) -> None:
    for seed in (27, 40):
        counted = sound(on_duckdb, seed, text())
        assert counted["undecidable"] < counted.total() / 2
        assert {"met", "met_late", "breached_open", "cancelled", "fulfilled_early"} <= set(counted)


def test_a_verdict_with_touches_before_the_start_is_that_of_every_reading(on_duckdb: Court) -> None:
    sound(on_duckdb, 24, text(", preceding: 24 elapsed hours"))
