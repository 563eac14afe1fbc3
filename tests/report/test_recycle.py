"""The report on recycling: by reason, by stage, second passes beside first ones (methods §5.6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.judging import Court, duckdb_court
from tripact.evaluate.evaluation import Evaluation
from tripact.report.recycle import recycle
from tripact.report.recycle_json import recycle_document, recycle_rows
from tripact.report.recycle_page import recycle_html
from tripact.report.recycle_result import RecycleReport
from tripact.report.words import Language

TEXT = """
engagement: {signals: {demo: 60, page: 10}, decay: {rate: 0.1, per: week}}
definitions: {mql: "engagement >= 50"}
stages:
  lead: {}
  mql: {enter: definition mql}
  sal: {}
  won: {kind: won}
  nurture: {kind: recycle, leave: {to: [mql]}}
  out: {kind: disqualified}
recycle:
  reasons: [timing, budget]
  sequences: {budget: roi}
  rest: {timing: 10 days, else: 60 days}
  repromote: "engagement >= 70"
  bypass: demo
  max_passes: 2
"""


def nurture(person: str, day: float, reason: str | None) -> tuple[Any, ...]:
    return (person, day, "move", "nurture", {"reason": reason})


FACTS = [
    *[(f"p{n}", 1, "signal", "demo") for n in range(1, 8)],
    nurture("p1", 2, "timing"), *[("p1", day, "signal", "page") for day in (20, 20, 21)],  # back by rule on 21
    ("p1", 30, "move", "won"),
    nurture("p2", 2, "timing"), ("p2", 4, "signal", "demo"),  # back by bypass on day 4
    nurture("p2", 6, "budget"), ("p2", 8, "signal", "demo"),  # held back; then two passes are used up
    nurture("p3", 2, "budget"), ("p3", 30, "move", "sal"),  # back by a move
    nurture("p4", 2, "budget"), ("p4", 9, "move", "out"),
    nurture("p5", 2, None), ("p5", 5, "signal", "page"),  # held back: 70 is enough; waits
    nurture("p6", 2, "timing"), *[("p6", 5, "signal", "page")] * 2, ("p6", 6, "move", "out"),  # held back
    ("p7", 3, "move", "sal"), ("p7", 4, "move", "lead"),
]  # fmt: skip


@pytest.fixture(scope="module")
def court() -> Court:
    return duckdb_court()


@pytest.fixture(scope="module")
def report(court: Court) -> RecycleReport:
    judged = court.judge(TEXT, FACTS, 40)
    return recycle(Evaluation(judged.agreement, judged.engine, judged.moment), None, None)


def counted(report: RecycleReport, *names: str) -> dict[str, tuple[int, ...]]:
    return {
        "all" if row.over_all else row.reason or "none": tuple(getattr(row, name) for name in names)
        for row in report.reasons
    }


def test_every_recycle_is_in_one_place(report: RecycleReport) -> None:
    assert counted(report, "n", "repromoted", "returned", "gone", "moved", "waiting") == {
        "all": (7, 2, 1, 2, 0, 2),
        "timing": (3, 2, 0, 1, 0, 0),
        "budget": (3, 0, 1, 1, 0, 1),
        "none": (1, 0, 0, 0, 0, 1),
    }


def test_bypasses_suppressed_and_used_up_passes_are_counted(report: RecycleReport) -> None:
    assert counted(report, "bypassed", "suppressed", "at_max", "resting")["all"] == (1, 3, 1, 1)


def test_the_rate_counts_the_waiting_in_its_denominator_and_shows_them(report: RecycleReport) -> None:
    back = report.whole.back
    assert (back.numerator, back.denominator, back.open) == (3, 7, 2)
    assert back.low is not None and back.low < 3 / 7


def test_each_reason_has_its_rest_and_its_sequence(report: RecycleReport) -> None:
    assert [(row.reason, row.rest_days, row.sequence) for row in report.reasons[1:]] == [
        ("timing", 10, None), ("budget", 60, "roi"), (None, 60, None),
    ]  # fmt: skip


def test_going_back_on_the_path_is_not_recycling(report: RecycleReport) -> None:
    rows = {row.stage: row for row in report.stages}
    assert (rows["sal"].regressed, rows["sal"].recycled) == (1, 0)
    assert rows["sal"].regress.value == 1.0
    assert (rows["mql"].n, rows["mql"].recycled, rows["mql"].advanced) == (9, 7, 2)


def test_second_passes_stand_beside_first_ones(report: RecycleReport) -> None:
    mql = {row.again: row for row in report.passes if row.stage == "mql"}
    assert (mql[False].advanced.numerator, mql[False].advanced.denominator) == (1, 7)
    assert (mql[True].advanced.numerator, mql[True].advanced.denominator) == (1, 2)
    assert (mql[True].won.numerator, mql[False].won.numerator) == (1, 0)


def test_a_period_counts_what_began_in_it(court: Court) -> None:
    judged = court.judge(TEXT, FACTS, 40)
    evaluation = Evaluation(judged.agreement, judged.engine, judged.moment)
    later = recycle(evaluation, judged.moment.as_of - 35 * 86_400_000, None)
    assert later.whole.n == 1


def test_the_documents_hold_the_same(report: RecycleReport) -> None:
    document: Any = recycle_document(report)
    assert document["reasons"][0]["back"]["denominator"] == 7
    rows = recycle_rows(report)
    assert len({tuple(row) for row in rows}) == 1
    assert [row["row"] for row in rows][:2] == ["all", "reason"]


@pytest.mark.parametrize("language", ["en", "sk"])
def test_the_page_holds_every_reason_and_defines_every_column(report: RecycleReport, language: Language) -> None:
    html = recycle_html(report, language)
    assert "timing" in html and "budget" in html
    assert "<svg" in html
    assert "define." not in html and "col." not in html
