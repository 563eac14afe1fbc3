"""Counts within look-back windows and the tiers of intent that rest on them (methods §1.4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import LATE, Judged

Judge = Callable[..., Judged]

COUNTS = """
counts:
  visits_14d: {signals: [pricing, product], within: 14 days}
  sessions_14d: {signals: [pricing, product], within: 14 days, distinct: session, gap: 30 elapsed minutes}
  topics_14d: {signals: surge, within: 14 days, distinct: topic}
  topics_30d: {signals: [surge, topic], within: 30 days}
"""
TIERS = f"""{COUNTS}
intent:
  tier 2: "visits_14d >= 1 AND sessions_14d >= 2 OR topics_14d >= 2"
  tier 1: "topics_30d >= 1"
definitions: {{mql: "intent >= 2"}}
"""
MINUTE = 1 / 1440


def on_each(days: tuple[float, ...], *lines: tuple[float, str] | tuple[float, str, str]) -> list[tuple[object, ...]]:
    """The same signals for one person a day, so that the end of all is that day for each."""
    return [
        (f"p{n}", LATE - day + when, "signal", *rest)
        for n, day in enumerate(days, 1)
        for when, *rest in lines
        if when <= day
    ]


def test_tiers_follow_their_closed_windows(judge: Judge) -> None:
    days = (1, 5, 14, 14.5, 20, 33, 34)
    judged = judge(TIERS, on_each(days, (0, "pricing"), (3, "surge", "crm"), (5, "pricing")))
    assert list(judged.values("intent").values()) == [0, 2, 2, 1, 1, 1, 0]
    assert judged.promoted()["p7"] == LATE - 34 + 5


def test_a_window_holds_its_first_millisecond_and_not_the_one_before(judge: Judge) -> None:
    days = (14, 14 + MINUTE / 60000)
    judged = judge(TIERS, on_each(days, (0, "pricing"), (1, "product")))
    assert list(judged.values("visits_14d").values()) == [2, 1]


@pytest.mark.parametrize(
    ("minutes", "sessions"),
    [((0, 10, 20, 40), 1), ((0, 29, 58, 87), 1), ((0, 30), 2), ((0, 31, 100), 3), ((0, 0, 0), 1), ((0, 0, 30, 30), 2)],
)
def test_a_pause_of_half_an_hour_begins_the_next_visit(judge: Judge, minutes: tuple[float, ...], sessions: int) -> None:
    judged = judge(TIERS, [("p1", minute * MINUTE, "signal", "pricing") for minute in minutes], 1)
    assert judged.value("sessions_14d") == sessions


def test_a_visit_that_began_before_the_window_is_seen_while_its_last_page_is(judge: Judge) -> None:
    pages = [(0, "pricing"), (20 * MINUTE, "pricing"), (3, "product")]
    judged = judge(TIERS, on_each((14, 14 + 10 * MINUTE, 14 + 21 * MINUTE), *pages))
    assert list(judged.values("sessions_14d").values()) == [2, 2, 1]


def test_signals_that_a_count_does_not_name_make_no_visit(judge: Judge) -> None:
    facts = [("p1", 0, "signal", "pricing"), ("p1", 15 * MINUTE, "signal", "surge"), ("p1", 1, "signal", "blog")]
    assert judge(TIERS, facts, 2).value("visits_14d", "sessions_14d") == (1, 1)


def test_topics_are_counted_once_each_while_their_window_lasts(judge: Judge) -> None:
    surges = [(0, "surge", "crm"), (2, "surge", "crm"), (10, "surge", "erp"), (20, "surge", "crm")]
    days = (0, 2, 10, 16, 16.01, 20, 24, 24.01, 34, 34.01)
    judged = judge(TIERS, on_each(days, *surges))
    assert list(judged.values("topics_14d").values()) == [1, 1, 2, 2, 1, 2, 2, 1, 1, 0]


def test_a_signal_without_a_topic_is_no_topic(judge: Judge) -> None:
    facts = [("p1", 0, "signal", "surge"), ("p1", 1, "signal", "surge", "crm")]
    assert judge(TIERS, facts, 2).value("topics_14d", "topics_30d") == (1, 2)


def test_what_the_account_shows_counts_for_its_people_while_they_belong_to_it(judge: Judge) -> None:
    facts = [
        ("a1", 0, "signal", "surge", "before"),
        ("p1", 1, "link", "belongs_to", "a1"),
        ("a1", 2, "signal", "surge", "crm"),
        ("p1", 3, "link", "belongs_to", "a2"),
        ("a1", 4, "signal", "surge", "late"),
        ("a2", 5, "signal", "surge", "erp"),
    ]
    judged = judge(TIERS, facts, 6)
    assert judged.value("topics_14d", "intent") == (2, 2)
    assert judged.promoted() == {"p1": 5}


def test_a_signal_of_a_person_of_an_account_is_not_the_colleague_s(judge: Judge) -> None:
    facts = [(person, 0, "link", "belongs_to", "a1") for person in ("p1", "p2")]
    facts += [("p1", 1, "signal", "surge", "crm", {"account": "a1"}), ("p2", 1, "signal", "blog", {"account": "a1"})]
    assert judge(TIERS, facts, 2).values("topics_14d") == {"p1": 1, "p2": 0}


def test_a_name_said_by_a_tier_alone_is_known(judge: Judge) -> None:
    facts = on_each((10,), (0, "surge", "crm"), (9, "surge", "erp"))
    assert judge(TIERS, facts).promoted() == {"p1": LATE - 10 + 9}


def test_a_dated_tier_judges_by_the_version_in_force(judge: Judge) -> None:
    text = TIERS.replace(
        '"visits_14d >= 1 AND sessions_14d >= 2 OR topics_14d >= 2"',
        '{from 2026-01-01: "topics_14d >= 2", from 2026-01-11: "topics_14d >= 1"}',
    )
    facts = [("p1", 5, "signal", "surge", "crm"), ("p2", -10, "signal", "surge", "crm")]
    assert judge(text, facts).promoted() == {"p1": 10}
