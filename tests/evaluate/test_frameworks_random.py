"""What must hold of any answers: each segment is judged as if its framework were the only one (QUA-2)."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import Line
from tripact.evaluate.gates import Gates

COURT = duckdb_court()
GATES = {
    "hybrid": "2 of [problem, impact, budget]",
    "bant": "2 of [need, budget]",
    "meddicc": "1 of [metrics]",
}
OWN = {"smb": "bant", "large": "meddicc", "public": "hybrid", "": "hybrid"}
TEXT = """
attributes: {segment: {}}
scope: {segments: [smb, large, public]}
definitions: {sql: DEFINED}
qualification:
  hybrid: {segments: public, fresh: 20 days, problem: {}, impact: {from: meddicc.metrics}, budget: {}}
  bant: {segments: smb, need: {}, budget: {}}
  meddicc: {segments: large, metrics: {}}
  challenger: {teach: {}}
stages: {lead: {leave: {to: [sql]}}, sql: {enter: definition sql, leave: {to: [lead]}}}
"""
ALL = ", ".join(f'{name}: "{gate}"' for name, gate in GATES.items())

people = st.sampled_from(["p1", "p2", "p3"])
days = st.integers(0, 39)
questions = st.sampled_from(["problem", "impact", "budget", "need", "metrics"])
answers = st.tuples(people, days, st.just("answer"), questions, st.sampled_from([True, True, False, None]))
segments = st.tuples(people, days, st.just("attribute"), st.just("segment"), st.sampled_from(list(OWN)))
moves = st.tuples(people, days, st.just("move"), st.sampled_from(["sql", "sql", "lead"]))
facts = st.lists(st.one_of(answers, answers, segments, moves), min_size=8, max_size=30)


def judge(defined: str, told: list[Line]) -> Judged:
    return COURT.judge(TEXT.replace("DEFINED", defined), told, 40)


def states(judged: Judged) -> dict[int, str]:
    """How the definition stood at each move into its stage."""
    found = {each.seq: each.state for each in Gates(judged.evaluation).audit() if each.rule == "definition"}
    judged.evaluation.close()
    return found


def segment_at(told: list[Line], seq: int) -> str:
    """The segment in force at a move, read off the facts: the latest statement, of two at once the later one."""
    person, day, *_ = told[seq - 1]
    known: list[Any] = [
        (line[1], number, line[4])
        for number, line in enumerate(told)
        if line[0] == person and line[2] == "attribute" and line[1] <= day
    ]
    return str(max(known)[2]) if known else ""


@settings(max_examples=max(3, settings().max_examples // 20))
@given(facts)
def test_each_segment_is_judged_as_if_its_framework_were_the_only_one(told: list[Line]) -> None:
    found = states(judge(f"{{framework: hybrid, met: {{{ALL}}}}}", told))
    alone = {name: states(judge(f'{{framework: {name}, met: "{gate}"}}', told)) for name, gate in GATES.items()}
    assert found == {seq: alone[OWN[segment_at(told, seq)]][seq] for seq in found}
    assert found.keys() == alone["hybrid"].keys()
