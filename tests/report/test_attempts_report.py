"""The report on obligations to try: adherence, completeness and the matrix (methods §4.2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.cases import method
from tests.evaluate.clocks import commitment
from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import instant
from tests.evaluate.test_attempts import CONTACT, TOUCHES, lead_facts
from tripact.evaluate.commitments import Clocks
from tripact.report.attempts import Attempts, attempts, attempts_report
from tripact.report.attempts_json import attempts_rows
from tripact.report.attempts_page import attempts_html
from tripact.report.words import Language

SIX = commitment(TOUCHES.replace("attempts: 3", "attempts: 6"), CONTACT)


@pytest.fixture(scope="module")
def judge() -> Callable[..., Judged]:
    return duckdb_court().judge


def made(judged: Judged, since: float | None = None) -> tuple[Attempts, ...]:
    found = attempts(Clocks(judged.evaluation), judged.agreement, None if since is None else instant(since), None)
    judged.evaluation.close()
    return found


def test_the_worked_case(judge: Callable[..., Judged]) -> None:
    case = method("attempts") or pytest.skip("no worked cases")
    facts = [line for lead in case["inputs"]["leads"] for line in lead_facts(lead)]
    (row,) = made(judge(SIX, facts, 20))
    assert (row.n, row.met, row.fulfilled_early, row.missed, row.pending) == (4, 1, 1, 1, 1)
    assert (row.adherence.numerator, row.adherence.denominator, row.adherence.open) == (2, 3, 1)
    assert row.adherence.value == pytest.approx(2 / 3)
    assert [row.adherence.low, row.adherence.high] == pytest.approx([0.208, 0.939], abs=0.001)
    assert row.completeness == pytest.approx(4 / 6)


def test_the_matrix_has_each_attempt_on_its_day(judge: Callable[..., Judged]) -> None:
    start = [("p1", 4, "move", "mql"), ("p2", 4, "move", "mql")]
    calls = [("p1", 4 + hours / 24, "attempt", "call") for hours in (1, 23, 24)] + [("p2", 6.5, "attempt", "call")]
    (row,) = made(judge(commitment(TOUCHES, CONTACT), [*start, *calls], 30))
    assert [tuple(cell) for cell in row.matrix] == [(1, 0, 1), (1, 2, 1), (2, 0, 1), (3, 1, 1)]
    assert (row.needed, row.channels) == (3, 1)


def test_a_period_holds_the_clocks_that_started_in_it(judge: Callable[..., Judged]) -> None:
    facts = [("p1", 4, "move", "mql"), ("p2", 40, "move", "mql")]
    (row,) = made(judge(SIX, facts, 41), since=30)
    assert (row.n, row.pending, row.adherence.value, row.completeness, row.matrix) == (1, 1, None, None, ())


def test_without_such_commitments_there_are_no_rows(judge: Callable[..., Judged]) -> None:
    answer = commitment("starts: stage mql, stops: attempt, within: 2 business hours")
    assert made(judge(answer, [("p1", 4, "move", "mql")], 41)) == ()


def test_days_are_local_days_also_where_clocks_change(judge: Callable[..., Judged]) -> None:
    """29 March 2026 has 23 hours in Bratislava: 24 hours after Saturday 23:30 it is Monday 00:30."""
    saturday = 86 + 22.5 / 24
    start, calls = (
        ("p1", saturday, "move", "mql"),
        [("p1", saturday + day, "attempt", "call") for day in (0.01, 1, 1.9)],
    )
    clause = commitment(TOUCHES, CONTACT).replace("zone: UTC", "zone: Europe/Bratislava")
    (row,) = made(judge(clause, [start, *calls], 100, zone="Europe/Bratislava"))
    assert [tuple(cell) for cell in row.matrix] == [(1, 0, 1), (2, 2, 1), (3, 2, 1)]


def test_flat_rows_have_all_columns(judge: Callable[..., Judged]) -> None:
    facts = [("p1", 4, "move", "mql"), ("p1", 4.1, "attempt", "call")]
    judged = judge(commitment(TOUCHES, CONTACT), facts, 30)
    report = attempts_report(Clocks(judged.evaluation), judged.evaluation, (None, None))
    rows = attempts_rows(report)
    judged.evaluation.close()
    assert [row["row"] for row in rows] == ["obligation", "matrix"]
    assert (rows[0]["n"], rows[0]["missed"], rows[0]["completeness"]) == (1, 1, pytest.approx(1 / 3))
    assert (rows[1]["attempt"], rows[1]["day"], rows[1]["made"]) == (1, 0, 1)


@pytest.mark.parametrize(("language", "words"), [("en", "Attempt by day"), ("sk", "Pokus a deň")])
def test_the_page_has_adherence_completeness_and_matrix(
    judge: Callable[..., Judged], language: Language, words: str
) -> None:
    late = [("p1", 4, "move", "mql"), ("p1", 4.1, "attempt", "call"), ("p1", 30, "attempt", "call")]
    judged = judge(commitment(TOUCHES, CONTACT), late, 40)
    report = attempts_report(Clocks(judged.evaluation), judged.evaluation, (None, None))
    judged.evaluation.close()
    text = attempts_html(report, language)
    assert text.startswith("<!doctype html>") and words in text
    assert 'id="matrix-answer"' in text and "&gt;21" in text and text.count("<svg") == 4
    assert 'id="define-completeness"' in text
