"""How many attempts count, against a plain reading; and one attempt more never makes them fewer (methods §4.2)."""

from __future__ import annotations

import random
from collections.abc import Iterable

from tests.evaluate.clocks import OFFICE, STAGES
from tests.evaluate.judging import Court
from tripact.evaluate.commitments import Clock, Clocks

BURST = 30
NEEDED = 10
"""Where attempts must be apart, more than this need not be counted."""
SPACINGS = {"plain": 0, "near": 10, "far": 60}
Attempt = tuple[int, str]
"""Minutes after the start, and the channel."""


def text() -> str:
    """Obligations to try ten times on two channels, with several spacings."""
    clause = "starts: stage mql, stops: reply, within: 12 days"
    clauses = "\n".join(
        f"  {name}: {{{clause}, needs: {{attempts: {NEEDED}, channels: 2{apart(each)}}}}}"
        for name, each in SPACINGS.items()
    )
    return f"{STAGES}\n{OFFICE}\ncontact: {{burst: {BURST} elapsed minutes}}\ncommitments:\n{clauses}"


def apart(minutes: int) -> str:
    return f", spacing: {minutes} elapsed minutes" if minutes else ""


def greedy(minutes: Iterable[int], gap: int) -> int:
    """So many of them lie at least a gap apart."""
    last, count = None, 0
    for each in sorted(minutes):
        if last is None or each - last >= gap:
            last, count = each, count + 1
    return count


def expected(attempts: list[Attempt], spacing: int) -> int:
    channels = {channel for _, channel in attempts}
    unrepeated = sum(greedy([each for each, on in attempts if on == channel], BURST) for channel in channels)
    return min(unrepeated, NEEDED, greedy([each for each, _ in attempts], spacing)) if spacing else unrepeated


def series(chance: random.Random) -> list[Attempt]:
    """Attempts of some hours, many within a burst of each other."""
    channels = ("call", "email", "social")[: chance.randrange(1, 4)]
    return [(chance.randrange(1, 400), chance.choice(channels)) for _ in range(chance.randrange(1, 26))]


def test_attempts_count_as_read_and_one_more_never_makes_them_fewer(engine: Court) -> None:
    chance = random.Random(4)
    # PostgreSQL is asked whether it agrees, and takes its time for chains
    many = 60 if engine.engine.capabilities.dialect == "duckdb" else 20
    fewer = {f"p{number}": series(chance) for number in range(many)}
    more = {f"p9{who}": [*made, *series(chance)[:1]] for who, made in fewer.items()}
    made = {**fewer, **more}
    facts: list[tuple[object, ...]] = [(who, 4, "move", "mql") for who in made]
    facts += [(who, 4 + at / 1440, "attempt", on) for who, each in made.items() for at, on in each]
    judged = engine.judge(text(), facts, 8)
    found: dict[tuple[str, str], Clock] = {
        (judged.name(each.journey), each.commitment): each for each in Clocks(judged.evaluation).rows()
    }
    assert len(found) == len(made) * len(SPACINGS)
    for (who, name), clock in found.items():
        assert clock.attempts == expected(made[who], SPACINGS[name]), (name, sorted(made[who]))
        longer = found.get((f"p9{who}", name), clock)
        assert longer.attempts >= clock.attempts
        assert clock.state == "running" or longer.state == "met"
    assert {each.state for each in found.values()} == {"met", "running"}
    judged.evaluation.close()
