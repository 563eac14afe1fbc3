"""An excuse is recorded with the start of the clock it is said of, or refused with every reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service.recording import Desk
from tripact.service.record import Outcome
from tripact.worktime.instant import parse

CLOCKS = """
stages: {lead: {}, mql: {}, sal: {}, nurture: {kind: recycle}}
recycle: {reasons: [timing]}
calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}
milestones: [kickoff]
commitments:
  answer: {starts: stage mql, stops: [attempt, stage sal], calendar: office, within: 2 business hours}
  start: {starts: signal bought, stops: milestone kickoff, calendar: office, within: 1 business hour}
"""
DECIDED = {"reason": "outage", "approver": "boss"}
ONE, TWO = "2026-03-02T10:00", "2026-04-01T10:00"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, CLOCKS)
    _late(made, ONE, "2026-03-02T15:00")
    yield made
    made.close()


def _late(desk: Desk, start: str, stop: str) -> None:
    """One more broken clock of p1."""
    for stage, when in (("mql", start), ("sal", stop)):
        assert desk.state("move", person="p1", stage=stage, occurred_at=when).state == "recorded"


def say(desk: Desk, action: str | None = "claimed", **more: Any) -> Outcome:
    return desk.recorder.record("excuse", {"person": "p1", "commitment": "answer", "action": action, **more})


def start_of(outcome: Outcome) -> object:
    assert outcome.fact is not None, outcome.refused
    return json.loads(outcome.fact.body)["started_at"]


def refused(outcome: Outcome) -> list[tuple[str, str]]:
    return [(each.rule, each.field) for each in outcome.refused]


def test_the_start_of_the_only_clock_is_kept(desk: Desk) -> None:
    assert start_of(say(desk)) == parse(ONE, "Europe/Bratislava")


def test_a_number_is_kept_as_a_start_which_later_facts_do_not_move(desk: Desk) -> None:
    _late(desk, TWO, "2026-04-01T15:00")
    assert start_of(say(desk, run=2)) == parse(TWO, "Europe/Bratislava")
    _late(desk, "2026-02-02T10:00", "2026-02-02T15:00")
    assert start_of(say(desk, "approved", **DECIDED)) == parse(TWO, "Europe/Bratislava")
    assert start_of(say(desk, run=2)) == parse(ONE, "Europe/Bratislava")


def test_a_clock_is_named_by_its_start(desk: Desk) -> None:
    _late(desk, TWO, "2026-04-01T15:00")
    assert start_of(say(desk, started_at=TWO)) == parse(TWO, "Europe/Bratislava")
    assert refused(say(desk, started_at=TWO, run=1)) == [("unknown-clock", "run")]
    assert refused(say(desk, started_at="2026-03-20T10:00")) == [("unknown-clock", "run")]


def test_of_several_broken_clocks_one_must_be_named(desk: Desk) -> None:
    _late(desk, TWO, "2026-04-01T15:00")
    (reason,) = say(desk).refused
    assert (reason.rule, reason.field) == ("missing", "run") and "2 (from 2026-04-01T10:00:00+02:00, met_late)" in (
        reason.message
    )


def test_a_clock_that_was_kept_is_not_meant_while_another_is_broken(desk: Desk) -> None:
    _late(desk, TWO, "2026-04-01T10:30")
    assert start_of(say(desk)) == parse(ONE, "Europe/Bratislava")


def test_a_decision_needs_a_claim_before_it(desk: Desk) -> None:
    assert refused(say(desk, "approved", **DECIDED)) == [("unclaimed", "action")]
    assert say(desk).state == "recorded"
    early = say(desk, "approved", occurred_at="2026-03-03T10:00", **DECIDED)
    assert refused(early) == [("unclaimed", "action")]
    assert say(desk, "approved", **DECIDED).state == "recorded"


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"action": None, "run": 7}, [("missing", "action"), ("unknown-clock", "run")]),
        ({"action": "approved", "run": 7}, [("missing", "approver"), ("missing", "reason"), ("unknown-clock", "run")]),
        ({"action": "rejected"}, [("missing", "approver"), ("unclaimed", "action")]),
        ({"person": "p2"}, [("unknown-clock", "commitment")]),
        ({"commitment": "start"}, [("unknown-clock", "commitment")]),
        ({"occurred_at": "2026-03-01"}, [("unknown-clock", "commitment")]),
    ],
)
def test_every_reason_is_told(desk: Desk, said: dict[str, Any], reasons: list[tuple[str, str]]) -> None:
    before = desk.workspace.store.position()
    assert refused(say(desk, **{"action": "claimed", **said})) == reasons
    assert desk.workspace.store.position() == before


def test_the_same_excuse_is_known_whatever_became_known_since(desk: Desk) -> None:
    assert [say(desk, id="e", run=1, evidence="mail").state for _ in range(2)] == ["recorded", "known"]
    _late(desk, "2026-02-02T10:00", "2026-02-02T15:00")
    assert say(desk, id="e", run=1, evidence="mail").state == "known"
    assert refused(say(desk, id="e", run=2)) == [("changed", "id")]


def test_claim_and_approval_may_come_together(desk: Desk) -> None:
    both = [{"person": "p1", "commitment": "answer", "action": each, **DECIDED} for each in ("claimed", "approved")]
    assert [each.state for each in desk.recorder.record_all([("excuse", each) for each in both])] == ["recorded"] * 2


def test_a_clock_of_an_account_can_be_excused(desk: Desk) -> None:
    desk.state("signal", account="a1", signal="bought", occurred_at=ONE)
    outcome = desk.state("excuse", account="a1", commitment="start", action="claimed")
    assert start_of(outcome) == parse(ONE, "Europe/Bratislava")
