"""Business days that end at the same wall time (methods §3.3): relational and scalar form say the same."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.evaluate.cases import method
from tests.evaluate.clocks import STAGES, lives
from tests.evaluate.judging import Court, Judged
from tests.evaluate.ledgers import Line, instant
from tripact.evaluate.commitments import Clocks
from tripact.worktime.deadline import deadline
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import HOUR
from tripact.worktime.span import Span

Judge = Callable[..., Judged]
ZONE = "Europe/Bratislava"


def text(*within: str, office: str = '{mon-fri: "09:00-17:00"}', zone: str = ZONE) -> str:
    clauses = ", ".join(
        f"c{number}: {{starts: stage mql, stops: attempt, within: {each}, "
        "pauses: [{from: waiting_on_customer, until: customer_back}]}"
        for number, each in enumerate(within)
    )
    return f"{STAGES}\ncalendars: {{office: {{zone: {zone}, open: {office}}}}}\ncommitments: {{{clauses}}}"


def test_the_four_readings_of_24_hours(judge: Judge) -> None:
    """A Friday at 15:00; the worked case of 2025 (bt-unit-ambiguity), a year later."""
    friday, monday, wednesday = 71 + 14 / 24, 74 + 14 / 24, 76 + 14 / 24
    readings = ("24 elapsed hours", "24 business hours", "1 business day same time", "1 business day")
    judged = judge(text(*readings), [("p1", friday, "move", "mql")], 80, zone=ZONE)
    found = [each.due_at for each in Clocks(judged.evaluation).rows()]
    assert found == [instant(day) for day in (friday + 1, wednesday, monday, monday + 2 / 24)]
    case = method("bt-unit-ambiguity") or pytest.skip("no worked cases")
    assert [case["expected"][key][8:] for key in ("elapsed_24h", "business_24h")] == ["15 15:00", "19 15:00"]


@pytest.mark.parametrize("state", ["met", "met_late"])
def test_a_clock_to_the_same_time_is_judged(judge: Judge, state: str) -> None:
    start, stop = 71 + 14 / 24, 74 + (13 if state == "met" else 15) / 24
    facts = [("p1", start, "move", "mql"), ("p1", stop, "attempt", "call")]
    assert [each.state for each in lives(judge(text("1 business day same time"), facts, 80, zone=ZONE))] == [state]


AMOUNTS = tuple(f"{days} business day{'s' * (days > 1)} same time" for days in (1, 2, 4))


@pytest.mark.parametrize(
    ("zone", "office", "first"),
    [
        (ZONE, '{mon-fri: ["08:00-12:00", "13:00-17:30"]}', 83.0),
        (ZONE, '{mon-sun: "22:00-06:00"}', 295.0),
        ("America/Santiago", '{mon-sat: "00:00-24:00", sun: "01:00-05:00"}', 246.0),
        ("Australia/Lord_Howe", '{mon-sun: "01:00-04:00"}', 92.0),
    ],
)
def test_both_forms_name_the_same_instant_when_clocks_change(
    engine: Court, zone: str, office: str, first: float
) -> None:
    chance = random.Random(zone + office)
    starts = {f"p{number}": first + chance.randint(0, 7 * 48) / 48 for number in range(60)}
    waits = {who: chance.randint(0, 4 * 48) / 48 for who in starts if chance.random() < 0.4}
    facts: list[Line] = [(who, start, "move", "mql") for who, start in starts.items()]
    for who, wait in waits.items():
        facts.append((who, starts[who] + wait, "signal", "waiting_on_customer"))
        facts.append((who, starts[who] + wait + 0.25, "signal", "customer_back"))
    judged = engine.judge(text(*AMOUNTS, office=office, zone=zone), facts, first + 20, zone=zone)
    given = Clocks(judged.evaluation)
    rows = given.rows()
    assert len(rows) == 3 * len(starts)
    for row in rows:
        who = judged.name(row.journey)
        began = row.started_at + round(waits.get(who, 0) * 24 * HOUR)
        pauses = [Span(began, began + 6 * HOUR)] if who in waits else []
        said = deadline(row.started_at, parse_duration(AMOUNTS[int(row.commitment[1:])]), given.axes[1], pauses)
        assert (row.due_at, row.breach_after) == (said.due, said.breach_after), (who, row)
    judged.evaluation.close()
