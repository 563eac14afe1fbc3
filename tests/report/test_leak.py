from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.report.leak import leaks, ranked


def chain(sizes):
    falling = sorted(sizes, reverse=True)
    return [(f"step {i}", *pair) for i, pair in enumerate(pairwise(falling))]


chains = st.lists(st.integers(0, 400), min_size=2, max_size=6).map(chain)


def seed_b(case):
    worked = case("seed-B-funnel")
    return worked["inputs"]["steps"], worked["expected"]


def test_the_month_of_seed_b(case):
    steps, expected = seed_b(case)
    for row, want in zip(leaks(steps), expected["steps"], strict=True):
        assert (row.step, row.items_lost) == (want["step"], want["items_lost"])
        assert row.rate.value == pytest.approx(want["rate"])
        assert [row.rate.low, row.rate.high] == pytest.approx(want["wilson95"])
        assert row.wins_forgone == pytest.approx(want["wins_forgone"])
        assert row.extra_wins_10pp == pytest.approx(want["extra_wins_if_plus_10pp"])
        assert row.extra_wins_10pct == pytest.approx(want["extra_wins_if_plus_10pct_relative"])


def test_without_benchmarks_the_most_wins_forgone_lead(case):
    steps, _ = seed_b(case)
    order = [row.step for row in ranked(leaks(steps))]
    assert order == ["Proposal>Won", "Lead>MQL", "SQL>Proposal", "SAL>SQL", "MQL>SAL"]


def test_with_all_benchmarks_the_widest_gap_leads(case):
    steps, _ = seed_b(case)
    known = {name: 0.3 for name, _, _ in steps} | {"MQL>SAL": 0.65}
    rows = ranked(leaks(steps, known))
    assert rows[0].step == "MQL>SAL"
    assert rows[0].gap_wins == pytest.approx(400 * 0.1 * 0.5 * 0.4 * 15 / 44)
    assert {row.gap_wins for row in rows[1:]} == {0}


def test_where_a_benchmark_is_missing_wins_forgone_lead(case):
    steps, _ = seed_b(case)
    rows = ranked(leaks(steps, {"MQL>SAL": 0.65}))
    assert rows[0].step == "Proposal>Won"


def test_an_empty_step_hides_what_depends_on_its_rate():
    first, empty = leaks([("a", 10, 0), ("b", 0, 0)], {"b": 0.5})
    assert (first.items_lost, first.rate.value) == (10, 0)
    assert (first.wins_forgone, first.extra_wins_10pp) == (None, None)
    assert (empty.rate.value, empty.wins_forgone, empty.extra_wins_10pct, empty.gap_wins) == (None,) * 4
    assert leaks([]) == ranked([]) == ()


def test_no_rate_rises_above_one():
    (row,) = leaks([("a", 100, 95)])
    assert (row.extra_wins_10pp, row.extra_wins_10pct) == (5, 5)


@given(chains)
def test_a_relative_rise_gives_the_same_everywhere(steps):
    rows = [row for row in leaks(steps) if row.extra_wins_10pct is not None and row.rate.value <= 1 / 1.1]
    assert [row.extra_wins_10pct for row in rows] == pytest.approx([0.1 * steps[-1][2]] * len(rows))


@given(chains)
def test_ranking_only_reorders(steps):
    rows = leaks(steps)
    assert sorted(row.step for row in ranked(rows)) == sorted(row.step for row in rows)
