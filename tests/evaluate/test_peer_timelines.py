"""The life of a clock as peers tell it, where our definitions apply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.evaluate.cases import read
from tests.evaluate.clocks import clocks
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import ORIGIN, day_of
from tripact.evaluate.commitments import Clock
from tripact.worktime.instant import DAY, MINUTE, of_datetime

Judge = Callable[..., Judged]

OTHERWISE = {
    "zammad-tl-06b": "tells deadlines of clocks that ended in a pause; ours are open as long as the pause is",
    "zammad-tl-20": "a policy that no longer matches takes its clocks back; ours is asked at the start alone",
    "erpnext-tl-02": "adds the hold in wall time, also outside hours (a defect reported there); ours has a test below",
    "chatwoot-tl-01": "tells rules, no case",
}
CASES = read("peers/sla_timelines.json").get("timelines", [])
APPLY = [case for case in CASES if case["id"] not in OTHERWISE]
STATES = {"hold": "paused", "resolved": "closed"}
EVENTS = {
    "created": ("move", "open"),
    "closed": ("move", "closed"),
    "customer_contact": ("signal", "contact"),
    "staff_contact": ("milestone", "staff"),
    "first_response": ("milestone", "answered"),
}
CLOCKS = {
    "first_response": "starts: [stage open, stage paused], stops: milestone answered",
    "update": "starts: signal contact, stops: milestone staff",
    "solution": "starts: [stage open, stage paused], stops: stage closed",
}
PAUSES = "pauses: [{from: [stage paused, stage closed], until: stage open}]"
NAMES = {"resolution": "solution", "close": "solution"}


def text(case: dict[str, Any]) -> str:
    """The agreement of a case: its calendar, and its targets as commitments."""
    calendar = case["calendar"]
    hours = {"24x7": "every day 00:00-24:00"}.get(calendar["weekly"], calendar["weekly"]).replace(
        "every day", "mon-sun"
    )
    days, span = hours.split()
    clauses = "\n".join(
        f"  {name}: {{{CLOCKS[name]}, {PAUSES}, within: {minutes} business minutes}}"
        for name, minutes in ((NAMES.get(target, target), m) for target, m in case["targets_minutes"].items())
    )
    office = f'calendars: {{desk: {{zone: {calendar.get("tz", "UTC")}, open: {{{days}: "{span}"}}}}}}'
    return f"stages: {{open: {{}}, paused: {{}}, closed: {{}}}}\n{office}\ncommitments:\n{clauses}"


def day(event: dict[str, Any]) -> float:
    if "rel_min" in event:
        return event["rel_min"] / 1440
    return (instant(event["at"]) - ORIGIN) / DAY


def instant(at: str) -> int:
    return of_datetime(datetime.fromisoformat(at))


def facts(case: dict[str, Any]) -> list[tuple[object, ...]]:
    told = []
    for event in case["events"]:
        if "event" in event:
            told.append(("p1", day(event), *EVENTS[event["event"]]))
        if "state" in event:
            told.append(("p1", day(event), "move", STATES.get(event["state"], event["state"])))
    return told


def judged_clocks(judge: Judge, case: dict[str, Any]) -> dict[str, list[Clock]]:
    lines = facts(case)
    found: dict[str, list[Clock]] = {name: [] for name in CLOCKS}
    for each in clocks(judge(text(case), lines, max(day_of(ORIGIN), *(line[1] for line in lines)))):
        found[each.commitment].append(each)
    return found


@pytest.mark.parametrize("case", APPLY, ids=lambda case: case["id"])
def test_a_timeline_is_that_of_the_peers(judge: Judge, case: dict[str, Any]) -> None:
    found = judged_clocks(judge, case)
    for key, wanted in case["expect"].items():
        name, _, figure = key.partition("_due") if "_due" in key else key.rpartition("_")
        runs = found.get(NAMES.get(name, name).removesuffix("_business"), [])
        if "_due" in key and wanted is None:
            assert all(run.stopped_at is not None for run in runs)
        elif "_due" in key and name != "next":
            assert instant(wanted) in (runs[0].due_at, runs[0].breach_after)
        elif figure == "minutes":
            assert max(run.elapsed or 0 for run in runs) == wanted * MINUTE
        elif figure == "slack":
            assert min(run.amount - (run.elapsed or 0) for run in runs) == wanted * MINUTE


@pytest.mark.parametrize(("identifier", "minutes"), [("helpdesk-tl-01", 60), ("helpdesk-tl-03", 30)])
def test_the_time_until_the_solution_is_that_of_the_peers(judge: Judge, identifier: str, minutes: int) -> None:
    case = next((each for each in CASES if each["id"] == identifier), None) or pytest.skip("no worked cases")
    assert case["expect"]["resolution_business_seconds"] == minutes * 60
    assert [each.elapsed for each in judged_clocks(judge, case)["solution"]] == [minutes * MINUTE]


@pytest.mark.parametrize("identifier", ["zammad-tl-08", "zammad-tl-10"])
def test_the_next_deadline_is_the_first_of_the_open_clocks(judge: Judge, identifier: str) -> None:
    case = next((each for each in CASES if each["id"] == identifier), None) or pytest.skip("no worked cases")
    runs = [run for each in judged_clocks(judge, case).values() for run in each if run.stopped_at is None]
    last = max(day(event) for event in case["events"])
    assert min(run.due_at for run in runs if day_of(run.due_at) > last - 1) == instant(case["expect"]["next_due"])


def test_who_is_only_written_to_starts_no_update_clock(judge: Judge) -> None:
    case = next((each for each in CASES if each["id"] == "zammad-tl-18"), None) or pytest.skip("no worked cases")
    assert judged_clocks(judge, case)["update"] == []


def test_a_hold_outside_hours_moves_no_deadline(judge: Judge) -> None:
    case = next((each for each in CASES if each["id"] == "erpnext-tl-02"), None) or pytest.skip("no worked cases")
    (run,) = judged_clocks(judge, case)["solution"]
    assert run.due_at == instant("2020-03-04T16:00")


def test_every_timeline_left_out_has_its_reason() -> None:
    assert OTHERWISE.keys() <= {case["id"] for case in CASES} or not CASES
