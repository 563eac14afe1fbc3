"""Cases: files that say what happened and what the agreement must make of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.calling import call, done
from tests.service.case_texts import Test, running
from tests.services import ROOT
from tripact.examples import TEMPLATES

SHIPPED = ROOT / "src" / "tripact" / "examples" / "cases"
SMALL = """apiVersion: tripact/v1
name: small
version: 1
effective: 2026-01-01
zone: Europe/Bratislava
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
stages: {lead: {}, mql: {}}
commitments: {answer: {starts: stage mql, stops: attempt, within: 2 business hours, calendar: office}}
"""
HEAD = "agreement: small.yaml\ncases:\n"
FACTS = """
    facts:
      - {when: 2026-03-02 10:00, person: anna, move: mql}
      - {when: 2026-03-02 11:30, person: anna, attempt: call}"""
KEPT = f"""  - says: A call within two hours keeps the promise.{FACTS}
    expect:
      - {{clock: answer, of: anna, state: met, minutes: 90, due: 2026-03-02 12:00}}
"""


@pytest.fixture
def tested(tmp_path: Path) -> Test:
    """Runs the cases of a text."""
    return running(tmp_path, SMALL)


def test_a_case_that_holds_passes(tested: Test) -> None:
    called = tested(HEAD + KEPT)
    assert (called.code, called.out) == (0, "1 passed, 0 failed\n")


def test_a_case_that_does_not_hold_says_where_and_what_was_found_instead(tested: Test) -> None:
    called = tested(HEAD + KEPT.replace("state: met,", "state: met_late,"))
    assert called.code == 1
    assert "cases.yaml:3: A call within two hours" in called.out
    assert "expected clock answer, of anna, state met_late" in called.out
    assert "found clock answer, pass 1, state met" in called.out
    assert called.out.splitlines()[-1] == "0 passed, 1 failed"


def test_a_change_holds_for_its_case_alone(tested: Test) -> None:
    change = KEPT.replace("    facts", "    change: {commitments: {answer: {within: 1 business hour}}}\n    facts")
    called = tested(HEAD + KEPT + change.replace("state: met, minutes: 90, due: 2026-03-02 12:00", "state: met_late"))
    assert called.out == "2 passed, 0 failed\n"


def test_what_must_not_be_found_is_a_fault_if_it_is(tested: Test) -> None:
    unmet = KEPT.replace("- {{clock: answer, of: anna", "").split("    expect:")[0] + "    expect:\n"
    assert tested(f"{HEAD}{unmet}      - no: {{clock: answer, of: anna, state: running}}\n").code == 0
    assert "expected no clock answer" in tested(f"{HEAD}{unmet}      - no: {{clock: answer, of: anna}}\n").out


def test_the_same_name_in_two_cases_is_two_people(tested: Test) -> None:
    alone = "  - says: Without a call it is broken.\n    as_of: 2026-03-03\n    facts:\n"
    alone += "      - {when: 2026-03-02 10:00, person: anna, move: mql}\n"
    alone += "    expect:\n      - {clock: answer, of: anna, state: breached_open}\n"
    assert tested(HEAD + KEPT + alone).out == "2 passed, 0 failed\n"


def test_every_fault_of_a_file_is_told_at_once(tested: Test) -> None:
    text = HEAD + "  - says: Nothing.\n    fact: []\n  - facts: []\n    expect: []\n" + KEPT.replace("clock:", "clok:")
    called = tested(text)
    assert called.code != 0
    for said in ("'fact' is not known here", "named by a sentence", "expects nothing", "'clok' is nothing", "clock"):
        assert said in called.err


def test_a_fact_that_cannot_be_read_is_a_fault_of_its_case(tested: Test) -> None:
    called = tested(HEAD + KEPT.replace("attempt: call", "attempt: call, chanel: mail"))
    assert called.code == 1
    assert "chanel" in called.out


def test_a_time_that_cannot_be_read_is_told_in_the_words_of_the_case(tested: Test) -> None:
    called = tested(HEAD + re.sub(r"when: [^,]*,", "when: some day,", KEPT, count=1))
    assert called.code == 1
    assert "'when' must be a date or a time" in called.out


def test_a_change_that_breaks_the_agreement_is_told_with_the_case(tested: Test) -> None:
    change = KEPT.replace("    facts", "    change: {commitments: {answer: {within: 24h}}}\n    facts")
    called = tested(HEAD + change)
    assert called.code != 0
    assert "cases.yaml:4" in called.err


def test_a_workspace_brings_the_cases_of_its_template(tmp_path: Path) -> None:
    done("init", tmp_path / "w", "--template", "plg")
    assert done("--workspace", tmp_path / "w", "test").out.splitlines()[-1].endswith(" passed, 0 failed")


def test_a_workspace_without_cases_says_where_they_go(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    done("init", tmp_path / "w", "--agreement", tmp_path / "small.yaml")
    called = call("--workspace", tmp_path / "w", "test")
    assert called.code != 0
    assert "There are no cases" in called.err


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_shipped_cases_hold(template: str) -> None:
    assert done("test", SHIPPED / f"{template}.yaml").out.splitlines()[-1].endswith(" passed, 0 failed")


def test_at_least_forty_cases_ship_and_no_two_say_the_same() -> None:
    said = [
        line.strip()
        for template in TEMPLATES
        for line in (SHIPPED / f"{template}.yaml").read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("- says: ")
    ]
    assert len(said) == len(set(said)) >= 40
    assert all(line.endswith(".") for line in said)
