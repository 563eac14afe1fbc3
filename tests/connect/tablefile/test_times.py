from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tripact.connect.tablefile.times import TimeSpec, parse_times
from tripact.errors import TripactError

BRATISLAVA = "Europe/Bratislava"
MORNING = 1767688200000  # 2026-01-06T08:30:00Z
WALL = datetime.fromisoformat("2026-01-06T09:30")  # the same moment on a wall in Bratislava


def one(value, **spec):
    """The instant of a value, or the reason why it is none."""
    (instant,), (reason,) = parse_times([value], TimeSpec(**spec))
    return instant if reason is None else reason


def utc(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-06T08:30:00Z",
        "2026-01-06T08:30:00.000+0000",
        "2026-01-06T09:30:00+01:00",
        "2026-01-06T09:30",
        "2026-01-06 09:30:00",
        " 2026-01-06 09:30:00 ",
        "2026-01-06 08:30:00 UTC",
        "2026-01-06 08:30:00 +0000",
        "20260106T093000",
        WALL,
        datetime(2026, 1, 6, 3, 30, tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_ways_to_write_one_instant(text):
    assert one(text, zone=BRATISLAVA) == MORNING


def test_milliseconds_are_exact():
    assert one("2026-01-06T08:30:00.1239999Z") == MORNING + 123
    assert one(WALL.replace(microsecond=999_999), zone=BRATISLAVA) == MORNING + 999
    assert one("1767688200.001", format="epoch_s") == one(1767688200.001, format="epoch_s") == MORNING + 1
    assert one("1969-12-31T23:59:59.999Z") == -1


def test_formats_of_strptime():
    assert one("6. 1. 2026 09:30", format="%d. %m. %Y %H:%M", zone=BRATISLAVA) == MORNING
    assert one("01/06/2026 03:30 -0500", format="%m/%d/%Y %H:%M %z") == MORNING
    assert one("31.2.2026 9:30", format="%d.%m.%Y %H:%M") == "'31.2.2026 9:30' does not match the format %d.%m.%Y %H:%M"


def test_counts_since_1970():
    assert one(1767688200, format="epoch_s") == one("1767688200", format="epoch_s") == MORNING
    assert one(MORNING, format="epoch_ms") == one(f" {MORNING} ", format="epoch_ms") == MORNING
    assert "are these milliseconds" in one(MORNING, format="epoch_s")
    assert one("soon", format="epoch_ms") == "'soon' is not a number"
    assert one(True, format="epoch_s") == "'True' is not a number"
    assert one("1e999999", format="epoch_s") == one("nan", format="epoch_s").replace("nan", "1e999999")


def test_numbers_are_no_times_until_the_format_says_what_they_count():
    assert "format: epoch_ms" in one(str(MORNING))
    assert "format: epoch_ms" in one("1712123112345")  # fromisoformat takes it for the year 1712
    assert "format: epoch_s" in one(1767688200)


def test_blank_values_have_neither_instant_nor_reason():
    assert parse_times(["", None, "  "], TimeSpec()) == ([None] * 3, [None] * 3)
    assert parse_times([None, WALL], TimeSpec(zone=BRATISLAVA)) == ([None, MORNING], [None, None])
    assert parse_times([], TimeSpec()) == ([], [])


def test_a_bad_value_does_not_spoil_the_others():
    times, reasons = parse_times(["2026-01-06T08:30Z", "soon", None, "2026-01-06T08:30:01Z"], TimeSpec())
    assert times == [MORNING, None, None, MORNING + 1000]
    assert reasons == [None, "'soon' is not an ISO 8601 time", None, None]


def test_values_of_many_sorts():
    values = ["2026-01-06T08:30Z", WALL, date(2026, 1, 6), 5, ["x"]]
    times, reasons = parse_times(values, TimeSpec(zone=BRATISLAVA))
    assert times == [MORNING, MORNING, None, None, None]
    assert "precision: day" in reasons[2]
    assert "is no time" in reasons[4]


def test_naive_and_aware_times_in_one_column():
    assert parse_times(["2026-01-06T09:30:00", "2026-01-06T08:30:00Z"], TimeSpec(zone=BRATISLAVA))[0] == [MORNING] * 2


@pytest.mark.parametrize("value", ["2026-01-06", "20260106", "2026-01-06T23:30:00", "2026-01-05T23:30:00Z"])
def test_a_day_begins_at_local_midnight(value):
    assert one(value, zone=BRATISLAVA, precision="day") == utc(2026, 1, 5, 23)
    assert one(date(2026, 1, 6), zone=BRATISLAVA, precision="day") == utc(2026, 1, 5, 23)


def test_a_date_is_no_instant():
    reason = "'2026-01-06' is a date without a time of day; set `precision: day`"
    assert one("2026-01-06") == one(date(2026, 1, 6), precision="minute") == reason
    assert one("06.01.2026", format="%d.%m.%Y") == reason.replace("2026-01-06", "06.01.2026")


def test_minutes_drop_seconds():
    assert one("2026-01-06T08:30:59.9Z", precision="minute") == MORNING
    assert one(MORNING + 59_999, format="epoch_ms", precision="minute") == MORNING


def test_days_of_other_sorts_of_values():
    spec = {"zone": BRATISLAVA, "precision": "day"}
    assert one(MORNING, format="epoch_ms", **spec) == utc(2026, 1, 5, 23)
    assert one(datetime(2026, 1, 5, 23, 30, tzinfo=UTC), **spec) == utc(2026, 1, 5, 23)
    assert one("6.1.2026", format="%d.%m.%Y", **spec) == utc(2026, 1, 5, 23)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-03-29T01:59:59", utc(2026, 3, 29, 0, 59, 59)),
        ("2026-03-29T02:30:00", utc(2026, 3, 29, 1, 30)),  # skipped: read as 03:30
        ("2026-03-29T03:00:00", utc(2026, 3, 29, 1)),
        ("2026-10-25T01:59:59", utc(2026, 10, 24, 23, 59, 59)),
        ("2026-10-25T02:30:00", utc(2026, 10, 25, 0, 30)),  # twice: the first
        ("2026-10-25T03:00:00", utc(2026, 10, 25, 2)),
    ],
)
def test_daylight_saving(wall, instant):
    assert one(wall, zone=BRATISLAVA) == instant
    assert one(datetime.fromisoformat(wall).replace(fold=1), zone=BRATISLAVA) == instant


