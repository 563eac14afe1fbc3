"""Whose calendar a clock runs on: the team's, the owner's, the customer's; and what a handover does to it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.evaluate.clocks import BY_DAY, CALL, MONDAY, MQL, STAGES, by_subject, clocks, hour, lives, states, waits
from tests.evaluate.judging import Court, Judged
from tests.evaluate.ledgers import Line, instant
from tripact.evaluate.commitments import Clocks
from tripact.worktime.instant import HOUR
from tripact.worktime.relay import Relay
from tripact.worktime.span import Span

Judge = Callable[..., Judged]

CALENDARS = """calendars:
  day: {zone: UTC, open: {mon-fri: "09:00-17:00"}}
  early: {zone: UTC, open: {mon-fri: "05:00-11:00"}}
  late: {zone: UTC, open: {mon-fri: ["12:00-14:00", "15:00-23:00"]}}
parties: {marketing: {calendar: late}, sdr: {calendar: day}}
attributes: {owner: {}, country: {of: account}}
whose:
  owner: {eve: early, lara: late}
  customer: {country: {AT: early, PT: late}}
"""
START = "starts: stage mql, stops: attempt, between: [marketing, sdr]"


def text(clause: str, within: str = "2 business hours") -> str:
    return f"{STAGES}\n{CALENDARS}commitments: {{answer: {{{START}, within: {within}, {clause}}}}}"


def owner(who: str, name: str, hours: float, day: float = MONDAY) -> Line:
    return (who, hour(hours, day), "attribute", "owner", name)


@pytest.mark.parametrize(("name", "due"), [("eve", hour(6, 5)), ("lara", hour(14)), ("paul", 12), (None, 12)])
def test_the_owner_at_the_start_says_whose_calendar_counts_else_the_team(
    judge: Judge, name: str | None, due: float
) -> None:
    facts = [owner("p1", name, 10)] if name else []
    found = lives(judge(text("whose: owner"), [*facts, MQL]))
    assert found[0].due == (due if due != 12 else hour(12))


def test_a_later_owner_does_not_change_a_calendar_that_is_kept(judge: Judge) -> None:
    facts = [owner("p1", "lara", 9), MQL, owner("p1", "eve", 10.5)]
    assert lives(judge(text("whose: owner"), facts))[0].due == hour(14)


def test_without_whose_an_owner_changes_nothing(judge: Judge) -> None:
    assert lives(judge(text("handover: keep"), [owner("p1", "lara", 9), MQL]))[0].due == hour(12)


def test_the_owner_of_a_deal_counts_for_its_clocks(judge: Judge) -> None:
    agreed = text("whose: owner").replace("sql: {}", "sql: {of: deal}").replace("stage mql", "stage sql")
    facts = [("d1", hour(9), "attribute", "owner", "lara"), ("d1", hour(10), "move", "sql")]
    assert lives(judge(agreed, facts))[0].due == hour(14)


def test_the_customer_s_calendar_is_told_by_their_account(judge: Judge) -> None:
    facts = [
        ("a1", hour(8), "attribute", "country", "PT"),
        ("a2", hour(8), "attribute", "country", "XX"),
        ("p1", hour(8), "link", "belongs_to", "a1"),
        ("p2", hour(8), "link", "belongs_to", "a2"),
        *((who, hour(10), "move", "mql") for who in ("p1", "p2", "p3")),
    ]
    judged = judge(text("whose: customer"), facts)
    due = {judged.name(each.journey): each.due_at for each in clocks(judged)}
    assert due == {"p1": instant(hour(14)), "p2": instant(hour(12)), "p3": instant(hour(12))}


def test_days_end_and_business_days_are_those_of_the_chosen_calendar(judge: Judge) -> None:
    facts = [owner("p1", "lara", 9), MQL]
    assert lives(judge(text("whose: owner", "1 business day"), facts))[0].due == hour(23, 5)
    assert lives(judge(text("whose: owner", "5 days rolled"), facts))[0].due == hour(23, 11)


def test_a_switch_counts_before_by_the_old_and_after_by_the_new_calendar(judge: Judge) -> None:
    """An hour of the day calendar, then nothing until the late one opens at 12."""
    facts = [MQL, owner("p1", "lara", 11)]
    switched = lives(judge(text("whose: owner, handover: switch"), [*facts, ("p1", hour(12.5), "attempt", "call")]))[0]
    assert (switched.state, switched.due, switched.elapsed) == ("met", hour(13), 1.5)
    assert states(judge(text("whose: owner, handover: switch"), [*facts, ("p1", hour(13.5), "attempt", "call")])) == [
        "met_late"
    ]


def test_time_used_up_at_the_handover_is_broken_when_the_next_calendar_opens(judge: Judge) -> None:
    facts = [MQL, owner("p1", "lara", 12.0), owner("p1", "eve", 14.5)]
    life = lives(judge(text("whose: owner, handover: switch"), facts[:2]))[0]
    assert (life.due, life.breach) == (hour(12), hour(12))
    facts = [MQL, owner("p1", "lara", 11), owner("p1", "eve", 13)]
    life = lives(judge(text("whose: owner, handover: switch"), facts))[0]
    assert (life.due, life.breach) == (hour(13), hour(5, 5))


def test_an_owner_after_the_end_changes_nothing(judge: Judge) -> None:
    plain = lives(judge(text("whose: owner, handover: switch"), [MQL, CALL]))
    assert lives(judge(text("whose: owner, handover: switch"), [MQL, CALL, owner("p1", "eve", 11.6)])) == plain


def test_a_pause_over_a_handover_counts_in_both_calendars(judge: Judge) -> None:
    agreed = text("whose: owner, handover: switch, pauses: [{from: waiting_on_customer, until: customer_back}]")
    facts = [MQL, *waits(10.5, 12.5), owner("p1", "lara", 11)]
    assert lives(judge(agreed, facts))[0].due == hour(14)


NAMES = ("eve", "lara", "paul", "")


def history(chance: random.Random, who: str) -> tuple[list[Line], list[tuple[float, str]], list[Span], float | None]:
    """A start at hour 10, owners, pauses and perhaps a stop, as facts and as the scalar form takes them."""
    changes = sorted(
        {10 + chance.randint(-20, 400) / 4: chance.choice(NAMES) for _ in range(chance.randint(0, 5))}.items()
    )
    facts: list[Line] = [owner(who, name, at) for at, name in changes]
    pauses = []
    at = 10.0
    for _ in range(chance.randint(0, 2)):
        since = at + chance.randint(0, 80) / 4
        at = since + chance.randint(1, 80) / 4
        facts += [(who, hour(since), "signal", "waiting_on_customer"), (who, hour(at), "signal", "customer_back")]
        pauses.append(Span(instant(hour(since)), instant(hour(at))))
    stop = 10 + chance.randint(1, 300) / 4 if chance.random() < 0.6 else None
    if stop is not None:
        facts.append((who, hour(stop), "attempt", "call"))
    return [(who, hour(10), "move", "mql"), *facts], changes, pauses, stop


def test_the_relations_say_of_switches_what_the_scalar_form_says(engine: Court) -> None:
    chance = random.Random(5)
    agreed = text(
        "whose: owner, handover: switch, pauses: [{from: waiting_on_customer, until: customer_back}]",
        "9 business hours",
    )
    lived = {f"p{number}": history(chance, f"p{number}") for number in range(150)}
    now = instant(hour(0, MONDAY + 9))
    judged = engine.judge(agreed, [line for facts, *_ in lived.values() for line in facts], MONDAY + 9)
    given = Clocks(judged.evaluation)
    axes = dict(zip(("paul", "eve", "lara"), (given.axes[number] for number in (1, 2, 3)), strict=True)) | {
        "": given.axes[1]
    }
    rows = given.rows()
    assert len(rows) == len(lived)
    for row in rows:
        _, changes, pauses, stop = lived[judged.name(row.journey)]
        start, end = instant(hour(10)), now if stop is None else instant(hour(stop))
        before = [name for at, name in changes if at <= 10]
        after = [(instant(hour(at)), axes[name]) for at, name in changes if at > 10 and instant(hour(at)) < end]
        relay = Relay([(start, axes[before[-1] if before else ""]), *after])
        run = [each for each in pauses if stop is None or each.start < end]
        expected = (
            relay.due(start, 9 * HOUR, run), relay.breach_after(start, 9 * HOUR, run), relay.elapsed(start, end, run)
        )  # fmt: skip
        assert (row.due_at, row.breach_after, row.elapsed) == expected, lived[judged.name(row.journey)]
        spans = relay.spans(start, end, run)
        assert sum((each.end or 0) - each.start for each in spans) == row.elapsed
    judged.evaluation.close()


def test_clocks_that_switch_stand_beside_clocks_that_keep(judge: Judge) -> None:
    clause = f"{{{START}, whose: owner, within: 2 business hours"
    agreed = f"{STAGES}\n{CALENDARS}commitments: {{kept: {clause}}}, moved: {clause}, handover: switch}}}}"
    judged = judge(agreed, [MQL, owner("p1", "lara", 11)])
    assert {each.commitment: each.due_at for each in clocks(judged)} == {
        "kept": instant(hour(12)), "moved": instant(hour(13)),
    }  # fmt: skip
    assert len(by_subject(judged)) == 1


def by_day(name: str, day: float) -> Line:
    return ("p1", day, "attribute", "owner", name, BY_DAY)


SWITCH = "whose: owner, handover: switch"


def test_a_change_of_owner_on_a_day_leaves_open_whose_calendar_counts(judge: Judge) -> None:
    """Eve's two hours end on Monday at 11:00 and on Tuesday at 06:00."""
    facts = [owner("p1", "eve", 9, 1), MQL]
    call = ("p1", hour(15), "attempt", "call")
    assert states(judge(text(SWITCH), [*facts, by_day("lara", MONDAY), call])) == ["undecidable"]
    assert states(judge(text(SWITCH), [*facts, by_day("eve", MONDAY), call])) == ["met"]
    nobody_s = [by_day("paul", MONDAY), owner("p1", "eve", 9)]
    assert states(judge(text(SWITCH), [*nobody_s, MQL, call])) == ["undecidable"]
    assert states(judge(text("whose: owner"), [*facts, by_day("lara", 5), CALL])) == ["met"]


def test_a_change_of_owner_on_a_day_after_the_time_or_the_end_changes_nothing(judge: Judge) -> None:
    facts = [owner("p1", "eve", 9), MQL]
    for day in (5, 6):
        assert states(judge(text(SWITCH), [*facts, by_day("lara", day), CALL])) == ["met"]
    assert states(judge(text(SWITCH), [*facts, by_day("lara", 6)])) == ["breached_open"]
    assert states(judge(text(SWITCH, "9 business days"), [*facts, by_day("lara", 6), CALL])) == ["met"]


def test_a_start_on_the_day_of_a_handover_leaves_open_whose_calendar_counts(judge: Judge) -> None:
    facts = [owner("p1", "eve", 9, 1), ("p1", MONDAY, "move", "mql", BY_DAY), owner("p1", "lara", 10)]
    for clause in ("whose: owner", SWITCH):
        assert states(judge(text(clause), facts)) == ["undecidable"]
