"""A clock that is handed on, against a count minute by minute (methods §3.2, switch)."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.worktime.calendars import axis_of
from tripact.worktime.axis import Axis
from tripact.worktime.instant import HOUR, MINUTE, parse
from tripact.worktime.relay import Relay
from tripact.worktime.span import Span

WEEK = ("mon", "tue", "wed", "thu", "fri")
START = parse("2025-03-27T10:00")
"""A Thursday; on Sunday the clocks of Europe go forward."""


def axis(zone: str, *spans: tuple[str, str]) -> Axis:
    return axis_of([(None, {"zone": zone, "weekly": {day: list(map(list, spans)) for day in WEEK}})], date(2025, 3, 24))


OFFICES = (
    axis("Europe/Bratislava", ("09:00", "17:00")),
    axis("America/New_York", ("08:00", "12:00"), ("13:00", "18:00")),
    axis("Asia/Kolkata", ("22:00", "06:00")),
)


def walk(legs: list[tuple[int, Axis]], pauses: list[Span], until: int) -> list[bool]:
    """For each minute from the start on, whether the clock runs in it."""
    runs = []
    for minute in range(START, until, MINUTE):
        calendar = [each for since, each in legs if since <= minute or since == START][-1]
        paused = any(span.holds(minute) for span in pauses)
        runs.append(calendar.elapsed(minute, minute + MINUTE) > 0 and not paused)
    return runs


@pytest.mark.parametrize("seed", range(25))
def test_both_ends_and_the_elapsed_time_are_those_of_a_count_by_minutes(seed: int) -> None:
    chance = random.Random(seed)
    switches = sorted(START + chance.randint(1, 96 * 4) * 15 * MINUTE for _ in range(chance.randint(0, 4)))
    legs = [(since, chance.choice(OFFICES)) for since in (START, *dict.fromkeys(switches))]
    pauses = [
        Span(at, at + chance.randint(1, 40) * 15 * MINUTE)
        for at in (START + chance.randint(0, 300) * 15 * MINUTE for _ in range(chance.randint(0, 2)))
    ]
    relay, runs = Relay(legs), walk(legs, pauses, START + 11 * 24 * HOUR)
    minutes = chance.randint(1, 18 * 60)
    stop = chance.randint(0, 5 * 24 * 60)
    assert relay.elapsed(START, START + stop * MINUTE, pauses) == sum(runs[:stop]) * MINUTE
    spans = relay.spans(START, START + stop * MINUTE, pauses)
    assert sum((each.end or 0) - each.start for each in spans) == sum(runs[:stop]) * MINUTE
    running = [number for number, each in enumerate(runs) if each]
    assert relay.due(START, minutes * MINUTE, pauses) == START + (running[minutes - 1] + 1) * MINUTE
    assert relay.breach_after(START, minutes * MINUTE, pauses) == START + running[minutes] * MINUTE


def test_one_leg_is_its_calendar() -> None:
    alone, office = Relay([(START, OFFICES[0])]), OFFICES[0]
    for hours in (0, 1, 7, 8, 9):
        assert alone.due(START, hours * HOUR) == office.due(START, hours * HOUR)
        assert alone.breach_after(START, hours * HOUR) == office.breach_after(START, hours * HOUR)
    assert (alone.since, alone.until) == (office.since, office.until)
