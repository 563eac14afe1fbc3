import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.report.proportion import rate
from tripact.report.survival import aalen_johansen, kaplan_meier

ages, codes = st.integers(0, 20), st.integers(0, 3)
rows = st.lists(st.tuples(ages, codes), min_size=1, max_size=40)
weighted = st.lists(st.tuples(ages, codes, st.integers(1, 5)), min_size=1, max_size=20)


def ended_and_open(ended, still_open):
    return [*ended, *still_open], [1] * len(ended) + [0] * len(still_open)


# --- Kaplan-Meier -----------------------------------------------------------------------------------


def test_first_response_counts_open_clocks(case):
    sample, expected = case("first-response")["inputs"], case("first-response")["expected"]
    curve = kaplan_meier(*ended_and_open(sample["answered"], sample["open_elapsed"]))
    for q, name in ((0.5, "km_median"), (0.8, "km_p80"), (0.9, "km_p90")):
        assert curve.quantile(q) == expected[name]
    for limit in (60, 120):
        assert 1 - curve.survival_at(limit) == pytest.approx(expected[f"sla{limit}"]["km_F"])


def test_freireich(case):
    worked = case("km-freireich")
    curve = kaplan_meier(worked["inputs"]["time"], worked["inputs"]["event"])
    for day, share in worked["expected"]["S"].items():
        assert curve.survival_at(float(day)) == pytest.approx(share, abs=1e-4)
    assert curve.quantile(0.5) == worked["expected"]["median"]
    assert curve.rmst(worked["inputs"]["tau"]) == pytest.approx(worked["expected"]["rmst_35"])


def test_the_median_of_freireich_has_no_upper_limit(case):
    # methods §4.3: 23 [13, ∞); the band at day 6 agrees with lifelines
    sample = case("km-freireich")["inputs"]
    curve = kaplan_meier(sample["time"], sample["event"])
    assert curve.quantile_interval(0.5) == (13, None)
    assert [limit[0] for limit in curve.band()] == pytest.approx([0.619718, 0.951552], abs=1e-6)


def test_time_in_stage_counts_those_still_in_it(case):
    sample, expected = case("time-in-stage")["inputs"], case("time-in-stage")["expected"]
    curve = kaplan_meier(*ended_and_open(sample["completed"], sample["open"]))
    assert curve.quantile(0.5) == expected["km_median"]
    assert curve.rmst(sample["tau"]) == pytest.approx(expected["rmst_30"])


def test_a_quantile_does_not_miss_its_step_by_rounding():
    for n in range(2, 60, 2):
        assert kaplan_meier(range(1, n + 1), [1] * n).quantile(0.5) == n / 2


def test_beyond_the_last_open_item_nothing_is_known():
    curve = kaplan_meier([2, 5], [1, 0])
    assert (curve.survival_at(5), curve.survival_at(5.1), curve.rmst(6)) == (0.5, None, None)
    everyone_left = kaplan_meier([2, 5], [1, 1])
    assert (everyone_left.survival_at(9), everyone_left.rmst(9)) == (0, 3.5)


def test_the_upper_limit_stays_where_nobody_is_left():
    low, high = kaplan_meier([1, 2, 3], [1, 1, 1]).band()
    assert (low[-1], high[-1]) == (0, high[1])
    assert [limit.tolist() for limit in kaplan_meier([4], [1]).band()] == [[0], [1]]


def test_an_empty_sample_gives_no_number():
    curve, causes = kaplan_meier([], []), aalen_johansen([], [])
    assert {curve.quantile(0.5), curve.survival_at(0), curve.rmst(1), causes.incidence(1)} == {None}
    assert {causes.standard_error(1), causes.interval(1), *curve.quantile_interval(0.5)} == {None}


def test_an_item_of_zero_length_counts():
    assert kaplan_meier([0, 4], [1, 0]).survival_at(0) == 0.5


