import pytest

from tripact.cli.clock_words import measured
from tripact.report.proportion import rate
from tripact.report.writer import Writer
from tripact.worktime.instant import parse

EN, SK = Writer("en", "Europe/Bratislava"), Writer("sk", "Europe/Bratislava")
HOUR, DAY = 3600, 86400


def spaced(text):
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("value", "english", "slovak"),
    [
        (0.0375, "3.75%", "3,75~%"),
        (0.08625, "8.63%", "8,63~%"),
        (0.4, "40.0%", "40,0~%"),
        (1.234, "123.4%", "123,4~%"),
        (0.0, "0%", "0~%"),
        (1, "100%", "100~%"),
        (-0.123, "−12.3%", "−12,3~%"),
        (None, "—", "—"),
    ],
)
def test_shares(value, english, slovak):
    assert (EN.percent(value), spaced(SK.percent(value))) == (english, slovak)


@pytest.mark.parametrize(
    ("value", "english", "slovak"),
    [
        (-0.0758, "−7.58~pp", "−7,58~p.~b."),
        (0.158, "+15.8~pp", "+15,8~p.~b."),
        (-0.00001, "0.00~pp", "0,00~p.~b."),
    ],
)
def test_percentage_points_have_a_sign_unless_they_are_nothing(value, english, slovak):
    assert (spaced(EN.points(value)), spaced(SK.points(value))) == (english, slovak)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "—"),
        (0, "0~min"),
        (59 * 60, "59~min"),
        (2 * HOUR + 15 * 60, "2~h~15~min"),
        (DAY - 1, "1~d"),
        (2 * DAY + 5 * HOUR, "2~d~5~h"),
        (400 * DAY + 5 * HOUR, "400~d"),
        (1200 * DAY, "1,200~d"),
    ],
)
def test_elapsed_time_in_its_two_largest_units(seconds, text):
    assert spaced(EN.duration(seconds)) == text


@pytest.mark.parametrize(
    ("seconds", "business", "elapsed"),
    [
        (None, "—", "—"),
        (30, "30~s", "30~s"),
        (26 * HOUR, "26~h", "1~d~2~h"),
        (104_340, "28~h~59~min", "1~d~5~h"),
        (100 * HOUR + 120, "100~h", "4~d~4~h"),
        (-90 * 60, "−1~h~30~min", "−1~h~30~min"),
        (2_119_510, "588~h", "24~d~13~h"),
    ],
)
def test_measured_time_has_days_only_on_the_wall_and_the_terminal_says_the_same(seconds, business, elapsed):
    assert spaced(EN.measured(seconds, "business")) == business
    assert spaced(EN.measured(seconds, "elapsed")) == elapsed
    assert measured(seconds) == business.replace("~", " ")
    assert measured(seconds, "elapsed") == elapsed.replace("~", " ")


@pytest.mark.parametrize(("value", "text"), [(22.5, "22.5"), (0.25, "0.3"), (7310.04, "7,310"), (None, "—")])
def test_wins_need_no_decimals_where_they_are_many(value, text):
    assert EN.decimal(value) == text


def test_intervals_and_fractions():
    some = rate(690, 8000)
    assert EN.interval(some.low, some.high) == "8.03–9.26%"
    assert spaced(SK.interval(0.0945, 0.905)) == "9,45–90,5~%"
    assert spaced(SK.fraction(some)) == "690/8~000"
    assert EN.interval(None, None) == "—"


def test_moments_in_the_zone_of_the_report():
    evening = parse("2026-01-05T13:07:00+00:00")
    assert (EN.moment(evening), SK.moment(evening)) == ("5 Jan 2026, 14:07", "5. 1. 2026 14:07")
    assert (EN.day(evening), SK.day(evening)) == ("5 Jan 2026", "5. 1. 2026")


def test_months_by_name_and_anything_else_as_it_is():
    assert (EN.month("2026-01"), SK.month("2026-01")) == ("January 2026", "január 2026")
    assert EN.month("2026-13") == "2026-13"


@pytest.mark.parametrize(("value", "step", "text"), [(0.05, 0.05, "5%"), (0.005, 0.005, "0.5%"), (0.25, 0.25, "25%")])
def test_axes_have_no_needless_decimals(value, step, text):
    assert EN.tick(value, step) == text
