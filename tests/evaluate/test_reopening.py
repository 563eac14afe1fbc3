"""A lost deal that is reopened: in time it was never lost, later it begins a new cycle (methods C14)."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.judging import Judged, duckdb_court

Judge = Callable[..., Judged]
STAGES = """
forecast: {reopen_grace: 30 days}
stages:
  lead: {}
  mql: {}
  discovery: {of: deal}
  proposal: {of: deal}
  won: {of: deal, kind: won}
  lost: {of: deal, kind: lost}
  nurture: {kind: recycle}
"""


def moves(*said: tuple[float, str]) -> list[tuple[object, ...]]:
    """Moves of one deal."""
    return [("d1", day, "move", stage) for day, stage in said]


def test_a_deal_reopened_on_the_last_moment_of_the_grace_was_never_lost(judge: Judge) -> None:
    facts = moves((1, "discovery"), (5, "proposal"), (10, "lost"), (40, "proposal"), (50, "won"))
    judged = judge(STAGES, facts)
    assert judged.path("d1") == [("discovery", 1, 1, 5), ("proposal", 1, 5, 50), ("won", 1, 50, None)]
    assert judged.rows("void_losses", "seq") == [(3,)]


def test_a_deal_reopened_later_begins_a_new_cycle(judge: Judge) -> None:
    facts = moves((1, "discovery"), (10, "lost"), (40.001, "discovery"), (50, "won"))
    judged = judge(STAGES, facts)
    assert judged.path("d1")[:2] == [("discovery", 1, 1, 10), ("lost", 1, 10, 40.001)]
    assert judged.path("d1")[2:] == [("discovery", 2, 40.001, 50), ("won", 2, 50, None)]
    assert judged.rows("void_losses", "seq") == []


def test_a_loss_said_twice_counts_from_the_first_time(judge: Judge) -> None:
    facts = moves((1, "discovery"), (10, "lost"), (30, "lost"), (41, "discovery"))
    assert [stage for stage, *_ in judge(STAGES, facts).path("d1")] == ["discovery", "lost", "discovery"]
    soon = judge(STAGES, moves((1, "discovery"), (10, "lost"), (30, "lost"), (40, "discovery")))
    assert soon.path("d1") == [("discovery", 1, 1, None)]
    assert soon.rows("void_losses", "seq") == [(2,), (3,)]


def test_a_loss_stands_as_it_was_known_before_the_deal_was_reopened(judge: Judge) -> None:
    judged = judge(STAGES, moves((1, "discovery"), (10, "lost"), (20, "discovery")))
    assert [stage for stage, *_ in judged.at(15).path("d1")] == ["discovery", "lost"]
    assert judged.path("d1") == [("discovery", 1, 1, None)]


def test_reopening_that_is_recorded_late_changes_only_what_is_restated(judge: Judge) -> None:
    facts = [*moves((1, "discovery"), (10, "lost")), ("d1", 20, "move", "discovery", {"recorded": 60})]
    judged = judge(STAGES, facts)
    assert [stage for stage, *_ in judged.at(50, known=50).path("d1")] == ["discovery", "lost"]
    assert [stage for stage, *_ in judged.at(50).path("d1")] == ["discovery"]


def test_without_a_grace_every_loss_stands(judge: Judge) -> None:
    text = STAGES.replace("forecast: {reopen_grace: 30 days}", "")
    judged = judge(text, moves((1, "discovery"), (10, "lost"), (10, "discovery")))
    assert [row[:2] for row in judged.path("d1")] == [("discovery", 1), ("lost", 1), ("discovery", 2)]


def test_a_lost_deal_that_comes_back_by_way_of_nurture_was_lost(judge: Judge) -> None:
    facts = moves((1, "discovery"), (10, "lost"), (11, "nurture"), (12, "discovery"))
    judged = judge(STAGES, facts)
    assert [row[:2] for row in judged.path("d1")][1:] == [("lost", 1), ("nurture", 1), ("discovery", 2)]


def test_a_reopened_deal_of_a_person_leaves_the_way_of_the_person_whole(judge: Judge) -> None:
    facts = [
        ("p1", 1, "move", "lead"),
        ("d1", 2, "link", "converted", "p1"),
        *moves((2, "discovery"), (10, "lost"), (20, "proposal")),
    ]
    assert judge(STAGES, facts).path("p1") == [("lead", 1, 1, 2), ("discovery", 1, 2, 20), ("proposal", 1, 20, None)]


STEPS = st.lists(st.tuples(st.integers(1, 25), st.sampled_from(["discovery", "proposal", "lost"])), max_size=8)


@settings(max_examples=12)
@given(STEPS, st.integers(0, 40))
def test_the_losses_that_stand_are_those_that_a_loop_over_the_moves_finds(
    steps: list[tuple[int, str]], grace: int
) -> None:
    facts, day = [], 0
    for wait, stage in steps:
        day += wait
        facts.append((float(day), stage))
    text = STAGES.replace("30 days", f"{grace} days")
    judged = duckdb_court().judge(text, moves(*facts))
    lost = [row[2] for row in judged.path("d1") if row[0] == "lost"] if facts else []
    assert lost == standing(facts, grace)
    judged.evaluation.close()


def standing(moved: list[tuple[float, str]], grace: int) -> list[float]:
    """The days of the losses that stand, found one move after the other."""
    found: list[float] = []
    lost_at = None
    for day, stage in moved:
        if stage == "lost":
            lost_at = day if lost_at is None else lost_at
        elif lost_at is not None:
            found += [lost_at] if day - lost_at > grace else []
            lost_at = None
    return found if lost_at is None else [*found, lost_at]
