from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.report.proportion import newcombe, rate, two_sided_z, wilson

counts = st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("name", ["wilson-81-263", "wilson-0-20"])
def test_wilson_agrees_with_newcombes_table(case, name):
    given_, expected = case(name)["inputs"], case(name)["expected"]
    assert wilson(**given_) == pytest.approx((expected["low"], expected["high"]), abs=5e-5)


def test_newcombe_agrees_with_the_published_difference(case):
    worked = case("newcombe-56-70")
    found = newcombe(**worked["inputs"])
    assert vars(found) == pytest.approx(
        {"value": worked["expected"]["diff"], "low": 0.0524, "high": 0.3339}, abs=worked["tolerance"]
    )


def test_attainment_leaves_pending_clocks_out_and_shows_them(case):
    for limit in ("sla60", "sla120"):
        sla = case("first-response")["expected"][limit]
        found = rate(sla["met"], sla["met"] + sla["breached"], open=sla["pending"])
        assert found.value == pytest.approx(sla["attainment"])
        assert [found.low, found.high] == pytest.approx(sla["wilson95"])
        assert found.open == sla["pending"]


def test_a_win_rate_names_its_denominator(case):
    sample, expected = case("win-rate-denominators")["inputs"], case("win-rate-denominators")["expected"]
    won, lost, still_open = sample["won"], sample["lost"], sample["open"]
    closed_only = rate(won, won + lost, open=still_open)
    assert closed_only.value == pytest.approx(expected["closed_only"])
    assert [closed_only.low, closed_only.high] == pytest.approx(expected["wilson_closed_only"])
    assert rate(won, won + lost + still_open).value == pytest.approx(expected["won_over_all_created"])


@given(counts)
def test_wilson_lies_in_the_unit_interval_and_holds_the_proportion(k_of_n):
    k, n = k_of_n
    found = rate(k, n)
    if n == 0:
        assert (found.value, found.low, found.high) == (None, None, None)
    else:
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.low < found.high


@given(st.floats(0.05, 0.95))
def test_wilson_becomes_wald_for_large_samples(p):
    n = 10**10
    k = round(p * n)
    half = two_sided_z(0.95) * sqrt(p * (1 - p) / n)
    assert wilson(k, n) == pytest.approx((k / n - half, k / n + half), abs=1e-8)


@given(counts, counts)
def test_a_difference_read_backwards_changes_its_sign(first, second):
    there, back = newcombe(*first, *second), newcombe(*second, *first)
    if there is None:
        assert back is None and 0 in (first[1], second[1])
    else:
        assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
        assert -1 <= there.low <= there.value <= there.high <= 1


@pytest.mark.parametrize(("k", "n"), [(3, 2), (-1, 5)])
def test_what_is_not_a_part_of_a_whole_is_refused(k, n):
    with pytest.raises(ValueError, match="not a proportion"):
        rate(k, n)
