"""The published cases of ../shared/cases, read into the plain form of the conformance suite."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.worktime.minutes import DAYS, Raw
from tripact.worktime.axis import Axis
from tripact.worktime.calendar import Calendar
from tripact.worktime.instant import DAY, of_datetime
from tripact.worktime.plain import read_hours

Case = dict[str, Any]
FACTOR = {"second": 1, "minute": 60, "hour": 3600}
ALL_DAY = [["00:00", "24:00"]]


@cache
def read(folder: Path, name: str) -> Case:
    """One file of cases."""
    document: Case = json.loads((folder / "cases" / name).read_text(encoding="utf-8"))
    return document


def plain(calendar: Raw) -> Raw:
    """A calendar of the cases in our plain form; there a holiday wins over a shift, and breaks are cut out."""
    closed = calendar.get("holidays", [])
    special = {day: spans for day, spans in calendar.get("shifts", {}).items() if day not in closed}
    for day, breaks in calendar.get("breaks", {}).items():
        weekday = DAYS[date.fromisoformat(day).weekday()]
        spans = [] if day in closed else special.get(day, calendar["weekly"].get(weekday, []))
        special[day] = _cut(spans, breaks)
    return {"zone": calendar["tz"], "weekly": calendar["weekly"], "closed": closed, "special": special}


def of_text(text: str, zone: str) -> Raw:
    """A calendar told in words: ``24x7``, ``every day 09:00-18:00``, ``mon-fri 08:00-18:00``."""
    days, _, hours = ("every day", "", "") if text == "24x7" else text.rpartition(" ")
    spans = [hours.split("-")] if hours else ALL_DAY
    open_days = DAYS[:5] if days == "mon-fri" else DAYS
    return {"zone": zone, "weekly": dict.fromkeys(open_days, spans)}


def instant(text: str, zone: str) -> int:
    """A time of a case in milliseconds; local in the zone if it has no offset."""
    return of_datetime(datetime.fromisoformat(text), zone)


def axis(raw: Raw, around: int) -> Axis:
    """The axis of a calendar in plain form, a year before and after an instant."""
    return Axis(Calendar.plain(read_hours(raw)), around - 400 * DAY, around + 400 * DAY)


def _cut(spans: list[list[str]], breaks: list[list[str]]) -> list[list[str]]:
    left = [tuple(span) for span in spans]
    for opens, closes in breaks:
        parts = [part for start, end in left for part in ((start, min(end, opens)), (max(start, closes), end))]
        left = [(start, end) for start, end in parts if start < end]
    return [list(span) for span in left]


def paused(case: Case, until: int) -> list[tuple[int, int]]:
    """The pauses of a timeline: from each state that is not ``open`` to the next state."""
    zone = case["calendar"].get("tz", "Etc/UTC")
    states = [(instant(event["at"], zone), event["state"]) for event in case["events"] if "state" in event]
    ends = [*(moment for moment, _ in states[1:]), until] if states else []
    return [(start, end) for (start, state), end in zip(states, ends, strict=True) if state != "open"]
