import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.report.quantiles import quantile

shares = st.floats(0, 1)
counted = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(0, 6)), max_size=20)


def test_worked_quantiles(case):
    answered, lags = case("first-response"), case("archive-lag")
    assert quantile(answered["inputs"]["answered"], 0.9) == answered["expected"]["naive_p90_answered_only"]
    assert quantile(lags["inputs"]["lags"], 0.5) == lags["expected"]["median"]
    assert quantile(lags["inputs"]["lags"], 0.9) == pytest.approx(lags["expected"]["p90"])
    winners = case("win-rate-denominators")["inputs"]["win_days"]
    assert quantile(winners, 0.8) == pytest.approx(16.4)


@given(counted, shares)
def test_a_count_is_a_repetition_and_the_rule_is_numpys(pairs, q):
    values, counts = [value for value, _ in pairs], [count for _, count in pairs]
    expanded = np.repeat(np.array(values, dtype=float), counts)
    found = quantile(values, q, counts)
    if expanded.size == 0:
        assert found is None
    else:
        assert found == pytest.approx(np.quantile(expanded, q), abs=1e-9)


def test_large_counts_are_not_expanded():
    assert quantile([5, 1, 3], 0.5, [10**12, 10**12, 1]) == 3


@pytest.mark.parametrize(("q", "counts"), [(1.1, [1]), (float("nan"), [1]), (0.5, [-1]), (0.5, [1, 1])])
def test_nonsense_is_refused(q, counts):
    with pytest.raises(ValueError, match=r"share|count"):
        quantile([1], q, counts)
