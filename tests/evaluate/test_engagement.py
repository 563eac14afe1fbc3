"""Engagement: points that decay without interaction (methods §1.2), bursts, what keeps warm."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import pytest

from tests.evaluate.judging import LATE, Judged

Judge = Callable[..., Judged]

EVENTS = [(0, "p12"), (3, "p10"), (20, "p15")]
AT_DAYS = (3, 10, 20, 26.9, 27, 45)
IDLE_STEP = (22.0, 19.8, 32.82, 32.82, 29.538, 23.92578)
CONTINUOUS = (21.4701974226, 19.3231776803, 31.6230497119, 28.5036146918, 28.4607447407, 21.7062170614)


def scored(kind: str, *, rule: str = "engagement >= 50", more: str = "") -> str:
    """An agreement in which signal p12 earns 12 points, and so on."""
    points = ", ".join(f"p{points}: {points}" for points in (3, 10, 12, 15, 25, 30))
    return f"""
engagement:
  signals: {{{points}, {more}}}
  decay: {{rate: 0.10, per: week, kind: {kind}}}
definitions: {{mql: "{rule}"}}
"""


def read_on(days: Iterable[float], events: Iterable[Sequence[object]]) -> list[tuple[object, ...]]:
    """The same events for one person a day, so that the end of all is that day for each."""
    lines = list(events)
    return [
        (f"p{n}", LATE - day + when, "signal", signal)  # type: ignore[operator]
        for n, day in enumerate(days, 1)
        for when, signal in lines
        if when <= day  # type: ignore[operator]
    ]


@pytest.mark.parametrize(("kind", "scores"), [("idle_step", IDLE_STEP), ("continuous", CONTINUOUS)])
def test_the_score_falls_by_a_tenth_a_week(judge: Judge, kind: str, scores: tuple[float, ...]) -> None:
    judged = judge(scored(kind), read_on(AT_DAYS, EVENTS))
    assert tuple(judged.values("engagement").values()) == pytest.approx(scores, abs=1e-6)


def test_the_half_life_is_that_of_the_rate(judge: Judge) -> None:
    days = 7 * math.log(0.5) / math.log(0.9)
    assert days == pytest.approx(46.0516943527)
    judged = judge(scored("continuous"), read_on([days], [(0, "p30")]))
    assert judged.value("engagement") == pytest.approx(15, abs=1e-6)


def test_sixty_falls_below_fifty_after_the_second_idle_week(judge: Judge) -> None:
    twice = [(0, "p30"), (0, "p30")]
    judged = judge(scored("idle_step"), read_on([6.9, 7, 13.9, 14], twice))
    assert tuple(judged.values("engagement").values()) == pytest.approx((60, 54, 54, 48.6))


def test_the_worked_mql_timeline_crosses_on_day_five(judge: Judge) -> None:
    events = [(1, "p12"), (2, "p10"), (2, "p15"), (5, "p15"), (20, "p12"), (30, "p30"), (56, "p3")]
    judged = judge(scored("idle_step"), read_on([2, 5, 9, 20, 30, 54, 56], events))
    scores = (37.0, 52.0, 52.0, 54.12, 78.708, 57.378132, 60.378132)
    assert tuple(judged.values("engagement").values()) == pytest.approx(scores, abs=1e-6)
    assert judged.promoted()["p7"] == LATE - 56 + 5


def test_a_promotion_is_latched_whatever_the_score_does_later(judge: Judge) -> None:
    facts = [("p1", 0, "signal", "p30"), ("p1", 1, "signal", "p25"), ("p1", 300, "signal", "p3")]
    judged = judge(scored("idle_step"), facts)
    assert judged.value("engagement") < 5
    assert judged.promoted() == {"p1": 1}


def test_an_open_mail_does_not_keep_warm(judge: Judge) -> None:
    more = "opened: {points: 0, keeps_warm: false}, clicked: {points: 5, keeps_warm: false}, seen: 0"
    lines = [("p1", "opened"), ("p2", "clicked"), ("p3", "seen")]
    facts = [(person, 0, "signal", "p30") for person, _ in lines]
    facts += [(person, 6, "signal", signal) for person, signal in lines]
    judged = judge(scored("idle_step", more=more), facts, 8)
    assert judged.values("engagement") == pytest.approx({"p1": 27, "p2": 31.5, "p3": 30})


def test_a_rule_is_not_asked_at_a_signal_that_weighs_nothing(judge: Judge) -> None:
    more = "opened: {points: 0, keeps_warm: false}, seen: 0"
    facts = [(person, 0, "signal", "p30") for person in ("p1", "p2")]
    facts += [("p1", 30, "signal", "opened"), ("p2", 30, "signal", "seen")]
    judged = judge(scored("idle_step", rule="engagement < 25", more=more), facts, 40)
    assert judged.promoted() == {"p2": 30}


def test_what_does_not_keep_warm_decays_from_the_last_interaction(judge: Judge) -> None:
    more = "clicked: {points: 10, keeps_warm: false}"
    facts = [("p1", 0, "signal", "p30"), ("p1", 8, "signal", "clicked"), ("p1", 15, "signal", "p3")]
    judged = judge(scored("idle_step", more=more), facts, 15)
    # one idle week before the click, one after it: 30 fell twice, the click once
    assert judged.value("engagement") == pytest.approx(30 * 0.81 + 10 * 0.9 + 3)


def test_points_of_one_instant_add_up_in_any_order(judge: Judge) -> None:
    more = "opened: {points: 0, keeps_warm: false}"
    signals = ["opened", "p12", "opened", "p10", "p15", "opened"]
    facts = [("p1", 0, "signal", "p30"), *(("p1", 21, "signal", each) for each in signals)]
    facts += [("p2", 0, "signal", "p30"), *(("p2", 21, "signal", each) for each in reversed(signals))]
    judged = judge(scored("idle_step", more=more), facts, 21)
    assert judged.values("engagement") == pytest.approx(dict.fromkeys(("p1", "p2"), 30 * 0.9**3 + 37))


def test_a_burst_counts_once_and_a_later_one_again(judge: Judge) -> None:
    more = "page: {points: 5, once_per: 1 day}"
    days = (0, 0.1, 0.5, 1.6, 2.6)
    facts = [("p1", day, "signal", "page") for day in days]
    facts += [("p2", day, "signal", "page") for day in (0, 1, 1.5)]
    judged = judge(scored("idle_step", more=more), facts, 3)
    assert judged.values("engagement") == {"p1": 15, "p2": 10}


def test_a_burst_is_one_person_s_own(judge: Judge) -> None:
    more = "page: {points: 5, once_per: 1 day}"
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"),
        ("a1", 1, "signal", "page"),
        ("p1", 1.1, "signal", "page"),
        ("p2", 1.2, "signal", "page"),
    ]
    assert judge(scored("idle_step", more=more), facts, 2).values("engagement") == {"p1": 5, "p2": 5}


def test_what_the_account_does_earns_its_people_nothing(judge: Judge) -> None:
    facts = [("p1", 0, "link", "belongs_to", "a1"), ("a1", 1, "signal", "p30"), ("p1", 2, "signal", "p3")]
    assert judge(scored("idle_step"), facts, 2).value("engagement") == 3


def test_without_decay_points_stay(judge: Judge) -> None:
    text = scored("idle_step").replace("rate: 0.10", "rate: 0")
    assert judge(text, read_on([300], [(0, "p12"), (50, "p10")])).value("engagement") == 22


def test_a_daily_decay_has_days_as_periods(judge: Judge) -> None:
    text = scored("idle_step").replace("rate: 0.10, per: week", "rate: 0.5, per: day")
    judged = judge(text, read_on([0.9, 1, 3], [(0, "p12")]))
    assert tuple(judged.values("engagement").values()) == (12, 6, 1.5)


def test_many_idle_years_do_not_overflow(judge: Judge) -> None:
    text = scored("continuous").replace("rate: 0.10, per: week", "rate: 0.5, per: day")
    facts = [("p1", -3000, "signal", "p30"), ("p1", 399, "signal", "p12")]
    assert judge(text, facts).value("engagement") == pytest.approx(6)
    assert judge(text.replace("continuous", "idle_step"), facts).value("engagement") == pytest.approx(6)


@pytest.mark.parametrize("kind", ["idle_step", "continuous"])
def test_a_swift_decay_over_many_years_is_that_of_its_last_days(judge: Judge, kind: str) -> None:
    text = scored(kind).replace("rate: 0.10, per: week", "rate: 0.5, per: day")
    days = [(day, "p30") for day in range(-1200, 400, 4)]
    judged = judge(text, [("p1", day, "signal", signal) for day, signal in days])
    rows = judged.rows("values_at", "ts", "engagement")
    assert len(rows) == len(days)
    assert rows[0][1] == 30
    assert all(score == pytest.approx(32, abs=1e-5) for _, score in rows[6:])


@pytest.mark.parametrize("kind", ["idle_step", "continuous"])
def test_a_fact_of_the_year_one_spoils_nothing(judge: Judge, kind: str) -> None:
    facts = [("p1", -739_000, "signal", "p30"), ("p1", 0, "signal", "p30"), ("p1", 6, "signal", "p10")]
    judged = judge(scored(kind), [*facts, ("p2", 0, "signal", "p12")], 7)
    assert judged.values("engagement") == pytest.approx(
        {"p1": {"idle_step": 40, "continuous": 36.85056}[kind], "p2": {"idle_step": 10.8, "continuous": 10.8}[kind]},
        abs=1e-4,
    )
    assert judged.promoted() == {}
