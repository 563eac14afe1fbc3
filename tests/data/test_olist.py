"""The funnel of a Brazilian marketplace: every number of it was known before (data/olist/README.md)."""

import csv
import math
from datetime import datetime
from statistics import median

import pytest

from tests.data.records import Records, notes_of, steps_of

WINS_BY_ORIGIN = {
    "organic_search": (2296, 217),
    "paid_search": (1586, 150),
    "social": (1350, 58),
    "unknown": (1099, 157),
    "direct_traffic": (499, 50),
    "email": (493, 12),
    "referral": (284, 21),
    "other": (150, 4),
    "display": (118, 6),
    "other_publicities": (65, 3),
    None: (60, 12),
}


@pytest.fixture(scope="module")
def records(shared, tmp_path_factory) -> Records:
    return Records("olist", shared, tmp_path_factory.mktemp("olist"))


@pytest.fixture(scope="module")
def within_90_days(records):
    return records.funnel("--by", "origin", "--horizon", "90d")


@pytest.fixture(scope="module")
def so_far(records):
    return records.funnel("--horizon", "none")


def wilson(k: int, n: int) -> tuple[float, float]:
    """The score interval by solving its quadratic, not by the product's formula."""
    z2 = 1.959963984540054**2
    a, b, c = 1 + z2 / n, -(2 * k / n + z2 / n), (k / n) ** 2
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def days(seconds: float) -> float:
    return round(seconds / 86_400, 2)


def test_all_rows_become_facts(records):
    counts = records.counts
    assert (counts["read"], counts["rejected"], counts["duplicates"]) == (8_000 + 842 + 635, 0, 0)


def test_so_far_842_of_8000_were_won(so_far):
    step = steps_of(so_far, "mql")["all"]
    assert (step["entered"], step["advanced"], step["open"]) == (8_000, 842, 7_158)
    assert step["rate"] == pytest.approx(0.10525)


def test_within_90_days_690_were_won(within_90_days):
    step = steps_of(within_90_days, "mql")["all"]
    assert (step["entered"], step["advanced"], step["before_cause"], step["immature"]) == (8_000, 690, 1, 0)
    assert step["rate"] == pytest.approx(0.08625)


def test_of_635_wins_with_a_full_window_276_sold(within_90_days):
    step = steps_of(within_90_days, "won")["all"]
    assert (step["entered"], step["advanced"], step["immature"]) == (635, 276, 55)


def test_each_origin_has_its_rate_with_wilson_bounds(within_90_days):
    origins = {name: step for name, step in steps_of(within_90_days, "mql").items() if name != "all"}
    assert {name: (step["entered"], step["advanced"]) for name, step in origins.items()} == WINS_BY_ORIGIN
    for step in origins.values():
        assert (step["low"], step["high"]) == pytest.approx(wilson(step["advanced"], step["entered"]))


def test_the_blank_origin_is_a_group_of_its_own_beside_unknown(within_90_days):
    rows = [step for step in within_90_days["steps"] if step["from"] == "mql"]
    groups = [step["group"] for step in rows]
    assert {"origin": None} in groups and {"origin": "unknown"} in groups and None in groups
    blank = rows[groups.index({"origin": None})]
    assert (blank["entered"], blank["advanced"]) == (60, 12)


def test_times_to_win_among_those_who_won(so_far, within_90_days):
    for report, n, quartiles in ((so_far, 841, (5.86, 14.72, 55.12)), (within_90_days, 690, (4.96, 10.72, 23.74))):
        times = steps_of(report, "mql")["all"]["time_to_next_seconds"]
        assert times["advanced"] == n
        found = [days(times[f"advanced_{name}"]) for name in ("p25", "median", "p75")]
        assert found == pytest.approx(quartiles, abs=0.011)


def test_what_is_wrong_with_the_data_is_said_unprompted(within_90_days):
    notes = notes_of(within_90_days)
    assert "2017-12-05" in notes["left_truncation"]["message"]
    assert notes["outcome_before_cause"]["count"] == 1 and len(notes["outcome_before_cause"]["places"]) == 1
    assert (
        notes["blank_dimension"]["count"] == 60 and "1,099 others say 'unknown'" in notes["blank_dimension"]["message"]
    )
    assert notes["immature"]["count"] == 55
    assert "2018-08-31" in notes["right_censoring"]["message"]


def test_without_the_truncated_cohorts_the_rate_is_higher_and_the_note_gone(records):
    report = records.funnel("--from", "2017-12-05", "--horizon", "90d")
    step = steps_of(report, "mql")["all"]
    assert step["entered"] == 6_173 and step["rate"] > 0.10
    assert "left_truncation" not in notes_of(report)


@pytest.fixture(scope="module")
def onboarded(records):
    return records.onboarding()


def test_of_635_watched_wins_some_sold_in_14_days_and_some_in_30(onboarded):
    rows = {row["commitment"]: row for row in onboarded["rows"]}
    met = {name: (row["n"], row["met"], row["late"], row["open"], row["undecidable"]) for name, row in rows.items()}
    assert met == {"first_sale_14": (635, 38, 597, 0, 0), "first_sale_30": (635, 104, 531, 0, 0)}
    for row in rows.values():
        assert (row["low"], row["high"]) == pytest.approx(wilson(row["met"], row["n"]))
        assert row["median_seconds"] is None  # fewer than half ever sold


def test_the_clocks_count_what_the_records_say(records, shared):
    sold = days_to_sell(shared)
    assert (len(sold), sum(each <= 14 for each in sold), sum(each <= 30 for each in sold)) == (276, 38, 104)


def test_the_median_among_those_who_sold(onboarded, shared):
    value = onboarded["time_to_value"][0]
    assert (value["n"], value["reached"], value["open"], value["churned"]) == (635, 276, 359, 0)
    assert value["reached_median_seconds"] / 86_400 == pytest.approx(median(days_to_sell(shared)), abs=1e-6)
    assert value["median_seconds"] is None


def test_the_207_wins_that_nobody_watched_are_named_and_in_no_rate(onboarded):
    for row in onboarded["rows"]:
        assert row["unjudged"] == len(row["unjudged_ids"]) == 842 - 635
    assert [note["count"] for note in onboarded["notes"]] == [207, 207]


def days_to_sell(shared) -> list[float]:
    """Days from the win to the first sale, read from the records by hand."""
    with (shared / "data" / "olist" / "olist_seller_first90d.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["first_order"]]
    read = datetime.fromisoformat
    return [(read(row["first_order"]) - read(row["won_date"])).total_seconds() / 86_400 for row in rows]
