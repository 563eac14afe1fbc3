"""Writes `conformance/business_time.jsonl`: each answer is computed in two ways, or it is not written.

Run as `python -m tools.conformance [FILE]`. The first way is the axis of the product, the second one looks at every
minute (or second) of a window (`tests/worktime/minutes.py`). Seeded: the same facts give the same file.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests import services
from tests.conformance import facts, known_wrong
from tests.worktime.calendars import ANCHORS, number_of_day
from tests.worktime.minutes import DAYS, Minutes
from tripact.worktime import conformance
from tripact.worktime.instant import local_date, show, to_datetime
from tripact.worktime.plain import read_instant

Line = dict[str, Any]

FILE = Path("conformance/business_time.jsonl")
SEED = 20250314
ROUNDS = 5
"""How often each family of invented cases goes through all zones."""

SPANS: tuple[list[list[str]], ...] = (
    [["09:00", "17:00"]],
    [["08:00", "12:00"], ["13:00", "17:00"]],
    [["07:30", "11:45"], ["12:15", "16:00"], ["18:00", "20:00"]],
    [["22:00", "06:00"]],
    [["18:30", "02:30"]],
    [["00:00", "24:00"]],
    [["00:00", "03:00"], ["21:00", "24:00"]],
    [["01:30", "02:30"], ["09:00", "12:00"]],
    [["10:00", "02:15"]],
    [],
)
KEYS = ("id", "calendar", "start", "from", "to", "add_seconds", "sub_seconds", "pauses", "due", "breach_after",
        "elapsed_seconds", "source", "note")  # fmt: skip


class Disagreement(Exception):
    """Two ways to compute an answer gave two answers."""


def lines(shared: Path) -> Iterator[Line]:
    """All cases in a fixed order, still without their answers."""
    yield from facts.lines(shared)
    yield from known_wrong.LINES
    yield from _invented(random.Random(SEED))


def answered(line: Line) -> Line:
    """The line with its answers; both ways must give them."""
    case = conformance.read_case(line)
    first, second = _by_axis(case), _by_minutes(line, case)
    if first != second:
        raise Disagreement(f"{line['id']}: the axis says {first}, the minutes say {second}")
    shown = {key: value if key == "elapsed_seconds" else show(value * 1000, case.zone) for key, value in first.items()}
    return {**line, **shown}


def _by_axis(case: conformance.Case) -> dict[str, int]:
    if "from" in case.given:
        return {"elapsed_seconds": _seconds(conformance.elapsed(case))}
    if "sub_seconds" in case.given:
        return {"due": _seconds(conformance.due(case))}
    return {"due": _seconds(conformance.due(case)), "breach_after": _seconds(conformance.breach_after(case))}


def _by_minutes(line: Line, case: conformance.Case) -> dict[str, int]:
    given = {key: value // 1000 for key, value in case.given.items()}
    stops = [(start // 1000, None if end is None else end // 1000) for start, end in case.pauses]
    minutes = _window(line, case, given, [moment for stop in stops for moment in stop if moment is not None])
    if "from" in given:
        return {"elapsed_seconds": minutes.elapsed(given["from"], given["to"], stops)}
    if "sub_seconds" in given:
        return {"due": minutes.sub(given["start"], given["sub_seconds"], stops)}
    asked = (given["start"], given["add_seconds"], stops)
    return {"due": minutes.due(*asked), "breach_after": minutes.breach_after(*asked)}


def _window(line: Line, case: conformance.Case, given: dict[str, int], stops: list[int]) -> Minutes:
    """The minutes around the case; how many days are needed is seen from the first answer."""
    moments = [given[key] for key in ("start", "from", "to") if key in given] + stops
    answers = [value for key, value in _by_axis(case).items() if key != "elapsed_seconds"]
    first, last = (local_date(pick([*moments, *answers]) * 1000, "UTC") for pick in (min, max))
    step = math.gcd(60, *moments, given.get("add_seconds", 0), given.get("sub_seconds", 0))
    first -= timedelta(days=1)
    return _minutes(json.dumps(line["calendar"]), first, (last - first).days + 3, step)


@cache
def _minutes(calendar: str, first: date, days: int, step: int) -> Minutes:
    return Minutes([(None, json.loads(calendar))], first, days, step)


def _invented(chance: random.Random) -> Iterator[Line]:
    number = 0
    for _ in range(ROUNDS):
        for zone, first in ANCHORS:
            for family in (_promise, _paused, _looked_back, _elapsed, _at_the_edge):
                number += 1
                line = {"id": f"invented-{family.__name__[1:].replace('_', '-')}-{number:03}", "calendar": None}
                yield line | family(chance, _calendar(chance, zone, first), first)


def _calendar(chance: random.Random, zone: str, first: date) -> Line:
    spans = chance.sample(SPANS, 2)
    weekly = {day: chance.choice(spans) for day in DAYS if day not in ("sat", "sun") or chance.random() < 0.3}
    weekly["thu"] = weekly["thu"] or [["09:00", "17:00"]]
    days = [(first + timedelta(days=chance.randrange(21))).isoformat() for _ in range(3)]
    calendar: Line = {"zone": zone, "weekly": {day: hours for day, hours in weekly.items() if hours}}
    if chance.random() < 0.5:
        calendar["closed"] = sorted(set(days[:2]))
    if chance.random() < 0.4:
        calendar["special"] = {days[2]: chance.choice(SPANS)}
    return calendar


def _promise(chance: random.Random, calendar: Line, first: date) -> Line:
    amount = chance.choice((900, 3600, 7200, 4 * 3600, 8 * 3600, 24 * 3600, 60 * chance.randrange(1, 3000)))
    return {"calendar": calendar, "start": _time(chance, calendar, first), "add_seconds": amount}


def _paused(chance: random.Random, calendar: Line, first: date) -> Line:
    start = _moment(chance, first)
    begins = [start + 60 * chance.randrange(-300, 2500) for _ in range(chance.randrange(1, 4))]
    pauses = [[begin, begin + 60 * chance.randrange(5, 2000)] for begin in begins]
    shown = [[_shown(chance, calendar, moment) for moment in pause] for pause in pauses]
    amount = 60 * chance.randrange(10, 1500)
    begin = _shown(chance, calendar, start)
    if chance.random() < 0.3:
        return {
            "calendar": calendar,
            "from": begin,
            "to": _shown(chance, calendar, start + amount * 7),
            "pauses": shown,
        }
    return {"calendar": calendar, "start": begin, "add_seconds": amount, "pauses": shown}


def _looked_back(chance: random.Random, calendar: Line, first: date) -> Line:
    start = _moment(chance, first + timedelta(days=7))
    amount = chance.choice((0, 3600, 8 * 3600, 60 * chance.randrange(1, 2000)))
    return {"calendar": calendar, "start": _shown(chance, calendar, start), "sub_seconds": amount}


def _elapsed(chance: random.Random, calendar: Line, first: date) -> Line:
    start = _moment(chance, first)
    end = start + 60 * chance.randrange(0, 10 * 1440)
    return {"calendar": calendar, "from": _shown(chance, calendar, start), "to": _shown(chance, calendar, end)}


def _at_the_edge(chance: random.Random, calendar: Line, first: date) -> Line:
    """An amount that is used up exactly when something closes."""
    opening = {"calendar": calendar, "start": _shown(chance, calendar, _moment(chance, first)), "add_seconds": 0}
    case = conformance.read_case(opening)
    start = _seconds(conformance.due(case))
    spans = case.axis().spans(start * 1000, (start + 9 * 86_400) * 1000)
    kept = spans[: chance.randrange(1, 4)]
    amount = sum(span.length(span.end or 0) for span in kept) // 1000
    return opening | {"add_seconds": amount}


def _moment(chance: random.Random, first: date) -> int:
    return (number_of_day(first) + chance.randrange(9 * 1440)) * 60


def _time(chance: random.Random, calendar: Line, first: date) -> str:
    return _shown(chance, calendar, _moment(chance, first))


def _shown(chance: random.Random, calendar: Line, second: int) -> str:
    """An instant in one of the ways of writing it: local, with an offset, in UTC."""
    text = show(second * 1000, calendar["zone"])
    local = text[:16]
    if chance.random() < 0.5 and read_instant(local, calendar["zone"]) == second * 1000:
        return local
    return text if chance.random() < 0.7 else f"{to_datetime(second * 1000):%Y-%m-%dT%H:%M:%SZ}"


def _seconds(instant: int | None) -> int:
    assert instant is not None
    assert instant % 1000 == 0
    return instant // 1000


def ordered(line: Line) -> Line:
    """The line with its keys in the order of the file, and no empty parts in its calendar."""
    calendar = {key: value for key, value in line["calendar"].items() if value}
    return {key: calendar if key == "calendar" else line[key] for key in KEYS if key in line}


def main(arguments: Sequence[str]) -> int:
    """Writes the file and says how many cases it has."""
    shared = services.shared_folder()
    if shared is None:
        print("The facts of the suite lie in ../shared (or TRIPACT_SHARED); they are needed to write it.")
        return 1
    found = [json.dumps(ordered(answered(line)), ensure_ascii=False) for line in lines(shared)]
    file = Path(arguments[0]) if arguments else FILE
    file.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} cases written to {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
