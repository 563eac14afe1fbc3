"""What became of the accounts that their usage qualified."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import Judged, duckdb_court
from tests.report.html_reader import read
from tripact.report.pql import PqlRow, pql
from tripact.report.pql_page import pql_html
from tripact.report.words import LANGUAGES, Language
from tripact.worktime.instant import DAY, SECOND

Judge = Callable[..., Judged]

TEXT = "definitions: {pql: {account: \"uses('x') >= 1\", within: 14 days, rearm: 30 days}}"
TEXT += "\nstages: {lead: {}, mql: {}, paid: {of: deal, kind: won}, live: {of: deal}, lost: {of: deal, kind: lost}}"


@pytest.fixture
def judge() -> Judge:
    return duckdb_court().judge


def use(account: str, day: float) -> tuple[object, ...]:
    return (account, day, "usage", "x")


def pays(account: str, day: float) -> tuple[object, ...]:
    return (account, day, "revenue", "new", "100")


def row(judge: Judge, facts: list[tuple[object, ...]], day: float = 200) -> PqlRow:
    (found,) = pql(judge(TEXT, facts, day).evaluation, (None, None)).rows
    return found


def test_a_trial_that_pays_within_the_window_counts_once_the_window_is_over(judge: Judge) -> None:
    facts = [use("a1", 1), pays("a1", 20), use("a2", 2), use("a3", 150), pays("a3", 160)]
    found = row(judge, facts)
    assert (found.n, found.paid.numerator, found.paid.denominator, found.paid.open) == (3, 1, 2, 1)


def test_who_pays_after_the_window_did_not_pay_within_it(judge: Judge) -> None:
    found = row(judge, [use("a1", 1), pays("a1", 95)])
    assert (found.paid.numerator, found.paid.denominator) == (0, 1)


def test_who_paid_before_is_a_customer_and_in_no_rate(judge: Judge) -> None:
    found = row(judge, [pays("a1", 1), use("a1", 10)])
    assert (found.n, found.customers, found.paid.denominator, found.paid.value) == (1, 1, 0, None)


@pytest.mark.parametrize(
    "tie",
    [("d1", 1, "link", "belongs_to", "a1"), ("d1", 1, "deal", {"account": "a1"}), ("d1", 1, "link", "converted", "p1")],
)
def test_an_account_pays_from_the_first_win_of_one_of_its_deals(judge: Judge, tie: tuple[object, ...]) -> None:
    facts = [("p1", 0, "link", "belongs_to", "a1"), use("a1", 1), tie, ("d1", 11, "move", "paid")]
    found = row(judge, facts)
    assert (found.paid.numerator, found.paid.denominator, found.settled.numerator) == (1, 1, 1)
    assert found.median_seconds == 10 * DAY / SECOND
    # its revenue, and the stages that follow, say nothing new
    later = [*facts, ("d1", 15, "move", "live"), pays("a1", 20)]
    assert row(judge, later).median_seconds == 10 * DAY / SECOND
    assert row(judge, [*facts, pays("a1", 5)]).median_seconds == 4 * DAY / SECOND


def test_a_deal_that_was_won_before_makes_a_customer(judge: Judge) -> None:
    facts = [("d1", 0, "link", "belongs_to", "a1"), ("d1", 2, "move", "paid"), use("a1", 10)]
    found = row(judge, facts)
    assert (found.customers, found.paid.denominator) == (1, 0)


def test_a_deal_that_was_lost_pays_nothing(judge: Judge) -> None:
    found = row(judge, [("d1", 0, "link", "belongs_to", "a1"), use("a1", 1), ("d1", 2, "move", "lost")])
    assert (found.paid.numerator, found.paid.denominator) == (0, 1)


def churns(account: str, day: float) -> tuple[object, ...]:
    return (account, day, "revenue", "churn", "100")


def test_who_churned_before_is_a_trial_and_their_return_is_a_payment(judge: Judge) -> None:
    gone = [pays("a1", 1), churns("a1", 5), use("a1", 10)]
    found = row(judge, gone)
    assert (found.customers, found.paid.numerator, found.paid.denominator) == (0, 0, 1)
    found = row(judge, [*gone, ("a1", 30, "revenue", "reactivation", "100")])
    assert (found.customers, found.paid.numerator, found.median_seconds) == (0, 1, 20 * DAY / SECOND)


def test_who_churned_afterwards_was_a_customer_then(judge: Judge) -> None:
    back = ("a1", 30, "revenue", "reactivation", "100")
    found = row(judge, [pays("a1", 1), use("a1", 10), churns("a1", 20), back])
    assert (found.customers, found.paid.denominator) == (1, 0)


def test_a_win_told_again_is_no_return(judge: Judge) -> None:
    won = [("d1", 0, "link", "belongs_to", "a1"), ("d1", 1, "move", "paid"), churns("a1", 5), use("a1", 10)]
    assert row(judge, [*won, ("d1", 20, "move", "paid")]).paid.numerator == 0
    second = [("d2", 0, "link", "belongs_to", "a1"), ("d2", 20, "move", "paid")]
    assert row(judge, [*won, *second]).paid.numerator == 1


@pytest.mark.parametrize(("language", "said"), [("en", "to a won stage"), ("sk", "do vyhratej fázy")])
def test_the_page_says_when_an_account_pays(judge: Judge, language: Language, said: str) -> None:
    report = pql(judge(TEXT, [use("a1", 1), pays("a1", 20)], 200).evaluation, (None, None))
    assert said in pql_html(report, language)
    assert "to a won stage" in report.definitions["paid"]


def test_the_median_counts_those_that_do_not_pay_yet_as_censored(judge: Judge) -> None:
    facts = [use("a1", 1), pays("a1", 11), use("a2", 1), pays("a2", 31), use("a3", 1)]
    assert row(judge, facts).median_seconds == 30 * DAY / SECOND
    assert row(judge, [use("a1", 1)]).median_seconds is None


def test_work_on_the_account_settles_a_qualification(judge: Judge) -> None:
    member = ("p1", 0, "link", "belongs_to", "a1")
    found = row(judge, [member, use("a1", 1), ("p1", 2, "attempt", "call"), use("a2", 1)])
    assert (found.settled.numerator, found.settled.open) == (1, 1)


def test_without_facts_there_is_no_rate(judge: Judge) -> None:
    found = row(judge, [])
    assert (found.n, found.paid.value, found.median_seconds) == (0, None, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_both_rates_with_their_counts(judge: Judge, language: Language) -> None:
    facts = [use("a1", 1), pays("a1", 20), use("a2", 2), use("a3", 150), pays("a4", 1), use("a4", 9)]
    html = pql_html(pql(judge(TEXT, facts, 200).evaluation, (None, None)), language)
    page = read(html)
    assert page.tables["table-settled"][1][:3] == ["PQL", "4", "0"]
    assert [page.tables["table-paid"][1][place] for place in (1, 3, 4)] == ["1", "1/2", "1"]
    assert html.count("<svg") == 2 and set(page.targets) <= set(page.ids)
    assert "define." not in html and "col." not in html


def test_a_page_without_accounts_to_judge_says_so(judge: Judge) -> None:
    nothing = pql(judge("stages: {lead: {}}", [], 9).evaluation, (None, None))
    assert "The agreement judges no accounts" in pql_html(nothing, "en")
    assert "0 qualifications by use" in pql_html(pql(judge(TEXT, [], 9).evaluation, (None, None)), "en")
