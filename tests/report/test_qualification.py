"""The report on qualification: each entry is counted by the framework that judged it (QUA-2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.judging import Court, duckdb_court
from tripact.report.gate_report import GateOptions, GateReport
from tripact.report.qualification import qualification

TEXT = """
attributes: {segment: {}}
scope: {segments: [smb, large, public]}
definitions: {sql: {framework: hybrid, met: {hybrid: "1 of [problem, impact]", bant: "2 of [need, money]"}}}
qualification:
  hybrid: {problem: {}, impact: {}}
  bant: {segments: smb, need: {}, money: {}}
  meddicc: {segments: large, champion: {}}
stages: {lead: {leave: {to: [sql]}}, sql: {enter: definition sql}}
reporting: {dimensions: [segment]}
"""


def lead(person: str, segment: str | None, **met: bool) -> list[tuple[Any, ...]]:
    """Somebody of a segment who answered on day 1 and was called qualified on day 2."""
    known = [(person, 0, "attribute", "segment", segment)] if segment else []
    said = [(person, 1, "answer", question, value) for question, value in met.items()]
    return [*known, *said, (person, 2, "move", "sql")]


FACTS = [
    *lead("p1", "smb", need=True, money=True),
    *lead("p2", "smb", problem=True, need=True),
    *lead("p3", "large", problem=True),
    *lead("p4", "public", problem=True),
    *lead("p5", None, need=True, money=True, problem=False, impact=False),
]


@pytest.fixture(scope="module")
def court() -> Court:
    return duckdb_court()


def told(court: Court, by: str | None = None) -> GateReport:
    judged = court.judge(TEXT, FACTS)
    try:
        return qualification(judged.evaluation, GateOptions(by))
    finally:
        judged.evaluation.close()


def test_the_definition_is_counted_by_the_framework_of_each_segment(court: Court) -> None:
    (whole,) = told(court).whole
    assert (whole.of, whole.n, whole.met, whole.not_met, whole.unknown) == ("sql", 5, 3, 1, 1)
    assert {row.label: (row.met, row.n) for row in told(court, "segment").whole} == {
        "smb": (1, 2), "large": (1, 1), "public": (1, 1), None: (0, 1),
    }  # fmt: skip


def test_a_dimension_is_counted_of_those_whose_framework_asks_for_it(court: Court) -> None:
    found = {(row.of, row.item): (row.met, row.n) for row in told(court).parts}
    assert found == {
        ("hybrid", "problem"): (2, 3), ("hybrid", "impact"): (0, 3),
        ("bant", "need"): (2, 2), ("bant", "money"): (1, 2),
        ("meddicc", "champion"): (0, 1),
    }  # fmt: skip
