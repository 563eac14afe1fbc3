"""Onboarding: milestones by their clocks, and the time to value with churn competing (methods §12.2)."""

from __future__ import annotations

import pytest

from tests.evaluate.judging import duckdb_court
from tripact.evaluate.commitments import Clocks
from tripact.report.clock_options import ClockOptions
from tripact.report.onboarding import onboarding
from tripact.report.onboarding_json import onboarding_document, onboarding_rows
from tripact.report.onboarding_page import onboarding_html
from tripact.worktime.instant import DAY

CLAUSES = """
calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}
attributes: {segment: {}, watched: {}}
stages: {lead: {}, won: {kind: won}}
commitments:
  kickoff: {starts: stage won, stops: milestone kickoff, within: 5 days}
  first_value: {starts: stage won, stops: milestone first_value, within: 30 elapsed days}
milestones: [kickoff, first_value]
reporting: {dimensions: [segment]}
"""


@pytest.fixture(scope="module")
def court():
    return duckdb_court()


@pytest.fixture
def report(court):
    judged = []

    def made(facts, day, clauses=CLAUSES, **options):
        judged.append(court.judge(clauses, facts, day))
        evaluation = judged[-1].evaluation
        return onboarding(Clocks(evaluation), evaluation, ClockOptions(**options))

    yield made
    for each in judged:
        each.evaluation.close()


def reached(person, won, after):
    return [(person, won, "move", "won"), (person, won + after, "milestone", "first_value")]


def test_time_to_value_as_the_method_notes_work_it_out(report, case):
    worked = case("ttv")
    given, expected = worked["inputs"], worked["expected"]
    facts = [fact for n, days in enumerate(given["reached"]) for fact in reached(f"p{n}", 10, days)]
    now = 200.0
    facts += [(f"p{50 + n}", now - days, "move", "won") for n, days in enumerate(given["open"])]
    (value,) = report(facts, now).value
    assert (value.reached, value.open, value.churned) == (len(given["reached"]), len(given["open"]), 0)
    assert value.median_seconds * 1000 / DAY == pytest.approx(expected["km_median"])
    assert value.share == pytest.approx(expected["F_30"]) and value.days == 30
    assert value.low < value.share < value.high


def test_churn_before_the_value_competes_and_churn_after_it_does_not(report):
    facts = [*reached("p1", 10, 10), *reached("p2", 10, 20), ("p3", 10, "move", "won"), ("p4", 10, "move", "won")]
    facts += [(f"p{n}", 5, "link", "belongs_to", {"other": f"a{n}"}) for n in (1, 3)]
    facts += [("a1", 60, "revenue", "churn", "100"), ("a3", 25, "revenue", "churn", "100")]
    (value,) = report(facts, 100).value
    assert (value.n, value.reached, value.churned, value.open) == (4, 2, 1, 1)
    assert (value.share, value.churned_share) == (pytest.approx(0.5), pytest.approx(0.25))


def test_milestones_are_counted_by_their_clocks(report):
    facts = [("p1", 10, "move", "won"), ("p1", 12, "milestone", "kickoff"), ("p2", 10, "move", "won"),
             ("p2", 20, "milestone", "kickoff"), ("p3", 10, "move", "won"), ("p4", 39, "move", "won")]  # fmt: skip
    rows = {row["milestone"]: row for row in onboarding_document(report(facts, 40))["rows"]}
    assert [rows["kickoff"][name] for name in ("n", "met", "late", "open", "undecidable")] == [4, 1, 2, 1, 0]
    assert rows["kickoff"]["attainment"] == pytest.approx(1 / 3)


def test_a_day_is_not_guessed_into_an_hour(report):
    won = ("p1", 10, "move", "won", {"by_day": True})
    row = onboarding_document(report([won, ("p1", 40.5, "milestone", "first_value")], 60))["rows"][1]
    assert (row["undecidable"], row["undecidable_ids"], row["attainment"]) == (1, ["p1"], None)


def test_a_day_that_is_in_time_at_every_hour_is_in_time(report):
    won = ("p1", 10, "move", "won", {"by_day": True})
    row = onboarding_document(report([won, ("p1", 20, "milestone", "first_value")], 60))["rows"][1]
    assert (row["met"], row["undecidable"], row["attainment"]) == (1, 0, 1)


def test_whoever_cannot_be_judged_is_named(report):
    clauses = CLAUSES.replace("first_value: {starts", "first_value: {when: \"watched = 'yes'\", starts")
    facts = [("p1", 9, "attribute", "watched", "yes"), *reached("p1", 10, 5), *reached("p2", 10, 5)]
    found = report(facts, 60, clauses)
    row = onboarding_document(found)["rows"][1]
    assert (row["n"], row["met"], row["unjudged"], row["unjudged_ids"]) == (1, 1, 1, ["p2"])
    assert [note.rule for note in found.notes] == ["onboarding_unjudged"]


@pytest.mark.parametrize("by", ["segment", "month"])
def test_groups_add_up_to_the_whole(report, by):
    facts = [*reached("p1", 10, 10), *reached("p2", 50, 40), ("p1", 1, "attribute", "segment", "smb")]
    found = report(facts, 120, by=by)
    assert sum(each.n for each in found.value if each.group) == 2
    assert len({(row["by"], row["group"]) for row in onboarding_rows(found)}) == 3


@pytest.mark.parametrize("language", ["en", "sk"])
def test_the_page_has_the_figures(report, language):
    page = onboarding_html(report(reached("p1", 10, 10), 60), language)
    assert "first value" in page and "100" in page


def test_without_customers_there_are_no_figures(report):
    found = report([("p1", 1, "move", "lead")], 10)
    assert [row.clocks.n for row in found.rows] == [0, 0] and found.value[0].share is None
    assert onboarding_html(found, "en")
