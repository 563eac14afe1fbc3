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

TEXT = "definitions: {pql: {account: \"uses('x') >= 1\", within: 14 days, rearm: 30 days}}\nstages: {lead: {}, mql: {}}"


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
