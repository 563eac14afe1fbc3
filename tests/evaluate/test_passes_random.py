"""What must hold of passes for any rules and any facts (methods §2.2, §25)."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate import strategies as random
from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import Line, day_of

COURT = duckdb_court()
some = settings(max_examples=max(5, settings().max_examples * 7 // 100))

RECYCLE = """
recycle:
  reasons: [timing, budget]
  rest: {timing: 3 days, else: 8 days}
  repromote: "COALESCE(engagement, 0) >= THRESHOLD OR intent > intent_at_recycle"
  bypass: demo
  max_passes: 3
"""
recycles = st.tuples(
    st.sampled_from(["p1", "p2", "d1"]),
    random.DAYS,
    st.just("move"),
    st.just("nurture"),
    st.sampled_from([{"reason": "timing"}, {"reason": "budget"}, {}, {"reason": "timing", "by_day": True}]),
)
facts = st.lists(st.one_of(random.signals, recycles, recycles, random.happenings), min_size=6, max_size=30)
thresholds = st.sampled_from([0, 30, 60])


def judge(threshold: int, given_facts: list[Line], day: float = 40, known: float | None = None) -> Judged:
    text = random.world('"engagement >= 20"') + RECYCLE.replace("THRESHOLD", str(threshold))
    return COURT.judge(text, given_facts, day, **({} if known is None else {"known": known}))


@some
@given(thresholds, facts)
def test_passes_never_overlap_and_every_state_has_its_cause(threshold: int, given_facts: list[Line]) -> None:
    judged = judge(threshold, given_facts)
    rows = judged.rows(
        "own_visits_of_returners", "person", "entered_at", "seq", "place", "trip", "stage", "kind", "kind_before"
    )
    visits = judged.rows("visits", "journey", "entered_at", "stage", "basis")
    promoted = set(judged.rows("promotions", "person", "ts", "stage"))
    judged.evaluation.close()
    for _, mine in groupby(rows, key=lambda row: row[0]):
        path = list(mine)
        assert all(
            b[4] - a[4] == int(a[6] in ("recycle", "disqualified") and b[6] in ("main", "won"))
            for a, b in pairwise(path)
        )
    moved = {line[3] for line in given_facts if line[2] == "move"}
    for journey, entered, stage, basis in visits:
        assert (journey, entered, stage) in promoted if basis == "rule" else stage in moved


@some
@given(thresholds, facts)
def test_a_rest_is_never_broken_by_a_rule_without_a_bypass(threshold: int, given_facts: list[Line]) -> None:
    judged = judge(threshold, given_facts)
    columns = ("person", "pass", "recycled_at", "rest_until", "lifted_at", "left_at", "promoted_at", "suppressed_until")
    rests = judged.rows("recycles", *columns)
    promoted = judged.rows("promotions", "person", "ts", "pass")
    judged.evaluation.close()
    for person, number, since, until, lifted, left, back, suppressed in rests:
        free = until if lifted is None else lifted
        assert suppressed is None or suppressed <= free
        assert back is None or (free <= back and number < 3 and (left is None or back < left))
        inside = [ts for who, ts, _ in promoted if who == person and since < ts < free]
        assert inside == [] or left is not None


@some
@given(thresholds, facts, st.integers(5, 35))
def test_fed_one_by_one_or_at_once_the_passes_are_the_same(threshold: int, given_facts: list[Line], day: int) -> None:
    ordered = random.spread(sorted(given_facts, key=lambda line: line[1]))
    early = [line for line in ordered if line[1] <= day]
    whole, part = judge(threshold, ordered, day), None
    found = _told(whole)
    part = judge(threshold, early, day)
    assert _told(part) == found


def _told(judged: Judged) -> list[tuple[Any, ...]]:
    rows = judged.rows("promotions", "ts", "person", "stage", "pass")
    rests = judged.rows("recycles", "recycled_at", "person", "rest_until", "suppressed_at", "promoted_at")
    names = {key: name for name, key in judged.facts.keys.items()}
    judged.evaluation.close()
    told = sorted((names[row[1]], day_of(row[0]), *row[2:]) for row in rows)
    return [*told, *sorted((names[row[1]], row[0], row[2], row[3] or 0, row[4] or 0) for row in rests)]
