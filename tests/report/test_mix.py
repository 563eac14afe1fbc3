import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.report.mix import decompose

groups = st.dictionaries(
    st.sampled_from("abcd"),
    st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)


def test_a_total_falls_while_each_group_rises(case):
    worked = case("mix-rate")
    found, expected = decompose(worked["inputs"]["q1"], worked["inputs"]["q2"]), worked["expected"]
    assert [found.before, found.after] == pytest.approx(expected["total"])
    assert (found.mix, found.rate) == pytest.approx((expected["mix_effect"], expected["rate_effect"]))
    assert all(group.rate > 0 for group in found.groups)


def test_a_group_that_comes_or_goes_is_mix():
    found = decompose({"old": (1, 10)}, {"new": (3, 10)})
    assert [(each.group, each.mix, each.rate) for each in found.groups] == [("old", -0.1, 0), ("new", 0.3, 0)]


@given(groups, groups)
def test_the_parts_add_up_to_the_change(before, after):
    found = decompose(before, after)
    if found is None:
        assert 0 in (sum(n for _, n in before.values()), sum(n for _, n in after.values()))
    else:
        assert found.mix + found.rate == pytest.approx(found.after - found.before)
        assert sum(each.mix + each.rate for each in found.groups) == pytest.approx(found.mix + found.rate)


@given(groups)
def test_the_same_period_twice_moves_nothing(period):
    found = decompose(period, period)
    assert found is None or (found.mix, found.rate) == (0, 0)
