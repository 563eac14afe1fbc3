"""Visits: half-open, in order, passes apart (methods C2-C4); time in stage as peers count it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.evaluate.cases import read
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import ORIGIN, day_of
from tripact.worktime.instant import DAY, of_datetime

Judge = Callable[..., Judged]

STAGES = """
engagement: {signals: {demo: 30, page: 10}, decay: {rate: 0, per: week}}
definitions: {mql: "engagement >= 30", warm: "engagement >= 10"}
stages:
  lead: {}
  mql: {enter: definition mql}
  sal: {}
  sql: {of: deal}
  won: {of: deal, kind: won}
  nurture: {kind: recycle}
  lost: {of: deal, kind: lost}
  out: {kind: disqualified}
"""


def moved(*stages: str, start: float = 1, who: str = "p1") -> list[tuple[object, ...]]:
    """A move a day."""
    return [(who, start + n, "move", stage) for n, stage in enumerate(stages)]


def test_a_visit_ends_where_the_next_begins_and_the_last_is_open(judge: Judge) -> None:
    path = judge(STAGES, moved("lead", "sal", "won")).path("p1")
    assert path == [("lead", 1, 1, 2), ("sal", 1, 2, 3), ("won", 1, 3, None)]


def test_a_skipped_stage_has_no_visit(judge: Judge) -> None:
    judged = judge(STAGES, moved("lead", "sql"))
    assert [stage for stage, *_ in judged.path("p1")] == ["lead", "sql"]
    assert judged.rows("entries", "place", "stage", "skipped") == [
        (0, "lead", 0), (1, "mql", 1), (2, "sal", 1), (3, "sql", 0),
    ]  # fmt: skip


def test_a_move_into_the_stage_one_is_in_is_no_new_visit(judge: Judge) -> None:
    assert judge(STAGES, moved("lead", "lead", "sal")).path("p1") == [("lead", 1, 1, 3), ("sal", 1, 3, None)]


def test_moves_of_one_instant_stand_in_the_order_of_the_ledger(judge: Judge) -> None:
    facts = [("p1", 1, "move", "lead"), ("p1", 1, "move", "sal"), ("p1", 1, "move", "mql"), ("p1", 1, "move", "sql")]
    path = judge(STAGES, facts).path("p1")
    assert path == [("lead", 1, 1, 1), ("sal", 1, 1, 1), ("mql", 1, 1, 1), ("sql", 1, 1, None)]


def test_a_promotion_is_a_visit_by_rule(judge: Judge) -> None:
    judged = judge(STAGES, [*moved("lead"), ("p1", 4, "signal", "demo")])
    assert judged.path("p1") == [("lead", 1, 1, 4), ("mql", 1, 4, None)]
    assert judged.rows("visits", "stage", "basis") == [("lead", "recorded"), ("mql", "rule")]


def test_a_promotion_on_the_day_a_lead_appears_comes_after_the_lead(judge: Judge) -> None:
    facts = [("p1", 1, "signal", "demo", {"by_day": True}), ("p1", 1, "move", "lead", {"by_day": True})]
    assert judge(STAGES, facts).path("p1") == [("lead", 1, 1, 1), ("mql", 1, 1, None)]


def test_a_promotion_in_the_instant_of_a_later_stage_comes_before_it(judge: Judge) -> None:
    facts = [("p1", 1, "move", "lead"), ("p1", 3, "move", "sal"), ("p1", 3, "signal", "demo")]
    assert judge(STAGES, facts).path("p1") == [("lead", 1, 1, 3), ("mql", 1, 3, 3), ("sal", 1, 3, None)]


def test_promotions_of_one_instant_stand_in_the_order_of_the_stages(judge: Judge) -> None:
    text = STAGES.replace("lead: {}", "lead: {enter: definition warm}")
    for _ in range(2):
        assert judge(text, [("p1", 3, "signal", "demo")]).path("p1") == [("lead", 1, 3, 3), ("mql", 1, 3, None)]


def test_a_rule_met_after_the_stage_was_recorded_adds_no_visit(judge: Judge) -> None:
    facts = [*moved("lead", "mql", "sal"), ("p1", 9, "signal", "demo")]
    assert [stage for stage, *_ in judge(STAGES, facts).path("p1")] == ["lead", "mql", "sal"]


def test_a_stage_recorded_after_its_rule_was_met_is_the_same_visit(judge: Judge) -> None:
    facts = [("p1", 1, "move", "lead"), ("p1", 2, "signal", "demo"), ("p1", 5, "move", "mql")]
    assert judge(STAGES, facts).path("p1") == [("lead", 1, 1, 2), ("mql", 1, 2, None)]


def test_whoever_left_before_the_rule_was_met_is_not_promoted_back(judge: Judge) -> None:
    facts = [*moved("lead", "out"), ("p1", 9, "signal", "demo")]
    assert [stage for stage, *_ in judge(STAGES, facts).path("p1")] == ["lead", "out"]


def test_leaving_a_recycle_stage_for_the_path_opens_the_next_pass(judge: Judge) -> None:
    path = judge(STAGES, moved("lead", "mql", "nurture", "mql", "sal", "nurture")).path("p1")
    passes = [(stage, number) for stage, number, *_ in path]
    assert passes == [
        ("lead", 1), ("mql", 1), ("nurture", 1), ("mql", 2), ("sal", 2), ("nurture", 2),
    ]  # fmt: skip


def test_a_journey_goes_on_in_the_deals_that_came_of_a_person(judge: Judge) -> None:
    facts = [*moved("lead", "sal"), ("d1", 3, "link", "converted", "p1"), *moved("sql", "won", start=4, who="d1")]
    assert [stage for stage, *_ in judge(STAGES, facts).path("p1")] == ["lead", "sal", "sql", "won"]


def test_a_deal_is_never_rewired_to_somebody_else(judge: Judge) -> None:
    links = [("d1", 3, "link", "converted", "p1"), ("d1", 5, "link", "converted", "p2")]
    judged = judge(STAGES, [*moved("lead"), *moved("lead", who="p2"), *links, *moved("sql", start=4, who="d1")])
    assert [len(judged.path(person)) for person in ("p1", "p2")] == [2, 1]


def test_a_deal_of_nobody_is_a_journey_of_its_own(judge: Judge) -> None:
    assert judge(STAGES, moved("sql", "lost", who="d1")).path("d1") == [("sql", 1, 1, 2), ("lost", 1, 2, None)]


def with_deals(*deals: str) -> list[tuple[object, ...]]:
    """A lead who was accepted, and whose deals these are."""
    return [*moved("lead", "sal"), *((deal, 3, "link", "converted", "p1") for deal in deals)]


def passes(path: list[tuple[object, ...]]) -> dict[object, list[object]]:
    """The stages of each pass, in order."""
    found: dict[object, list[object]] = defaultdict(list)
    for stage, number, *_ in path:
        found[number].append(stage)
    return dict(found)


def test_a_second_deal_beside_the_first_is_a_pass_of_its_own(judge: Judge) -> None:
    deals = [*moved("sql", "won", start=4, who="d1"), *moved("sql", "lost", start=4.5, who="d2")]
    path = judge(STAGES, [*with_deals("d1", "d2"), *deals]).path("p1")
    assert passes(path) == {1: ["lead", "sal", "sql", "won"], 2: ["sql", "lost"]}
    assert ("won", 1, 5, None) in path
    assert ("sql", 2, 4.5, 5.5) in path


def test_a_deal_after_the_first_was_won_leaves_the_win_as_it_is(judge: Judge) -> None:
    deals = [*moved("sql", "won", start=4, who="d1"), *moved("sql", "lost", start=20, who="d2")]
    judged = judge(STAGES, [*with_deals("d1", "d2"), *deals])
    assert passes(judged.path("p1")) == {1: ["lead", "sal", "sql", "won"], 2: ["sql", "lost"]}
    assert [number for (number,) in judged.rows("exits", "pass")] == [2]


def test_a_further_deal_has_not_skipped_what_its_person_went_through_before(judge: Judge) -> None:
    deals = [*moved("sql", start=4, who="d1"), *moved("sql", "won", start=9, who="d2")]
    judged = judge(STAGES, [*with_deals("d1", "d2"), *deals])
    reached = judged.rows("entries", "pass", "place", "stage", "skipped")
    assert [row[2:] for row in reached if row[0] == 2] == [("sql", 0), ("won", 0)]


def test_the_first_deal_after_a_return_continues_the_new_pass(judge: Judge) -> None:
    facts = [
        *with_deals("d1", "d2", "d3"),
        *moved("sql", "nurture", start=4, who="d1"),
        *moved("mql", "sal", start=30),
        *moved("sql", "won", start=40, who="d2"),
        *moved("sql", "lost", start=41, who="d3"),
    ]
    path = judge(STAGES, facts).path("p1")
    assert passes(path) == {
        1: ["lead", "sal", "sql", "nurture"], 2: ["mql", "sal", "sql", "won"], 3: ["sql", "lost"],
    }  # fmt: skip


def test_a_return_and_a_further_deal_are_numbered_in_the_order_they_begin(judge: Judge) -> None:
    facts = [
        *with_deals("d1", "d2"),
        *moved("sql", "nurture", "sql", start=4, who="d1"),
        *moved("sql", "lost", start=5.5, who="d2"),
    ]
    path = judge(STAGES, facts).path("p1")
    assert passes(path) == {1: ["lead", "sal", "sql", "nurture"], 2: ["sql", "lost"], 3: ["sql"]}


def test_coming_back_from_a_disqualification_opens_a_pass(judge: Judge) -> None:
    path = judge(STAGES, moved("lead", "out", "lead", "sal", "nurture", "out", "mql")).path("p1")
    assert passes(path) == {1: ["lead", "out"], 2: ["lead", "sal", "nurture", "out"], 3: ["mql"]}


def test_the_deal_after_a_disqualification_continues_the_new_pass(judge: Judge) -> None:
    facts = [
        *with_deals("d1", "d2"),
        *moved("sql", "out", start=4, who="d1"),
        *moved("sal", start=30),
        *moved("sql", "won", start=40, who="d2"),
    ]
    path = judge(STAGES, facts).path("p1")
    assert passes(path) == {1: ["lead", "sal", "sql", "out"], 2: ["sal", "sql", "won"]}


def test_passes_of_one_day_stay_apart(judge: Judge) -> None:
    moves = [("p1", 1, "move", stage, {"by_day": True}) for stage in ("lead", "nurture", "lead", "nurture", "mql")]
    path = judge(STAGES, moves).path("p1")
    assert passes(path) == {1: ["lead", "nurture"], 2: ["lead", "nurture"], 3: ["mql"]}


def test_a_stage_the_agreement_does_not_know_is_no_visit(judge: Judge) -> None:
    assert judge(STAGES, moved("lead", "limbo", "sal")).path("p1") == [("lead", 1, 1, 3), ("sal", 1, 3, None)]


def test_how_a_pass_ended_is_its_last_visit_off_the_path(judge: Judge) -> None:
    facts = moved("lead", "nurture", "mql", "out") + moved("lead", "won", who="p2") + moved("lead", who="p3")
    exits = judge(STAGES, facts).rows("exits", "journey", "pass", "kind", "exited_at")
    assert [(number, kind, day_of(ts)) for _, number, kind, ts in exits] == [(1, "recycle", 2), (2, "disqualified", 4)]


def day(text: str) -> float:
    return (of_datetime(datetime.fromisoformat(text)) - ORIGIN) / DAY


def facts_of(case: dict[str, Any]) -> list[tuple[object, ...]]:
    moves = [*([case["start"]] if case["start"] else []), *case["changes"]]
    facts = [("p1", day(move["at"]), "move", move.get("to") or move["stage"]) for move in moves]
    voids = [number for number, move in enumerate(moves, 1) if move.get("voided")]
    return [*facts, *(("p1", day(case["as_of"]), "void", str(number)) for number in voids)]


@pytest.mark.parametrize("case", read("peers/time_in_stage.json").get("cases", []), ids=lambda case: case["id"])
def test_time_in_stage_is_that_of_the_peers(judge: Judge, case: dict[str, Any]) -> None:
    text = "stages: {s1: {}, s2: {}, s3: {}, s4: {}, lost: {kind: lost}}"
    judged = judge(text, facts_of(case), day(case["as_of"]))
    spent: dict[str, float | None] = defaultdict(lambda: None)
    for stage, _, entered, left in judged.path("p1"):
        spent[stage] = (spent[stage] or 0) + (day(case["as_of"]) if left is None else left) - entered
    seconds = {stage: spent[stage] and spent[stage] * 86400 for stage in case["expected_seconds"]}
    assert seconds == pytest.approx(case["expected_seconds"], abs=0.01)
    assert "lost" not in spent


def test_from_nurture_to_the_exit_is_the_same_pass(judge: Judge) -> None:
    path = judge(STAGES, moved("lead", "nurture", "out")).path("p1")
    assert passes(path) == {1: ["lead", "nurture", "out"]}


BACK = """
stages:
  lead: {leave: {to: [sal]}}
  sal: {leave: {to: [sql]}}
  sql: {leave: {to: [won, sal]}}
  won: {kind: won}
"""


def test_whoever_went_back_as_allowed_had_reached_what_they_passed_by(judge: Judge) -> None:
    judged = judge(BACK, moved("lead", "sql", "sal", "sql", "won"))
    reached = judged.rows("entries", "place", "stage", "reached_at", "skipped")
    assert [(stage, day_of(ts), skipped) for _, stage, ts, skipped in reached] == [
        ("lead", 1, 0), ("sal", 2, 1), ("sql", 2, 0), ("won", 5, 0),
    ]  # fmt: skip


def test_a_later_stage_before_an_earlier_one_without_such_a_move_stays_as_it_is(judge: Judge) -> None:
    reached = judge(BACK, moved("won", "lead")).rows("entries", "place", "stage", "reached_at")
    assert ("lead", 2) in [(stage, day_of(ts)) for _, stage, ts in reached]