@pytest.mark.parametrize("bad", [{"durations": [-1, 2]}, {"weights": [1]}, {"entries": [0, float("nan")]}])
def test_columns_that_make_no_sense_are_refused(bad):
    with pytest.raises(ValueError, match="durations"):
        kaplan_meier(**{"durations": [1, 2], "events": [1, 0], **bad})


# --- Aalen-Johansen ---------------------------------------------------------------------------------


def test_causes_that_tie_share_exactly(case):
    worked = case("aj-ties")
    found = aalen_johansen(worked["inputs"]["time"], worked["inputs"]["cause"])
    for cause in (1, 2):
        for t, share in worked["expected"][f"F{cause}"].items():
            assert found.incidence(cause, float(t)) == pytest.approx(share)
    assert found.curve.survival_at(5) == worked["expected"]["S_final"]


def test_four_estimators_of_one_conversion(case):
    sample, expected = case("mql-sql-competing")["inputs"], case("mql-sql-competing")["expected"]
    found = aalen_johansen(sample["days"], sample["cause"])
    assert found.incidence(1) == pytest.approx(expected["aalen_johansen_F1_final"])
    assert found.incidence(2) == pytest.approx(expected["aalen_johansen_F2_final"])
    assert found.incidence(1, 7) == pytest.approx(expected["F1_at_7d"])
    assert found.standard_error(1) == pytest.approx(expected["se_F1_final"])
    wrong = kaplan_meier(sample["days"], np.array(sample["cause"]) == 1)
    assert 1 - wrong.survival_at(20) == pytest.approx(expected["one_minus_km_WRONG"])


def test_conversions_over_all_and_over_closed(case):
    sample, expected = case("mql-sql-competing")["inputs"], case("mql-sql-competing")["expected"]
    done, closed = sample["cause"].count(1), sum(c > 0 for c in sample["cause"])
    over_all, over_closed = rate(done, len(sample["cause"])), rate(done, closed)
    assert over_all.value == expected["converted_over_all"]
    assert [over_all.low, over_all.high] == pytest.approx(expected["wilson_all"])
    assert over_closed.value == pytest.approx(expected["converted_over_closed"])
    assert [over_closed.low, over_closed.high] == pytest.approx(expected["wilson_closed"])


def test_standard_error_at_an_earlier_time_and_interval(case):
    # statsmodels CumIncidenceRight.cinc_se at day 7, and the log-log interval computed from it
    sample = case("mql-sql-competing")["inputs"]
    found = aalen_johansen(sample["days"], sample["cause"])
    assert found.standard_error(1, 7) == pytest.approx(0.10769098, abs=1e-8)
    assert found.interval(1, 7) == pytest.approx((0.128343, 0.525157), abs=1e-6)


def test_win_rate_from_open_deals(case):
    sample = case("win-rate-denominators")
    groups = [sample["inputs"][key] for key in ("win_days", "loss_days", "open_days")]
    causes = np.repeat([1, 2, 0], [len(group) for group in groups])
    found = aalen_johansen(np.concatenate(groups), causes)
    assert found.incidence(1) == pytest.approx(sample["expected"]["aalen_johansen"])


def test_published_fixture_of_six():
    # lifelines pull request 1699: exact incidence 0.4 at time 6
    assert aalen_johansen([1, 2, 3, 4, 5, 6], [0, 1, 1, 2, 2, 0]).incidence(2, 6) == pytest.approx(0.4)


def test_delayed_entry_counts_only_watched_exposure():
    # at risk: 2 at t=2, 3 at t=4 (one came at 3), 2 at t=6; the visit that ended at its entry is out
    found = aalen_johansen([2, 4, 6, 7, 3], [1, 2, 1, 0, 1], entries=[0, 0, 3, 4, 3])
    assert list(found.curve.at_risk) == [2, 2, 2, 1]
    assert (found.incidence(1), found.incidence(2)) == (0.625, 0.25)


