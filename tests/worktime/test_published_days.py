"""Business days and whole timelines that other systems published: we agree, or say why not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.worktime.published import Case, axis, instant, of_text, paused, plain, read
from tripact.worktime.deadline import deadline
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import MINUTE, SECOND
from tripact.worktime.span import Span

ROLLS = "moves a start outside hours to the next opening first; ours does not count the start day, whatever it is"
DISAGREE = {
    "business_time-bd-04": ROLLS,
    "working_hours-bd-27": ROLLS,
    "matrix42-bd-41": ROLLS,
    "matrix42-bd-42": ROLLS,
}
"""Published business days that we do not give, with the reason."""

TIMELINES = {
    "zammad-tl-01": ("first_response", "first_response_due"),
    "zammad-tl-02": ("first_response", "first_response_due"),
    "zammad-tl-06b": ("first_response", "first_response_due"),
    "zammad-tl-08": ("update", "next_due"),
    "zammad-tl-10": ("solution", "next_due"),
    "helpdesk-tl-01": ("resolution", "resolution_due_after_hold"),
    "freelancer-tl-01": ("resolution", "resolution_due"),
}
"""Timelines with a deadline: the target and the expected instant."""


def test_business_days(shared: Path) -> None:
    """A source that moves on to the first open instant gives our ``breach_after``. Counting back is not offered."""
    document = read(shared, "peers/calendar_primitives.json")
    forward = [case for case in document["business_days"] if case["business_days"] > 0]
    assert len(forward) == 17
    assert {case["id"] for case in forward if not business_day_agrees(document, case)} == set(DISAGREE)


def business_day_agrees(document: Case, case: Case) -> bool:
    raw = plain(document["calendars"][case["calendar"]])
    start, expected = instant(case["start"], raw["zone"]), instant(case["expected"], raw["zone"])
    ends = " same time" if "end_of_working_day" not in case.get("note", "") else ""
    found = deadline(start, parse_duration(f"{case['business_days']} business days{ends}"), axis(raw, start))
    return expected in ((found.due, found.breach_after) if case["source"] != "working_hours" else (found.due,))


def test_counts_of_business_days(shared: Path) -> None:
    document = read(shared, "peers/calendar_primitives.json")
    named = document["calendars"]
    named["9-17 wd + holiday 2022-06-22"] = {**named["utc_9_17_wd"], "holidays": ["2022-06-22"]}
    for case in document["business_day_counts"]:
        first, last = date.fromisoformat(case["from"]), date.fromisoformat(case["to"])
        calendar = axis(plain(named[case["calendar"]]), instant(case["from"], "UTC")).calendar
        # Both sources count the days after the first one, or from it on.
        days = range(0 if case.get("inclusive") else 1, (last - first).days + 1)
        assert sum(calendar.closing(first + timedelta(days=day)) is not None for day in days) == case["expected"]


def test_timelines(shared: Path) -> None:
    cases = {case["id"]: case for case in read(shared, "peers/sla_timelines.json")["timelines"]}
    for name, (target, key) in TIMELINES.items():
        case = cases[name]
        zone = case["calendar"]["tz"]
        start, expected = instant(case["events"][0]["at"], zone), instant(case["expect"][key], zone)
        stops = [Span(*pair) for pair in paused(case, instant(case["events"][-1]["at"], zone))]
        business = axis(of_text(case["calendar"]["weekly"], zone), start)
        amount = case["targets_minutes"][target] * MINUTE
        found = (business.due(start, amount, stops), business.breach_after(start, amount, stops))
        assert expected in found, name
        # Used up exactly at the close: the newer engine of this source answers the next opening.
        assert (found[0] != found[1]) == (name == "zammad-tl-02"), name


def test_times_that_clocks_of_timelines_ran(shared: Path) -> None:
    cases = {case["id"]: case for case in read(shared, "peers/sla_timelines.json")["timelines"]}
    ran = {
        "zammad-tl-04": (0, 1, 0),
        "zammad-tl-06": (0, -1, 60 * 60),
        "zammad-tl-08": (0, 2, 30 * 60),
        "zammad-tl-10": (1, 3, 90 * 60),
        "zammad-tl-11": (1, 2, 150 * 60),
        "zammad-tl-13": (1, 2, 150 * 60),
        "zammad-tl-15": (0, 2, 210 * 60),
        "helpdesk-tl-01": (0, -1, 3600),
        "helpdesk-tl-03": (0, 1, 1800),
    }
    for name, (first, last, seconds) in ran.items():
        case = cases[name]
        zone = case["calendar"]["tz"]
        start, end = (instant(case["events"][number]["at"], zone) for number in (first, last))
        business = axis(of_text(case["calendar"]["weekly"], zone), start)
        assert business.elapsed(start, end, [Span(*pair) for pair in paused(case, end)]) == seconds * SECOND, name


def test_a_hold_outside_hours_moves_nothing(shared: Path) -> None:
    """ERPNext adds 45 minutes of a hold at night and says 16:45; a reported defect."""
    cases = {case["id"]: case for case in read(shared, "peers/sla_timelines.json")["timelines"]}
    case = cases["erpnext-tl-02"]
    start, held, resumed = (instant(event["at"], "Etc/UTC") for event in case["events"])
    business = axis(of_text(case["calendar"]["weekly"], "Etc/UTC"), start)
    assert business.due(start, 360 * MINUTE, [Span(held, resumed)]) == instant("2020-03-04T16:00", "Etc/UTC")
