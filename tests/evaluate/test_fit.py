"""Fit: the share of attainable points, its bounds and coverage, penalties (methods §1.1, §1.3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of

Judge = Callable[..., Judged]

FIT = """
attributes:
  industry: {of: account}
  employees: {of: account, type: number}
  seniority: {}
fit:
  industry: {points: {logistics: 15}, else: 0}
  employees: {points: {"50-1000": 10}, else: 0}
  seniority: {points: {c_level: 12, manager: 8}, else: 0}
  penalties: {student: -100, competitor: -100, job_seeker: {points: -50, lasts: 90 days}, bounced: -25}
definitions: {mql: "fit >= 70"}
"""
INDUSTRY = ("p1", 0, "attribute", "industry", "logistics")
SIZE = ("p1", 0, "attribute", "employees", "500")
MANAGER = ("p1", 0, "attribute", "seniority", "manager")


@pytest.mark.parametrize(
    ("facts", "fit"),
    [
        ((INDUSTRY, SIZE, MANAGER), 89.1891891892),
        ((INDUSTRY, SIZE, ("p1", 0, "attribute", "seniority", "intern")), 67.5675675676),
        ((INDUSTRY, MANAGER), 62.1621621622),
        ((INDUSTRY, ("p1", 0, "attribute", "seniority", "c_level")), 72.97297297297),
    ],
)
def test_points_are_normalised_by_the_attainable_maximum(judge: Judge, facts: tuple[object, ...], fit: float) -> None:
    judged = judge(FIT, facts, 1)
    assert judged.value("fit") == pytest.approx(fit, abs=1e-9)
    assert judged.promoted() == ({"p1": 0} if fit >= 70 else {})


def test_what_is_unknown_earns_nothing_and_widens_the_bounds(judge: Judge) -> None:
    judged = judge(FIT, [INDUSTRY, MANAGER], 1)
    assert judged.value("fit", "fit_lower", "fit_upper", "fit_coverage") == pytest.approx(
        (62.1621621622, 62.1621621622, 89.1891891892, 0.72972972973)
    )


def test_of_whom_nothing_is_known_fit_is_zero_of_a_hundred(judge: Judge) -> None:
    judged = judge(FIT, [("p1", 0, "signal", "blog")], 1)
    assert judged.value("fit", "fit_lower", "fit_upper", "fit_coverage") == pytest.approx((0, 0, 100, 0))


def test_a_known_value_without_points_is_known(judge: Judge) -> None:
    judged = judge(FIT, [INDUSTRY, MANAGER, ("p1", 0, "attribute", "employees", "7")], 1)
    assert judged.value("fit_upper", "fit_coverage") == pytest.approx((62.1621621622, 1))


def test_a_band_holds_both_its_ends(judge: Judge) -> None:
    sizes = {"p49": "49", "p50": "50", "p51": "1000", "p52": "1001", "p53": "many"}
    facts = [(person, 0, "attribute", "employees", size) for person, size in sizes.items()]
    assert judge(FIT, facts, 1).values("fit_points") == {"p49": 0, "p50": 10, "p51": 10, "p52": 0, "p53": 0}


def test_a_withdrawn_value_is_unknown_again(judge: Judge) -> None:
    facts = [INDUSTRY, SIZE, MANAGER, ("p1", 2, "attribute", "employees", None)]
    judged = judge(FIT, facts, 3)
    assert judged.value("fit") == pytest.approx(62.1621621622)
    assert judged.at(1).value("fit") == pytest.approx(89.1891891892)


def test_a_changed_value_counts_from_then_on(judge: Judge) -> None:
    changes = [(0, "logistics"), (2, "farms"), (4, "logistics")]
    judged = judge(FIT, [("p1", day, "attribute", "industry", value) for day, value in changes])
    assert [judged.at(day).value("fit_points") for day in (1.9, 2, 4)] == [15, 0, 15]


def test_of_two_values_at_one_instant_the_later_in_the_ledger_holds(judge: Judge) -> None:
    facts = [("p1", 2, "attribute", "industry", "farms"), ("p1", 2, "attribute", "industry", "logistics")]
    assert judge(FIT, facts).value("fit_points") == 15


def test_a_person_has_what_is_known_of_their_account(judge: Judge) -> None:
    facts = [("a1", 1, "attribute", "industry", "logistics"), ("p1", 3, "link", "belongs_to", "a1")]
    judged = judge(FIT, facts)
    assert [judged.at(day).value("fit_points") for day in (2.9, 3)] == [0, 15]


def test_what_becomes_known_of_an_account_reaches_its_people_then(judge: Judge) -> None:
    facts = [("p1", 1, "link", "belongs_to", "a1"), ("a1", 3, "attribute", "industry", "logistics")]
    judged = judge(FIT, facts)
    assert [judged.at(day).value("fit_points") for day in (2.9, 3)] == [0, 15]


def test_who_changes_the_company_has_what_the_new_one_has(judge: Judge) -> None:
    facts = [
        ("a1", 0, "attribute", "industry", "logistics"),
        ("a2", 0, "attribute", "industry", "farms"),
        ("p1", 1, "link", "belongs_to", "a1"),
        ("p1", 5, "link", "belongs_to", "a2"),
        ("a1", 7, "attribute", "industry", "logistics"),
    ]
    judged = judge(FIT, facts)
    assert [judged.at(day).value("fit_points") for day in (4.9, 5, 8)] == [15, 0, 0]


def test_a_penalty_is_taken_off_the_normalised_fit(judge: Judge) -> None:
    penalties = {"p1": ["student"], "p2": ["bounced"], "p3": ["job_seeker"], "p4": ["bounced", "job_seeker"]}
    facts = [(person, *line[1:]) for person in penalties for line in (INDUSTRY, SIZE, MANAGER)]
    facts += [(person, 0, "attribute", name, "true") for person, names in penalties.items() for name in names]
    judged = judge(FIT, facts, 1)
    fit = {"p1": 0, "p2": 64.1891891892, "p3": 39.1891891892, "p4": 14.1891891892}
    assert judged.values("fit") == pytest.approx(fit)
    assert judged.promoted() == {}


def test_minus_a_hundred_disqualifies_the_best(judge: Judge) -> None:
    best = [INDUSTRY, SIZE, ("p1", 0, "attribute", "seniority", "c_level")]
    again = [("p2", *line[1:]) for line in best]
    judged = judge(FIT, [*best, *again, ("p2", 0, "attribute", "competitor", "yes")])
    assert judged.values("fit") == {"p1": 100, "p2": 0}


def test_a_penalty_corrected_is_an_instant_of_promotion(judge: Judge) -> None:
    facts = [INDUSTRY, SIZE, MANAGER, ("p1", 0, "attribute", "student", "true")]
    facts += [("p1", 6, "attribute", "student", "false")]
    assert judge(FIT, facts).promoted() == {"p1": 6}


def test_a_penalty_that_lasts_ends_by_itself_and_promotes_then(judge: Judge) -> None:
    facts = [INDUSTRY, SIZE, MANAGER, ("p1", 0, "attribute", "job_seeker", "true")]
    assert judge(FIT, facts, 89.99).promoted() == {}
    assert judge(FIT, facts, 90).promoted() == {"p1": 90}
    assert judge(FIT, facts, 90).value("fit") == pytest.approx(89.1891891892)


def test_a_penalty_of_the_account_reaches_its_people(judge: Judge) -> None:
    facts = [INDUSTRY, SIZE, MANAGER, ("p1", 0, "link", "belongs_to", "a1"), ("a1", 0, "attribute", "competitor", "1")]
    assert judge(FIT, facts).value("fit") == 0


LEAVING = """
attributes: {industry: {of: account}}
fit: {industry: {points: {logistics: 15}, else: 0}}
"""


def test_on_leaving_an_account_what_is_said_later_changes_nothing_before(judge: Judge) -> None:
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"), ("a1", 0, "attribute", "industry", "logistics"),
        ("p1", 5, "link", "belongs_to", "a2"), ("p1", 20, "attribute", "industry", "trade"),
    ]  # fmt: skip
    judged = judge(LEAVING, facts, 10)
    assert judged.value("fit_points") == 0
    spans = judged.at(30).rows("attribute_states", "from_ts", "value")
    assert [(day_of(ts), value) for ts, value in spans] == [(0, "logistics"), (5, None), (20, "trade")]


def test_on_leaving_an_account_what_was_said_of_the_person_holds_again(judge: Judge) -> None:
    facts = [
        ("p1", 0, "attribute", "industry", "trade"), ("p1", 1, "link", "belongs_to", "a1"),
        ("a1", 2, "attribute", "industry", "logistics"), ("p1", 5, "link", "belongs_to", "a2"),
    ]  # fmt: skip
    spans = judge(LEAVING, facts, 10).rows("attribute_states", "from_ts", "value")
    assert [(day_of(ts), value) for ts, value in spans] == [(0, "trade"), (2, "logistics"), (5, "trade")]
