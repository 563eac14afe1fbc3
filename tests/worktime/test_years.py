"""The years that a time may name, and local times that are none or two."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tripact.errors import TripactError
from tripact.worktime.instant import EARLIEST, LATEST, YEARS, at_switch, offsets_of, parse, years_in

ZONES = ("UTC", "Europe/Bratislava", "Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31T23:59", "2201-01-01", "9999-12-31", "0026-03-02T10:00Z"])
@pytest.mark.parametrize("zone", ZONES)
def test_other_years_are_refused(text: str, zone: str) -> None:
    with pytest.raises(TripactError, match=f"The year {text[:4]} lies outside 1900 to 2200"):
        parse(text, zone)


@given(moment=st.datetimes(datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31, 23, 59)), zone=st.sampled_from(ZONES))  # noqa: DTZ001
def test_every_moment_of_these_years_is_read_and_lies_within(moment: datetime, zone: str) -> None:
    assume(at_switch(moment, zone) is None)
    first, last = years_in(zone)
    assert EARLIEST <= first <= parse(moment.isoformat(), zone) <= last <= LATEST


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2026-03-02T10:00", [1]),
        ("2026-03-29T02:30", [1, 2]),
        ("2026-03-29T03:00", [2]),
        ("2025-10-26T02:30", [2, 1]),
        ("2025-10-26T02:30+01:00", [1]),
        ("2025-10-26T03:00", [1]),
    ],
)
def test_the_offsets_at_which_a_time_can_be_meant(text: str, hours: list[int]) -> None:
    found = offsets_of(datetime.fromisoformat(text), "Europe/Bratislava")
    assert [each.utcoffset(None) for each in found] == [timedelta(hours=each) for each in hours]
