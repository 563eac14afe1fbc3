"""What holds of handoffs whatever is recorded, in whatever order (HND-1)."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate.handing import handoff, objects
from tests.evaluate.judging import Court
from tripact.evaluate.handoff_rounds import STATES, HandoffRound
from tripact.worktime.instant import DAY

ACTIONS = ("sent", "acknowledged", "accepted", "returned")
handed = st.tuples(st.sampled_from(ACTIONS), st.sampled_from(["timing", "weather", None]))
moved = st.tuples(st.sampled_from(["mql", "nurture", "lead", "disqualified"]), st.none())
known = st.tuples(st.sampled_from(["source", "role"]), st.sampled_from(["x", None]))
events = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["p1", "p2"]), st.one_of(handed, moved, known), st.booleans()),
    max_size=14,
)


def line(event):
    slot, subject, (what, value), by_day = event
    day = slot / 4
    more = {"by_day": True} if by_day else {}
    day = float(int(day)) if by_day else day
    if what in ACTIONS:
        return (subject, day, "handoff", "pack", what, value, more)
    if what in ("source", "role"):
        return (subject, day, "attribute", what, value, more)
    return (subject, day, "move", what, more)


def check_round(each: HandoffRound) -> None:
    assert each.state in STATES
    assert each.accepted_at is None or each.returned_at is None, "accepted and returned in one round"
    assert (each.state == "accepted") == (each.accepted_at is not None)
    assert (each.state in ("returned", "resent")) == (each.returned_at is not None)
    assert 1 <= each.round <= each.number
    assert each.sent_at is not None or each.acknowledged_at is None
    assert each.known_reason is None if each.returned_at is None else each.known_reason == (each.reason == "timing")


def told(each: HandoffRound) -> list[int]:
    """When anything of a round happened."""
    return [ts for ts in (each.due_at, each.sent_at, each.accepted_at, each.returned_at) if ts is not None]


def latest(ts: int) -> int:
    """When it happened at the latest: what is known by its day stands at the beginning of it, and may be later."""
    return ts if ts % DAY else ts + DAY - 1


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events)
def test_rounds_are_in_order_and_each_is_answered_once(on_duckdb: Court, facts):
    judged = on_duckdb.judge(handoff(), map(line, sorted(facts, key=lambda each: each[0])), 50)
    found = objects(judged)
    rounds, fields = found.rounds(), found.fields()
    judged.evaluation.close()
    for each in rounds:
        check_round(each)
    of_one = [[each for each in rounds if each.journey == key] for key in {each.journey for each in rounds}]
    for mine in of_one:
        assert [each.number for each in mine] == list(range(1, len(mine) + 1))
        for before, after in pairwise(mine):
            assert min(told(before)) <= max(map(latest, told(after)))
            assert (before.state == "resent") == (after.chain == before.chain)
    sent = [each for each in rounds if each.sent_at is not None]
    assert len(fields) == 2 * len(sent) and all(each.known in (0, 1) for each in fields)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events, st.integers(0, 40))
def test_later_facts_change_no_answer_that_was_given_before(on_duckdb: Court, facts, slot):
    ordered = [line(each) for each in sorted(facts, key=lambda each: each[0]) if not each[3]]
    early = on_duckdb.judge(handoff(), ordered, slot / 4)
    before = [(each.journey, each.number, each.accepted_at, each.returned_at) for each in objects(early).rounds()]
    early.evaluation.close()
    late = on_duckdb.judge(handoff(), ordered, 50)
    after = [(each.journey, each.number, each.accepted_at, each.returned_at) for each in objects(late).rounds()]
    late.evaluation.close()
    assert {each for each in before if each[2] or each[3]} <= set(after)
