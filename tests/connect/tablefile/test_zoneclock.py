from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.connect.tablefile.zoneclock import zone_clock
from tripact.worktime import instant

# Whole hours, half hours of daylight saving, changes at midnight, a day left out, none at all.
ZONES = ["Europe/Bratislava", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "UTC"]

zones = st.sampled_from(ZONES)
walls = st.datetimes(datetime.fromisoformat("1860-01-01"), datetime.fromisoformat("2100-01-01"))
aware = st.builds(
    lambda wall, minutes: wall.replace(tzinfo=timezone(timedelta(minutes=minutes))), walls, st.integers(-720, 840)
)


@given(zones, st.lists(walls | aware))
def test_columns_agree_with_single_instants(zone, moments):
    expected = [instant.of_datetime(moment.replace(fold=0), zone) for moment in moments]
    assert zone_clock(zone).instants(moments) == expected


@given(zones, st.lists(walls | aware))
def test_midnights_agree_with_single_days(zone, moments):
    days = [m.date() if m.tzinfo is None else instant.local_date(instant.of_datetime(m), zone) for m in moments]
    assert zone_clock(zone).midnights(moments) == [instant.midnight(day, zone) for day in days]


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_of_two_years(zone):
    start = datetime.fromisoformat("2011-01-01")
    moments = [start + timedelta(minutes=30 * step) for step in range(2 * 17_520)]
    assert zone_clock(zone).instants(moments) == [instant.of_datetime(moment, zone) for moment in moments]
    aware_ones = [moment.replace(tzinfo=UTC) for moment in moments]
    days = [instant.local_date(instant.of_datetime(moment), zone) for moment in aware_ones]
    assert zone_clock(zone).midnights(aware_ones) == [instant.midnight(day, zone) for day in days]
