"""Deadlines, elapsed times and calendars that other systems published: we agree, or say why not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.worktime.published import FACTOR, Case, axis, instant, of_text, plain, read
from tripact.worktime.instant import HOUR, SECOND
from tripact.worktime.span import Span

DISAGREE = {
    "zammad-116": "cuts seconds off; the exact answer is 09:26:36",
    "biz-el-016": "gives 0 for a reversed interval; ours is negative, so that elapsed times add up",
    "glpi-el-072": "gives 0 for a reversed interval; ours is negative, so that elapsed times add up",
    "working_hours-el-021": "ignores milliseconds; ours counts them",
    **dict.fromkeys(
        ("erpnext-el-041", "erpnext-el-042", "erpnext-el-051", "erpnext-el-054", "erpnext-el-066"),
        "stores 1 second where no open time passed; ours is 0",
    ),
}
"""Published results that we do not give, with the reason."""


def test_deadlines(shared: Path) -> None:
    document = read(shared, "peers/sla_deadlines.json")
    wrong = {case["id"] for case in document["cases"] if not deadline_agrees(document, case)}
    assert wrong == {"zammad-116"}


def deadline_agrees(document: Case, case: Case) -> bool:
    """Whether our instant is the published one; a source that answers the next opening gives our ``breach_after``."""
    raw = plain(document["calendars"][case["calendar"]])
    start, expected = instant(case["start"], raw["zone"]), instant(case["expected"], raw["zone"])
    amount = case["amount"] * FACTOR[case["unit"]] * SECOND
    if case["op"] == "sub":
        return axis(raw, start).sub(start, amount) == expected
    source = document["sources"][case["source"]].get("exact_close", "")
    found = axis(raw, start).breach_after if source.startswith("next_open") else axis(raw, start).due
    return found(start, amount) == expected


def test_elapsed_times(shared: Path) -> None:
    document = read(shared, "peers/sla_elapsed.json")
    wrong = set()
    for case in document["cases"]:
        raw = plain(document["calendars"][case["calendar"]])
        start, end = instant(case["start"], raw["zone"]), instant(case["end"], raw["zone"])
        found = axis(raw, start).elapsed(start, end) / SECOND
        assert found == case.get("generic_seconds", case["expected_seconds"]), case["id"]
        wrong |= {case["id"]} if found != case["expected_seconds"] else set()
    assert wrong == set(DISAGREE) - {"zammad-116"}


def test_open_or_not(shared: Path) -> None:
    document = read(shared, "peers/calendar_primitives.json")
    for case in document["is_open"]:
        raw = plain(document["calendars"][case["calendar"]])
        moment = instant(case["at"], raw["zone"])
        assert axis(raw, moment).is_open(moment) == case["open"], case["id"]


def test_open_segments(shared: Path) -> None:
    document = read(shared, "peers/calendar_primitives.json")
    for case in document["segments"]:
        raw = plain(document["calendars"][case["calendar"]])
        start = instant(case["from"], raw["zone"])
        found = axis(raw, start).spans(start, start + 30 * 24 * HOUR)[: case["take"]]
        assert found == [Span(*(instant(each, "UTC") for each in pair)) for pair in case["expected"]], case["id"]


def test_local_times_that_are_skipped_or_happen_twice(shared: Path) -> None:
    for case in read(shared, "peers/calendar_primitives.json")["dst"]["cases"]:
        assert instant(case["local"], case["tz"]) == instant(case["utc"], "UTC")


def worked(shared: Path) -> list[Case]:
    """The worked deadlines of the methods: those with a due instant."""
    cases = read(shared, "methods.json")["cases"]
    return [case for case in cases if case["id"].startswith("bt-") and "due_local" in case["expected"]]


def test_worked_deadlines(shared: Path) -> None:
    cases = worked(shared)
    assert len(cases) == 12
    for case in cases:
        raw = plain(read(shared, "methods.json")["calendars"][case["inputs"]["calendar"]])
        start = instant(case["inputs"]["start_local"], raw["zone"])
        pauses = [
            Span(*(instant(each, raw["zone"]) for each in pair)) for pair in case["inputs"].get("pauses_local", [])
        ]
        amount = case["inputs"]["target_hours"] * HOUR
        business = axis(raw, start)
        expected = [instant(case["expected"][key], raw["zone"]) for key in ("due_local", "breach_after_local")]
        assert [business.due(start, amount, pauses), business.breach_after(start, amount, pauses)] == expected, case[
            "id"
        ]


@pytest.mark.parametrize("number", [0, 1])
def test_a_day_around_the_clock_has_23_or_25_hours(shared: Path, number: int) -> None:
    (case,) = (case for case in read(shared, "methods.json")["cases"] if case["id"] == "bt-24x7-dst")
    raw = of_text("24x7", case["inputs"]["tz"])
    start = instant(case["inputs"]["starts"][number], raw["zone"])
    always = axis(raw, start)
    assert always.due(start, 24 * HOUR) == instant(case["expected"]["due"][number], raw["zone"])
    day = case["inputs"]["days"][number]
    (span,) = always.calendar.intervals(date.fromisoformat(day))
    assert (span[1] - span[0]) == case["expected"]["local_day_hours"][day] * HOUR
