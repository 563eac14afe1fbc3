"""A name that nobody knows is a fault of a case: what must not be found would otherwise never be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.service.case_texts import Test, running
from tests.services import ROOT
from tripact.evaluate.refusals import _SAY
from tripact.service.case_findings import NOUNS
from tripact.service.case_names import _LISTS, CLOCK_STATES, DIMENSION_STATES, PROHIBITION_STATES, ROUND_STATES, RULES

SMALL = """apiVersion: tripact/v1
name: small
version: 1
effective: 2026-01-01
zone: Europe/Bratislava
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
attributes: {role: {type: text, values: [champion, user]}}
engagement: {signals: {demo_request: 30}, decay: {kind: idle_step, per: week, rate: 0.1}}
stages: {lead: {}, mql: {}}
commitments: {answer: {starts: stage mql, stops: attempt, within: 2 business hours, calendar: office}}
"""
CASE = """agreement: small.yaml
cases:
  - says: A call keeps the promise.
    known: {anna: {role: champion}}
    facts:
      - {when: 2026-03-02 10:00, person: anna, signal: demo_request}
      - {when: 2026-03-02 10:00, person: anna, move: mql}
      - {when: 2026-03-02 11:30, person: anna, attempt: call}
    expect:
      - no: {clock: answer, of: anna, state: met_late}
"""


@pytest.fixture
def tested(tmp_path: Path) -> Test:
    """Runs the cases of a text."""
    return running(tmp_path, SMALL)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("stage: nql, of: anna", "no stage that can be found. Did you mean 'mql'?"),
        ("clock: anwser, of: anna", "no clock that can be found. Did you mean 'answer'?"),
        ("clock: answer, of: anna, state: met_lat", "no state that can be found. Did you mean 'met_late'?"),
        ("stage: mql, of: ana", "'ana' is nobody of this case. Did you mean 'anna'?"),
        ("stage: mql", "It is not said whose 'stage' is meant. Write 'of: anna'."),
        ("stage: mql, of: anna, basis: rul", "no basis that can be found. Did you mean 'rule'?"),
        ("value: fitt, of: anna, is: 3", "Did you mean 'fit'?"),
        ("refused: defintion, of: anna", "Did you mean 'definition'?"),
    ],
)
def test_a_misspelt_name_in_what_must_not_be_found_is_a_fault(tested: Test, said: str, meant: str) -> None:
    called = tested(CASE.replace("clock: answer, of: anna, state: met_late", said))
    assert called.code not in (0, 1)
    assert "cases.yaml:10: error" in called.err
    assert meant in called.err


def test_a_signal_that_no_clause_names_is_a_fault_with_the_nearest_one(tested: Test) -> None:
    called = tested(CASE.replace("signal: demo_request", "signal: demo_reqest"))
    assert called.code == 1
    assert "cases.yaml:6: No clause of the agreement speaks of the signal 'demo_reqest'." in called.out
    assert "Did you mean 'demo_request'?" in called.out


def test_a_signal_that_is_meant_to_count_nowhere_is_listed_in_the_file(tested: Test) -> None:
    other = CASE.replace("signal: demo_request", "signal: podcast")
    assert tested(other).code == 1
    assert tested("signals: [podcast]\n" + other).out == "1 passed, 0 failed\n"


def test_a_misspelt_stage_in_a_fact_is_a_fault_of_its_case(tested: Test) -> None:
    called = tested(CASE.replace("move: mql", "move: mgl"))
    assert called.code == 1
    assert "cases.yaml:7: 'mgl' is no stage of the agreement. Did you mean 'mql'?" in called.out


def test_a_misspelt_attribute_or_value_of_what_is_known_is_a_fault_with_its_line(tested: Test) -> None:
    assert "cases.yaml:4: error [unknown-attribute]" in tested(CASE.replace("role:", "rol:")).err
    assert "Did you mean 'champion'?" in tested(CASE.replace("champion", "champoin")).err


def test_a_kind_that_nobody_states_is_no_fact_of_a_case(tested: Test) -> None:
    called = tested(CASE.replace("person: anna, signal: demo_request", "spend: ads"))
    assert "one kind of fact" in called.err
    assert "Traceback" not in called.err


def test_every_noun_knows_its_names_and_every_rule_that_refuses_is_known() -> None:
    assert set(_LISTS) == set(NOUNS)
    sources = [*(ROOT / "src/tripact/service").glob("*.py"), *(ROOT / "src/tripact/evaluate").glob("*.py")]
    text = "".join(each.read_text(encoding="utf-8") for each in sources)
    said = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', text)) | set(re.findall(r'"(unknown-[a-z]+)"', text)) | set(_SAY)
    said |= {f"unknown-{field}" for field in re.findall(r'_listed\(statement, "(\w+)"', text)}
    never_tried = {"changed", "unknown-kind", "unknown-signal"}
    assert said - never_tried <= set(RULES)


@pytest.mark.parametrize(
    ("file", "states"),
    [
        ("commitments", CLOCK_STATES),
        ("prohibitions", PROHIBITION_STATES),
        ("handoff_rounds", ROUND_STATES),
        ("qualification", DIMENSION_STATES),
    ],
)
def test_the_states_are_those_that_the_verdicts_give(file: str, states: tuple[str, ...]) -> None:
    text = (ROOT / f"src/tripact/evaluate/{file}.sql").read_text(encoding="utf-8")
    given = [part for part in re.findall(r"case\b(?:(?!\bas state).)*?end as state", text, flags=re.DOTALL)]
    assert set(re.findall(r"(?:then|else) '(\w+)'", given[-1])) <= set(states)
    assert all(f"'{state}'" in text for state in states)
