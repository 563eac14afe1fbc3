"""The loop back from customer success: who churned or lies idle, by what let them in (HND-5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.evaluate.judging import Judged, duckdb_court
from tests.report.html_reader import read
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.handoffs import Handoffs
from tripact.report.feedback import FeedbackReport, FeedbackRow, feedback
from tripact.report.feedback_json import feedback_document
from tripact.report.feedback_page import feedback_html
from tripact.report.words import LANGUAGES, Language

Report = Callable[..., FeedbackReport]

CLAUSES = """
attributes: {source: {}, role: {values: [boss, user, guest]}}
fit: {role: {points: {boss: 10, user: 2}, else: 0}}
definitions: {mql: "fit >= 0"}
parties: {sdr: {}, success: {}}
stages: {lead: {}, mql: {enter: definition mql}, won: {kind: won}}
handoffs: {to_success: {from: sdr, to: success, when: stage won, requires: [source, role]}}
"""


@pytest.fixture
def report() -> Iterator[Report]:
    judged: list[Judged] = []
    court = duckdb_court()

    def made(facts: list[Any], day: float = 100, more: str = "") -> FeedbackReport:
        judged.append(court.judge(f"{CLAUSES}{more}\n", facts, day))
        evaluation = judged[-1].evaluation
        return feedback(Handoffs(evaluation, Clocks(evaluation)), evaluation, (None, None))

    yield made
    for each in judged:
        each.evaluation.close()


def customer(number: int, role: str = "boss", source: str = "web", won: float = 10) -> list[Any]:
    """A person of an account who becomes a customer."""
    person, account = f"p{number}", f"a{number}"
    return [
        (person, 1, "attribute", "role", role),
        (person, 1, "attribute", "source", source),
        (person, 2, "link", "belongs_to", account),
        (person, 3, "move", "lead"),
        (person, 4, "move", "mql"),
        (person, won, "move", "won"),
    ]


def group(found: FeedbackReport, by: str, name: str | None) -> FeedbackRow:
    (row,) = [row for row in found.rows if (row.by, row.group) == (by, name)]
    return row


def test_use_exactly_so_long_ago_is_use(report: Report) -> None:
    facts = [*customer(1), *customer(2), ("a1", 72, "usage", "x"), ("a2", 71.9, "usage", "x")]
    idle = report(facts).rows[0].idle
    assert (idle.numerator, idle.denominator) == (1, 2)


def test_the_agreement_says_after_how_long_a_customer_lies_idle(report: Report) -> None:
    facts = [*customer(1), *customer(2), ("a1", 72, "usage", "x"), ("a2", 50, "usage", "x")]
    idle = [report(facts, more=f"feedback: {{idle_after: {days} days}}").rows[0].idle for days in (27, 28, 50, 95)]
    assert [(each.numerator, each.denominator) for each in idle] == [(2, 2), (1, 2), (0, 2), (0, 0)]


def test_the_agreement_says_the_bands_of_fit_and_they_stand_in_their_order(report: Report) -> None:
    facts = [*customer(1), *customer(2, "user"), *customer(3, "guest")]
    found = report(facts, more="feedback: {fit_bands: [5, 10, 90]}")
    assert [row.group for row in found.rows if row.by == "fit"] == ["0–5", "10–90", "90–100"]
    assert [row.group for row in report(facts).rows if row.by == "fit"] == ["0–25", "75–100"]
    assert "5 elapsed hours" in report(facts, more="feedback: {idle_after: 5 elapsed hours}").definitions["idle"]


def test_churn_after_the_win_counts_with_its_reason_and_lies_in_no_rate_of_idle(report: Report) -> None:
    facts = [*customer(1), *customer(2, source="fair"), ("a1", 60, "revenue", "churn", "-9", {"reason": "price"})]
    found = report([*facts, ("a2", 5, "revenue", "churn", "-9"), ("a2", 99, "usage", "x")])
    assert [(row.churn.numerator, row.churn.denominator) for row in found.rows if row.by in ("", "source")] == [
        (1, 2), (0, 1), (1, 1),
    ]  # fmt: skip
    assert (found.rows[0].idle.numerator, found.rows[0].idle.denominator) == (0, 1)
    assert found.reasons == (("price", 1),)


def test_groups_of_each_kind_add_up_to_the_whole(report: Report) -> None:
    sent = ("p1", 11, "handoff", "to_success", "sent")
    found = report([*customer(1), sent, *customer(2, "guest", "fair"), *customer(3, "user")])
    for by in ("version", "source", "fit", "package"):
        assert sum(row.n for row in found.rows if row.by == by) == found.rows[0].n == 3
    assert group(found, "package", "none sent").n == 2


def test_without_customers_nothing_is_said(report: Report) -> None:
    found = report([("p1", 1, "move", "lead")])
    assert [(row.n, row.churn.value, row.idle.value) for row in found.rows] == [(0, None, None)]
    assert feedback_document(found)["churn_reasons"] == []
    assert "Nobody became a customer." in feedback_html(found, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_every_group_and_defines_every_column(report: Report, language: Language) -> None:
    facts = [*customer(1), *customer(2, "user", "<b>fair</b>"), ("a2", 60, "usage", "x")]
    found = report([*facts, ("a1", 60, "revenue", "churn", "-9", {"reason": "too_dear"})], 80)
    html = feedback_html(found, language)
    page = read(html)
    assert [row[0] for row in page.tables["table-source"][1:]] == ["<b>fair</b>", "web"]
    assert [row[:4] for row in page.tables["table-fit"][1:]] == [
        ["0–25", "1", page.tables["table-fit"][1][2], "0/1"],
        ["75–100", "1", page.tables["table-fit"][2][2], "1/1"],
    ]
    assert page.tables["table-reasons"][1][0] == "too dear"
    assert set(page.targets) <= set(page.ids) and len(set(page.ids)) == len(page.ids)
    assert "define." not in html and "col." not in html and html.count("<svg") == 8


def test_one_group_alone_has_a_table_and_no_chart(report: Report) -> None:
    html = feedback_html(report(customer(1)), "en")
    assert "version 1" in read(html).text and html.count("<svg") == 2


def test_of_many_sources_the_largest_are_drawn_and_the_table_has_all(report: Report) -> None:
    facts = [fact for number in range(1, 27) for fact in customer(number, source=f"s{number:02}")]
    page = read(feedback_html(report([*facts, *customer(27, source="s26")]), "en"))
    assert len(page.tables["table-source"]) == 27
    assert "2 smaller groups stand in the table only" in " ".join(page.text.split())