def test_a_midnight_that_is_skipped_maps_forward():
    assert one("2017-10-15", zone="America/Sao_Paulo", precision="day") == utc(2017, 10, 15, 3)
    assert one("2017-10-15T05:00:00Z", zone="America/Sao_Paulo", precision="day") == utc(2017, 10, 15, 3)


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "1899-12-31T23:59", "2201-01-01T00:00", "9999-12-31T23:59"])
def test_years_that_cannot_be(text):
    assert one(text, zone=BRATISLAVA) == f"'{text}' lies outside the years 1900 to 2200"
    assert "outside the years" in one(text[:10], zone=BRATISLAVA, precision="day")
    assert "outside the years" in one(datetime.fromisoformat(text), zone=BRATISLAVA)
    assert "outside the years" in one(datetime.fromisoformat(text).date(), zone=BRATISLAVA, precision="day")
    ms = int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000
    assert "outside the years" in one(ms, format="epoch_ms", zone="UTC")
    assert "outside the years" in one(10**30, format="epoch_ms")


def test_the_first_and_the_last_moment_that_can_be():
    assert one("1900-01-01T00:00", zone=BRATISLAVA) == utc(1899, 12, 31, 23)
    assert one("2200-12-31", zone=BRATISLAVA, precision="day") == utc(2200, 12, 30, 23)
    assert one("2200-12-31T23:59", zone=BRATISLAVA) == utc(2200, 12, 31, 22, 59)


def test_an_offset_in_the_text_may_be_ignored():
    assert one("2026-01-06T09:30:00Z", zone=BRATISLAVA, offset_in_text=False) == MORNING


@pytest.mark.parametrize("form", ["iso", "%d.%m.", "%Y-%q", "%Y%"])
def test_formats_that_are_none(form):
    with pytest.raises(TripactError, match="is not a format of times"):
        parse_times([], TimeSpec(format=form))


def test_unknown_zones():
    with pytest.raises(TripactError, match="no time zone 'Bratislava'"):
        parse_times([], TimeSpec(zone="Bratislava"))


def test_a_time_of_day_without_offset_needs_a_zone_and_a_day_does_not():
    nowhere = TimeSpec(zone=None)
    instants, reasons = parse_times(["2025-10-26T02:30:00+01:00", "2025-10-26T02:30:00"], nowhere)
    assert instants == [1_761_442_200_000, None]
    assert reasons == [None, "'2025-10-26T02:30:00' has no offset; say with `zone` whose local time it is"]
    assert parse_times([datetime.fromisoformat("2025-10-26T02:30")], nowhere)[1] == [reasons[1]]
    assert parse_times(["2025-10-26"], TimeSpec(zone=None, precision="day"))[0] == [1_761_436_800_000]
