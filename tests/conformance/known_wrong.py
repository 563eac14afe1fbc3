"""Examples that are published with a wrong answer, each with the right one's reason; the answers are computed."""

from __future__ import annotations

from typing import Any

from tests.worktime.published import of_text

Line = dict[str, Any]

WORKING = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*WORKING, "sat", "sun")
ZONE = "Europe/Bratislava"


def _week(zone: str, start: str, end: str, days: tuple[str, ...] = WORKING) -> Line:
    return {"zone": zone, "weekly": {day: [[start, end]] for day in days}}


OFFICE = _week("Etc/UTC", "09:00", "17:00")
NIGHTS = _week(ZONE, "22:00", "06:00", EVERY_DAY)
PANDAS = "pandas 3.1 CustomBusinessHour counts wall-clock hours"

LINES: tuple[Line, ...] = (
    {
        "id": "wrong-friday-plus-4",
        "calendar": _week("Etc/UTC", "08:00", "17:00"),
        "start": "2025-03-14T16:00",
        "add_seconds": 4 * 3600,
        "note": "nineminds.com prints Tuesday 11:00; right is Monday 11:00: one hour on Friday, three on Monday",
    },
    {
        "id": "wrong-friday-plus-8",
        "calendar": OFFICE,
        "start": "2025-03-14T17:00",
        "add_seconds": 8 * 3600,
        "note": "eesel.ai prints Monday 09:00; right is Monday 17:00: Friday is over at 17:00, Monday has eight hours",
    },
    {
        "id": "wrong-one-day",
        "calendar": OFFICE,
        "start": "2025-03-10T09:00",
        "add_seconds": 24 * 3600,
        "note": "ServiceNow calls this one day: 24 schedule hours are three days of eight, until Wednesday 17:00",
    },
    {
        "id": "wrong-saturday-plus-1",
        "calendar": OFFICE,
        "start": "2025-03-15T14:00",
        "add_seconds": 3600,
        "note": "frappe/crm keeps the clock time over closed days and says Monday 15:00; right is Monday 10:00",
    },
    {
        "id": "wrong-saturday-evening-plus-1",
        "calendar": OFFICE,
        "start": "2025-03-15T20:00",
        "add_seconds": 3600,
        "note": "frappe/crm keeps the clock time over closed days and says Tuesday 10:00; right is Monday 10:00",
    },
    {
        "id": "wrong-hold-at-night",
        "calendar": _week("Etc/UTC", "10:00", "18:00", EVERY_DAY),
        "start": "2020-03-04T04:00",
        "add_seconds": 6 * 3600,
        "pauses": [["2020-03-04T04:15", "2020-03-04T05:00"]],
        "note": "frappe/erpnext adds the wall-clock hold and says 16:45; it lies outside the hours, so right is 16:00",
    },
    {
        "id": "wrong-hold-resumed-at-night",
        "calendar": _week(ZONE, "09:00", "17:00"),
        "start": "2025-03-12T10:00",
        "add_seconds": 2 * 3600,
        "pauses": [["2025-03-12T11:00", "2025-03-12T20:00"]],
        "note": "Dynamics 365 ignores a hold that is resumed outside hours; its six open hours count: Thursday 10:00",
    },
    {
        "id": "wrong-summer-night-8",
        "calendar": NIGHTS,
        "start": "2025-03-29T21:00",
        "add_seconds": 8 * 3600,
        "note": f"{PANDAS} and says 30 March 22:00; that night has seven, so right is 30 March 23:00",
    },
    {
        "id": "wrong-summer-night-5",
        "calendar": NIGHTS,
        "start": "2025-03-29T22:00",
        "add_seconds": 5 * 3600,
        "note": f"{PANDAS} and says 03:00; clocks skip an hour, so right is 04:00 (four hours raise an error there)",
    },
    {
        "id": "wrong-winter-night-8",
        "calendar": NIGHTS,
        "start": "2025-10-25T22:00",
        "add_seconds": 8 * 3600,
        "note": f"{PANDAS} and says 26 October 22:00; that night has nine, so right is 05:00",
    },
    {
        "id": "wrong-winter-night-5",
        "calendar": NIGHTS,
        "start": "2025-10-25T22:00",
        "add_seconds": 5 * 3600,
        "note": f"{PANDAS} and says 03:00; clocks show 02:00 to 03:00 twice, so right is the second 02:00",
    },
    {
        "id": "wrong-skipped-hour",
        "calendar": of_text("24x7", ZONE),
        "start": "2026-03-29T01:30",
        "add_seconds": 3600,
        "note": "datetime plus timedelta of Python gives 02:30, which does not exist that day; right is 03:30+02:00",
    },
    {
        "id": "wrong-last-minute",
        "calendar": _week("Etc/UTC", "00:00", "24:00"),
        "start": "2025-03-14T23:00",
        "add_seconds": 2 * 3600,
        "note": "a day that ends at 23:59 loses a minute (zammad issue 3180) and gives 01:01; right is Monday 01:00",
    },
    {
        "id": "wrong-offset-of-today",
        "calendar": _week("Europe/Berlin", "09:00", "17:00"),
        "from": "2025-03-28T15:30:00Z",
        "to": "2025-03-31T08:00:00Z",
        "note": "one offset for all days (fivetran/dbt_zendesk issue 25) gives 30 or 60 minutes; right is 90",
    },
    {
        "id": "wrong-shift-in-utc",
        "calendar": _week("America/New_York", "09:00", "17:00"),
        "start": "2025-10-31T20:00:00Z",
        "add_seconds": 2 * 3600,
        "note": "hours stored in UTC (grafana/oncall issue 3261) move by an hour in November; right is Monday 10:00",
    },
    {
        "id": "wrong-overlapping-holds",
        "calendar": OFFICE,
        "start": "2025-03-12T10:00",
        "add_seconds": 2 * 3600,
        "pauses": [["2025-03-12T10:30", "2025-03-12T12:00"], ["2025-03-12T11:30", "2025-03-12T13:00"]],
        "note": "a sum of the holds counts the half hour from 11:30 twice and says 15:00; their union gives 14:30",
    },
)