def test_throughput_ratio_is_not_conversion(case):
    # growing cohorts that each convert 10 % a month for 3 months; the last two are not yet complete
    worked = case("period-vs-cohort-+20")
    curve, growth = worked["inputs"]["cohort_curve"], 1 + worked["inputs"]["growth"]
    sizes = [growth**-age for age in range(len(curve))]
    period = sum(share * size for share, size in zip(curve, sizes, strict=True)) / sizes[0]
    assert period == pytest.approx(worked["expected"]["period_rate"])
    moved = [(k, 1, n * curve[k]) for age, n in enumerate(sizes) for k in range(age + 1)]
    stayed = [(age, 0, n * (1 - sum(curve[: age + 1]))) for age, n in enumerate(sizes)]
    durations, causes, weights = zip(*moved, *stayed, strict=True)
    found = aalen_johansen(durations, causes, weights)
    assert found.incidence(1) == pytest.approx(worked["expected"]["cohort_rate"])


@given(rows)
def test_all_causes_and_survival_add_up_to_one(sample):
    durations, causes = zip(*sample, strict=True)
    found = aalen_johansen(durations, causes)
    total = sum((found.path(cause) for cause in found.exits), found.curve.survival)
    assert total == pytest.approx(np.ones_like(total))


@given(st.lists(st.tuples(ages, st.integers(1, 3)), min_size=1, max_size=40))
def test_without_open_items_it_is_the_simple_proportion(sample):
    durations, causes = zip(*sample, strict=True)
    found, p, n = aalen_johansen(durations, causes), causes.count(1) / len(causes), len(causes)
    assert found.incidence(1) == pytest.approx(p)
    assert found.standard_error(1) == pytest.approx((p * (1 - p) / n) ** 0.5, abs=1e-7)


@given(rows)
def test_with_one_cause_it_is_one_minus_kaplan_meier(sample):
    durations, causes = zip(*sample, strict=True)
    ended = [int(cause > 0) for cause in causes]
    found, curve = aalen_johansen(durations, ended), kaplan_meier(durations, causes)
    assert 1 - found.path(1) == pytest.approx(curve.survival)


@given(rows, st.integers(0, 10))
def test_landmark_is_the_conditional_incidence(sample, landmark):
    durations, causes = map(np.array, zip(*sample, strict=True))
    later = durations > landmark
    whole = aalen_johansen(durations, causes)
    entered = aalen_johansen(durations, causes, entries=np.full(durations.shape, landmark))
    if later.any() and landmark > 0:
        rest = aalen_johansen(durations[later], causes[later])
        gone, going = whole.incidence(1, landmark), whole.curve.survival_at(landmark)
        assert rest.incidence(1) == pytest.approx((whole.incidence(1) - gone) / going)
        assert entered.path(1) == pytest.approx(rest.path(1))


@given(weighted)
def test_a_weight_is_a_repetition(sample):
    durations, causes, weights = map(np.array, zip(*sample, strict=True))
    short = aalen_johansen(durations, causes, weights)
    long = aalen_johansen(np.repeat(durations, weights), np.repeat(causes, weights))
    assert short.curve.survival == pytest.approx(long.curve.survival)
    for cause in (1, 2, 3):
        assert short.incidence(cause) == pytest.approx(long.incidence(cause))
        assert short.standard_error(cause) == pytest.approx(long.standard_error(cause))


@given(st.lists(st.tuples(ages, st.floats(1e-3, 1e6)), min_size=1, max_size=30))
def test_nobody_is_left_when_all_ended_also_weighted_by_value(sample):
    durations, amounts = zip(*sample, strict=True)
    curve = kaplan_meier(durations, [1] * len(durations), amounts)
    assert curve.survival[-1] == 0
    assert curve.rmst(20) == pytest.approx(np.average(durations, weights=amounts))


@given(rows)
def test_intervals_hold_their_estimate(sample):
    durations, causes = zip(*sample, strict=True)
    found = aalen_johansen(durations, causes)
    low, high = found.curve.band()
    assert (low <= found.curve.survival + 1e-12).all() and (found.curve.survival <= high + 1e-12).all()
    limits = found.interval(1)
    assert limits is None or limits[0] <= found.incidence(1) <= limits[1]
