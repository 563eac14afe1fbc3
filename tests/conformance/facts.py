"""The facts of ../shared/cases that concern time, as lines of the conformance suite without their answers.

Facts only: calendars, instants and amounts, under ids of our own. Where a source states another answer than ours, the
line says so in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.worktime.published import FACTOR, Case, instant, of_text, paused, plain, read

Line = dict[str, Any]

ONE_SECOND = "frappe/erpnext stores 1 second, so that the value is not empty; no open time passed, so it is 0"
NOTES = {
    "zammad-116": "zammad cuts the seconds off and says 09:26:00; nothing is gained or lost by a second here",
    "biz-el-016": "zendesk/biz answers 0 when the end is before the start; then elapsed times do not add up",
    "glpi-el-072": "GLPI answers 0 when the end is before the start; then elapsed times do not add up",
    "business_time-el-014": "the README of bokmann/business_time says 8 h 10 min; 10:40 to 17:00 is 6 h 20 min",
    **dict.fromkeys((f"erpnext-el-0{number}" for number in (41, 42, 51, 54, 66)), ONE_SECOND),
}

TIMELINES = (
    ("zammad-tl-01", "first_response"),
    ("zammad-tl-02", "first_response"),
    ("zammad-tl-06b", "first_response"),
    ("zammad-tl-06b", "update"),
    ("zammad-tl-06b", "solution"),
    ("zammad-tl-08", "update"),
    ("zammad-tl-10", "solution"),
    ("helpdesk-tl-01", "resolution"),
    ("freelancer-tl-01", "resolution"),
    ("erpnext-tl-02", "resolution"),
)


def lines(shared: Path) -> Iterator[Line]:
    """Yield every fact as a line that still lacks its answers."""
    yield from _deadlines(read(shared, "peers/sla_deadlines.json"))
    yield from _elapsed(read(shared, "peers/sla_elapsed.json"))
    yield from _timelines(read(shared, "peers/sla_timelines.json"))
    yield from _primitives(read(shared, "peers/calendar_primitives.json"))
    yield from _worked(read(shared, "methods.json"))


def _deadlines(document: Case) -> Iterator[Line]:
    for number, case in enumerate(document["cases"], 1):
        amount = {f"{case['op']}_seconds": case["amount"] * FACTOR[case["unit"]]}
        calendar = plain(document["calendars"][case["calendar"]])
        line = {"id": f"deadline-{number:03}", "calendar": calendar, "start": case["start"], **amount}
        yield line | _told(document, case)


def _elapsed(document: Case) -> Iterator[Line]:
    for number, case in enumerate(document["cases"], 1):
        calendar = plain(document["calendars"][case["calendar"]])
        start, end = (case[key].replace(".010Z", "Z").replace(".020Z", "Z") for key in ("start", "end"))
        yield {"id": f"elapsed-{number:03}", "calendar": calendar, "from": start, "to": end} | _told(document, case)


def _timelines(document: Case) -> Iterator[Line]:
    cases = {case["id"]: case for case in document["timelines"]}
    for number, (name, target) in enumerate(TIMELINES, 1):
        case = cases[name]
        zone = case["calendar"]["tz"]
        start, last = (case["events"][place]["at"] for place in (0, -1))
        stops = [[_utc(begin), _utc(end)] for begin, end in paused(case, instant(last, zone)) if begin < end]
        clock = {"calendar": of_text(case["calendar"]["weekly"], zone), "pauses": stops}
        ran = {"id": f"timeline-{number:02}-ran", **clock, "from": start, "to": last}
        yield ran | {"source": case["source"]}
        amount = case["targets_minutes"][target] * 60
        yield {"id": f"timeline-{number:02}", **clock, "start": start, "add_seconds": amount, "source": case["source"]}


def _primitives(document: Case) -> Iterator[Line]:
    calendars = document["calendars"]
    for number, case in enumerate(document["is_open"], 1):
        calendar = plain(calendars[case["calendar"]])
        yield {"id": f"open-{number:02}", "calendar": calendar, "start": case["at"], "add_seconds": 0}
    for case in document["segments"]:
        for number, (start, end) in enumerate(case["expected"], 1):
            amount = (instant(end, "UTC") - instant(start, "UTC")) // 1000
            line = {"id": f"segment-{case['id'][-2:]}-{number:02}", "calendar": plain(calendars[case["calendar"]])}
            yield {**line, "start": start, "add_seconds": amount}
    for number, case in enumerate(document["dst"]["cases"], 1):
        calendar = of_text("24x7", case["tz"])
        yield {"id": f"local-time-{number}", "calendar": calendar, "start": case["local"], "add_seconds": 0}


def _worked(document: Case) -> Iterator[Line]:
    cases = [case for case in document["cases"] if "due_local" in case["expected"]]
    for case in cases:
        given = case["inputs"]
        line = {"id": f"worked-{case['id'][3:]}", "calendar": plain(document["calendars"][given["calendar"]])}
        pauses = {"pauses": given["pauses_local"]} if given.get("pauses_local") else {}
        start = given["start_local"].replace(" ", "T")
        yield {**line, "start": start, "add_seconds": given["target_hours"] * 3600, **pauses}
    for start in ("2025-03-29T12:00", "2025-10-25T12:00"):
        calendar = of_text("24x7", "Europe/Bratislava")
        yield {
            "id": f"worked-around-the-clock-{start[:10]}",
            "calendar": calendar,
            "start": start,
            "add_seconds": 86400,
        }
    for day, after in (("2025-03-30", "2025-03-31"), ("2025-10-26", "2025-10-27")):
        calendar = of_text("24x7", "Europe/Bratislava")
        yield {"id": f"worked-local-day-{day}", "calendar": calendar, "from": f"{day}T00:00", "to": f"{after}T00:00"}


def _told(document: Case, case: Case) -> Line:
    source = document["sources"][case["source"]]
    name = source.get("repo") or source.get("pypi", "").split(" ")[0] or case["source"]
    note = {"note": NOTES[case["id"]]} if case["id"] in NOTES else {}
    return {"source": name, **note}


def _utc(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat()
