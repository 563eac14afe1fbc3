"""What must hold of any rule and any facts (methods §25)."""

from __future__ import annotations

from itertools import groupby, pairwise
from math import floor
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.evaluate import strategies as random
from tests.evaluate.judging import Court, Judged, duckdb_court
from tests.evaluate.ledgers import Line, day_of, ledger

COURT = duckdb_court()
few, some, many = (settings(max_examples=settings().max_examples * share // 100) for share in (5, 7, 10))


def judge(clauses: str, facts: list[Line], day: float = 40, **asked: Any) -> Judged:
    return COURT.judge(clauses, facts, day, **asked)


def verdicts(judged: Judged) -> tuple[object, ...]:
    """Promotions and visits with ids for keys and without numbers of facts."""
    names = {key: name for name, key in judged.facts.keys.items()}
    promoted = sorted(judged.promoted().items())
    rows = judged.rows("visits", "entered_at", "seq", "place", "exited_at", "pass", "journey", "stage", "basis")
    judged.evaluation.close()
    return promoted, sorted((names[row[5]], row[0], row[3] or 0, *row[4:5], *row[6:]) for row in rows)


@many
@given(random.rules, random.facts)
@example("\"fit_upper >= 50 AND NOT (engagement < 12 OR role = 'user')\"", [("p1", 0, "signal", "demo")])
@example('"fit IS NULL OR size < 3"', [("p1", 0, "signal", "demo")])
@example('"engagement >= 0 OR visits >= 2"', [("p1", 0, "signal", "surge", "crm"), ("p1", 9, "signal", "demo")])
@example('"pages >= 0 OR intent >= 2"', [("p1", 0, "signal", "opened")])
def test_thrift_changes_no_promotion(rule: str, facts: list[Line]) -> None:
    """Leaving people out (pruning) and looking at a rule's sides apart (not where values are read)."""
    thrifty = judge(random.world(rule), facts)
    # a rule that holds of the unknown holds of nobody of whom moves alone are known
    known = {line[0] for line in facts if line[2] != "move"}
    keys = tuple(key for name, key in thrifty.facts.keys.items() if name.startswith("p") and name in known)
    found = []
    for judged in (thrifty, thrifty.at(40, prune=False), thrifty.at(40, read=keys)):
        found.append(judged.rows("promotions", "person", "stage", "ts"))
        judged.evaluation.close()
    assert found[0] == found[1]
    assert found[0] == [row for row in found[2] if row[2] < judged.moment.as_of]


HISTORIES = st.lists(
    st.lists(st.tuples(random.DAYS, st.sampled_from(["demo", "page", "opened"])), min_size=1, max_size=8),
    min_size=5,
    max_size=5,
)
POINTS = {"demo": 30, "opened": 3}


def recurrence(history: list[tuple[float, str]], kind: str) -> dict[float, float]:
    """The score at each instant, fact after fact: points decay from the last interaction on."""
    score, kept, last, found = 0.0, 0.0, None, {}
    for day, signal in sorted(history, key=lambda fact: fact[0]):
        weeks = 0.0 if last is None else (day - last) / 7
        idle = floor(weeks) if kind == "idle_step" else weeks
        score = kept * 0.9**idle
        score += POINTS.get(signal) or (20 if day >= 14 else 12)
        if signal == "opened" and kind == "idle_step":
            # it earns as many points as, decayed since the last interaction, it is worth now
            kept = score / 0.9**idle
        else:
            kept, last = score, day
        found[day] = score
    return found


@some
@given(HISTORIES, st.sampled_from(["idle_step", "continuous"]))
def test_the_closed_form_of_decay_is_the_recurrence(histories: list[list[tuple[float, str]]], kind: str) -> None:
    facts = [(f"p{n}", day, "signal", signal) for n, history in enumerate(histories) for day, signal in history]
    judged = judge(random.world(kind=kind), facts, prune=False, names=("engagement",))
    found = {
        (judged.name(who), day_of(ts)): score
        for who, ts, score in judged.rows("values_at", "person", "ts", "engagement")
    }
    judged.evaluation.close()
    for n, history in enumerate(histories):
        for day, score in recurrence(history, kind).items():
            assert found[f"p{n}", day] == pytest.approx(score, abs=2e-6)


@some
@given(HISTORIES, st.sampled_from(["idle_step", "continuous"]))
def test_between_signals_the_score_never_rises(histories: list[list[tuple[float, str]]], kind: str) -> None:
    facts = [(f"p{n}", day, "signal", signal) for n, history in enumerate(histories) for day, signal in history]
    looks = [(f"p{n}", day, "attribute", "vip", "true") for n in range(5) for day in range(0, 40, 3)]
    judged = judge(random.world('"engagement >= 50 OR vip"', kind), [*facts, *looks], prune=False)
    rows = judged.rows("values_at", "person", "ts", "engagement")
    judged.evaluation.close()
    heard = {(who, day) for who, day, *_ in facts}
    for before, after in pairwise(rows):
        if before[0] == after[0] and (judged.name(after[0]), day_of(after[1])) not in heard:
            assert after[2] <= before[2]


@some
@given(
    HISTORIES, random.DAYS, st.sampled_from(["demo", "page", "opened"]), st.sampled_from(["idle_step", "continuous"])
)
def test_one_signal_more_never_lowers_a_later_score(
    histories: list[list[tuple[float, str]]], day: float, signal: str, kind: str
) -> None:
    facts = [(f"p{n}", when, "signal", what) for n, history in enumerate(histories) for when, what in history]
    more = [(f"p{n + 5}", *rest) for (_, *rest), n in zip(facts, [int(line[0][1:]) for line in facts], strict=True)]
    more += [(f"p{n + 5}", day, "signal", signal) for n in range(5)]
    scores = judge(random.world(kind=kind), [*facts, *more]).values("engagement")
    assert all(scores[f"p{n + 5}"] >= scores[f"p{n}"] - 1e-9 for n in range(5))


@some
@given(random.rules, random.facts, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(rule: str, facts: list[Line], chance: Any) -> None:
    facts = random.spread(facts)
    other = list(facts)
    chance.shuffle(other)
    assert verdicts(judge(random.world(rule), facts)) == verdicts(judge(random.world(rule), other))


@some
@given(random.rules, random.changeable_facts, st.integers(5, 35), st.data())
def test_what_is_recorded_after_a_moment_changes_nothing_known_at_it(
    rule: str, facts: list[Line], day: int, data: st.DataObject
) -> None:
    delays = data.draw(st.lists(st.sampled_from([0, 0, 1, 9]), min_size=len(facts), max_size=len(facts)))
    recorded = [line[1] + delay for line, delay in zip(facts, delays, strict=True)]
    late = [(*line, {"recorded": when}) for line, when in zip(facts, recorded, strict=True)]
    late.sort(key=lambda line: line[-1]["recorded"])
    known = [line for line in late if line[-1]["recorded"] <= day]
    text = random.world(rule)
    assert verdicts(judge(text, late, day, known=day)) == verdicts(judge(text, known, day, known=day))


@some
@given(random.rules, st.lists(st.one_of(random.moves, random.moves, random.happenings), min_size=4, max_size=30))
def test_visits_are_half_open_in_order_and_backed(rule: str, facts: list[Line]) -> None:
    judged = judge(random.world(rule), facts)
    rows = judged.rows("visits", "journey", "entered_at", "seq", "place", "exited_at", "pass", "stage", "basis", "kind")
    promoted = set(judged.rows("promotions", "person", "ts"))
    judged.evaluation.close()
    recorded = {(line[3], line[1]) for line in facts if line[2] == "move"}
    for _, visits in groupby(rows, key=lambda row: row[0]):
        path = list(visits)
        assert all(a[4] == b[1] and a[6] != b[6] for a, b in pairwise(path))
        assert path[-1][4] is None
        assert path[0][5] == 1
        assert all(b[5] - a[5] == (a[8] == "recycle" and b[8] != "recycle") for a, b in pairwise(path))
    for journey, entered, _, _, _, _, stage, basis, _ in rows:
        assert (journey, entered) in promoted if basis == "rule" else (stage, day_of(entered)) in recorded


@some
@given(random.rules, random.facts)
def test_a_merge_is_as_if_all_had_been_recorded_of_the_survivor(rule: str, facts: list[Line]) -> None:
    merges = [("p2", 39, "link", "merged", "p1"), ("a2", 39, "link", "merged", "a1")]
    one = [
        tuple({"p2": "p1", "a2": "a1"}.get(part, part) if isinstance(part, str) else part for part in line)
        for line in facts
    ]
    merged = verdicts(judge(random.world(rule), [("p1", 39, "consent", "given"), *facts, *merges]))
    assert merged == verdicts(judge(random.world(rule), [("p1", 39, "consent", "given"), *one]))


@some
@given(st.lists(st.lists(st.sampled_from(random.STAGES[:4]), max_size=6), min_size=3, max_size=3))
def test_moves_of_one_instant_are_visits_in_the_order_of_the_ledger(paths: list[list[str]]) -> None:
    facts = [(f"p{n}", 5, "move", stage) for n, path in enumerate(paths) for stage in path]
    judged = judge(random.world(), facts)
    for n, path in enumerate(paths):
        found = [stage for stage, *_ in judged.path(f"p{n}")] if path else []
        assert found == [stage for stage, _ in groupby(path)]
    judged.evaluation.close()


STEPS = {
    "promotions": ("person", "stage", "pass", "ts"),
    "visits": ("journey", "entered_at", "seq", "place", "exited_at", "pass", "stage", "basis", "day_precision"),
    "entries": ("journey", "pass", "place", "stage", "reached_at", "skipped", "by_day"),
    "exits": ("journey", "pass", "kind", "exited_at"),
    "attribute_states": ("person", "name", "from_ts", "until_ts", "value", "number"),
    "fit_spans": ("person", "name", "value", "from_ts", "until_ts", "points", "highest", "lowest"),
    "penalty_spans": ("person", "name", "points", "from_ts", "until_ts"),
    "memberships": ("person", "account", "from_ts", "until_ts"),
    "values_at": ("person", "ts", "seq", "engagement", "fit", "intent", "topics", "visits", "vip"),
}


@pytest.mark.postgres
@few
@given(random.rules, random.changeable_facts)
def test_duckdb_and_postgres_give_equal_rows(on_postgres: Court, rule: str, facts: list[Line]) -> None:
    scope = {"names": ("fit", "intent", "topics", "visits", "vip")}
    both = [court.judge(random.world(rule), facts, 40, **scope) for court in (COURT, on_postgres)]
    for step, names in STEPS.items():
        found = [sorted(judged.rows(step, *names), key=repr) for judged in both]
        assert found[0] == found[1], step
        assert [[type(value) for value in row] for row in found[0]] == [
            [type(value) for value in row] for row in found[1]
        ]
    for judged in both:
        judged.evaluation.close()


def test_without_facts_there_is_nothing() -> None:
    judged = judge(random.world(), [])
    assert all(judged.rows(step, *names) == [] for step, names in STEPS.items() if step != "values_at")
    assert ledger([]).keys == {}
