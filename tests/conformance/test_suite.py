"""The published suite: complete, in its format, and right by both ways that compute it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import services
from tests.conformance import known_wrong
from tests.worktime.calendars import ANCHORS
from tools import conformance as tool
from tripact.worktime import conformance

SUITE = services.ROOT / "conformance" / "business_time.jsonl"
ANSWERS = {"due", "breach_after", "elapsed_seconds"}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SUITE.read_text(encoding="utf-8").splitlines()]


def test_every_case_passes(cases: list[dict[str, Any]]) -> None:
    outcomes = list(conformance.run(SUITE.read_bytes().split(b"\n")))
    assert [outcome for outcome in outcomes if outcome.faults] == []
    assert len(outcomes) == len(cases) >= 500


def test_the_format(cases: list[dict[str, Any]]) -> None:
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        assert case.keys() <= set(tool.KEYS)
        assert case.keys() & ANSWERS
        assert {"from", "to"} <= case.keys() or "start" in case
        assert ("from" in case) + ("add_seconds" in case) + ("sub_seconds" in case) == 1


def test_what_it_covers(cases: list[dict[str, Any]]) -> None:
    assert {zone for zone, _ in ANCHORS} <= {case["calendar"]["zone"] for case in cases}
    assert sum("pauses" in case for case in cases) > 90
    assert sum("sub_seconds" in case for case in cases) > 90
    assert sum("special" in case["calendar"] for case in cases) > 100
    assert sum("closed" in case["calendar"] for case in cases) > 150
    assert sum(case.get("due") != case.get("breach_after") for case in cases if "add_seconds" in case) > 90
    assert {line["id"] for line in known_wrong.LINES} <= {case["id"] for case in cases if "note" in case}


def test_the_facts_and_the_invented_cases_are_all_there(shared: Path, cases: list[dict[str, Any]]) -> None:
    """What the tool would write now, but for the answers; the command of its docstring writes it anew."""
    asked = [{key: value for key, value in case.items() if key not in ANSWERS} for case in cases]
    assert [tool.ordered(line) for line in tool.lines(shared)] == asked


@pytest.mark.parametrize("part", range(4))
def test_both_ways_still_agree(part: int, cases: list[dict[str, Any]]) -> None:
    for case in cases[part * 18 :: 72]:
        assert tool.answered({key: value for key, value in case.items() if key not in ANSWERS}) == case


@pytest.mark.parametrize("line", known_wrong.LINES, ids=lambda line: line["id"])
def test_a_published_mistake_fails(line: dict[str, Any]) -> None:
    """The suite tells the wrong answers from the right ones: one second off is a failure."""
    right = tool.answered(line)
    assert conformance.check(right) == ()
    for key in ANSWERS & right.keys():
        other = "2025-01-01T00:00:00Z" if key != "elapsed_seconds" else right[key] + 1
        assert len(conformance.check({**right, key: other})) == 1
