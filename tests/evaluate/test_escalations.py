"""Warnings and escalation: when a level is reached, and what keeps it from being reached (CLK-6, methods §4.1)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.evaluate import clock_machine as machine
from tests.evaluate.clocks import MONDAY, MQL, WAITING, commitment, hour, waits
from tests.evaluate.judging import Court, Judged
from tests.evaluate.ledgers import day_of, instant
from tests.evaluate.test_clock_properties import FIRST, UNITS, ZONE, crowd, whole
from tests.evaluate.test_clock_properties import text as all_units
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.escalations import Escalation
from tripact.worktime.deadline import deadline, measure_of
from tripact.worktime.duration import parse_duration

Judge = Callable[..., Judged]

LADDER = ", owner: sdr, warn: [50%, 75%], escalate: [{at: 100%, notify: [boss, ops]}, {at: 150%, reassign: true}]"
PARTIES = "parties: {sdr: {manager: boss}, ops: {}}"
PERCENTS = (25, 50, 100, 150, 300)


def text(clause: str = WAITING) -> str:
    return commitment(clause + LADDER, PARTIES)


def levels(judged: Judged) -> list[Escalation]:
    return Clocks(judged.evaluation).escalations()


def moments(found: Judged | list[Escalation]) -> dict[int, float | None]:
    """The day after which each level is reached."""
    every = levels(found) if isinstance(found, Judged) else found
    return {each.percent: None if each.fires_after is None else day_of(each.fires_after) for each in every}


def states(found: Judged | list[Escalation]) -> dict[int, str]:
    return {each.percent: each.state for each in (levels(found) if isinstance(found, Judged) else found)}


def test_a_level_is_reached_when_its_share_of_the_time_is_used_up(judge: Judge) -> None:
    judged = levels(judge(text(), [MQL], hour(11.75)))
    assert moments(judged) == {50: hour(11), 75: hour(11.5), 100: hour(12), 150: hour(13)}
    assert states(judged) == {50: "reached", 75: "reached", 100: "ahead", 150: "ahead"}


def test_who_is_told_stands_in_the_agreement_and_a_warning_goes_to_who_must_act(judge: Judge) -> None:
    found = [(each.kind, each.percent, each.told, each.reassign) for each in levels(judge(text(), [MQL], hour(11)))]
    assert found == [
        ("warn", 50, "sdr", 0), ("warn", 75, "sdr", 0), ("escalate", 100, "boss, ops", 0), ("escalate", 150, "", 1)
    ]  # fmt: skip


def test_a_level_fires_strictly_after_its_instant(judge: Judge) -> None:
    assert states(judge(text(), [MQL], hour(11)))[50] == "ahead"
    assert states(judge(text(), [MQL], hour(11) + 1 / 86_400_000))[50] == "reached"


def test_a_level_that_ends_at_closing_fires_when_business_goes_on(judge: Judge) -> None:
    friday = levels(judge(text(), [("p1", hour(15, 1), "move", "mql")], hour(8.9)))
    assert moments(friday)[100] == hour(9)
    assert states(friday) == {50: "reached", 75: "reached", 100: "ahead", 150: "ahead"}


def test_a_clock_that_stopped_is_spared_the_levels_after(judge: Judge) -> None:
    facts = [MQL, ("p1", hour(11.25), "attempt", "call")]
    assert states(judge(text(), facts)) == {50: "reached", 75: "spared", 100: "spared", 150: "spared"}


def test_a_stop_in_the_instant_of_a_level_spares_it(judge: Judge) -> None:
    facts = [MQL, ("p1", hour(11), "attempt", "call")]
    assert states(judge(text(), facts))[50] == "spared"


def test_a_cancelled_clock_is_spared_and_what_was_reached_stays(judge: Judge) -> None:
    clause = "starts: stage mql, stops: attempt, cancels: left mql, within: 2 business hours"
    facts = [MQL, ("p1", hour(11.6), "move", "lost")]
    assert states(judge(text(clause), facts)) == {50: "reached", 75: "reached", 100: "spared", 150: "spared"}


def test_a_pause_moves_the_levels_after_it(judge: Judge) -> None:
    judged = judge(text(), [MQL, *waits(11.25, 14.25)])
    assert moments(judged) == {50: hour(11), 75: hour(14.5), 100: hour(15), 150: hour(16)}


def test_pauses_that_overlap_move_a_level_once(judge: Judge) -> None:
    out = [("p1", hour(11.5), "consent", "withdrawn"), ("p1", hour(13.25), "consent", "given")]
    assert moments(judge(text(), [MQL, *waits(11.25, 12.25), *out]))[75] == hour(13.5)


def test_a_paused_clock_reaches_nothing_more_until_it_goes_on(judge: Judge) -> None:
    judged = levels(judge(text(), [MQL, *waits(11.25, None)], hour(16)))
    assert moments(judged) == {50: hour(11), 75: None, 100: None, 150: None}
    assert states(judged) == {50: "reached", 75: "ahead", 100: "ahead", 150: "ahead"}


def test_a_clock_that_cannot_be_decided_fires_nothing(judge: Judge) -> None:
    judged = judge(text(), [("p1", MONDAY, "move", "mql", {"by_day": True})], hour(9.5, MONDAY + 1))
    assert set(states(judged).values()) == {"undecidable"}


def test_a_clock_that_was_kept_before_it_began_is_spared(judge: Judge) -> None:
    early = ("p1", hour(9), "attempt", "call")
    clause = commitment(WAITING + LADDER, PARTIES + "\ncontact: {preceding: 24 elapsed hours}")
    assert set(states(judge(clause, [early, MQL])).values()) == {"spared"}


def test_levels_of_days_are_shares_of_the_time_until_the_end_of_the_day(judge: Judge) -> None:
    clause = "starts: stage mql, stops: attempt, within: 1 business days"
    judged = judge(text(clause), [("p1", hour(13), "move", "mql")])
    # four open hours on Monday and eight on Tuesday
    assert moments(judged) == {50: hour(11, 5), 75: hour(14, 5), 100: hour(9, 6), 150: hour(15, 6)}
    wall = judge(text("starts: stage mql, stops: attempt, within: 1 days"), [("p1", hour(12), "move", "mql")])
    assert moments(wall) == {50: hour(6, 5), 75: hour(15, 5), 100: hour(24, 5), 150: hour(18, 6)}


def test_a_stop_known_by_its_day_is_judged_as_the_verdict_is(judge: Judge) -> None:
    clause = "starts: stage mql, stops: attempt, within: 2 days"
    facts = [("p1", MONDAY, "move", "mql"), ("p1", MONDAY + 2, "attempt", "call", {"by_day": True})]
    assert states(judge(text(clause), facts)) == {50: "reached", 75: "spared", 100: "spared", 150: "spared"}


def test_a_rolled_day_is_broken_where_its_verdict_says(judge: Judge) -> None:
    clause = "starts: stage mql, stops: attempt, within: 1 days rolled"
    judged = judge(text(clause), [("p1", hour(12, 1), "move", "mql")])
    (clock,) = Clocks(judged.evaluation).rows()
    assert clock.breach_after is not None
    found = moments(judged)
    assert found[100] == day_of(clock.breach_after) == hour(17)
    assert found[50] == day_of((instant(hour(12, 1)) + clock.breach_after) // 2)


def decided(level: int, started: float, day: float = hour(11.01)) -> tuple[object, ...]:
    return ("p1", day, "decision", "warn", {"about": "answer", "level": level, "started_at": instant(started)})


def fired(judged: Judged) -> list[int]:
    return [each.percent for each in levels(judged) if each.fired_at is not None]


def test_what_was_recorded_as_fired_stays_fired_though_late_facts_move_the_level(judge: Judge) -> None:
    late = [("p1", hour(10.5), "attempt", "call", {"recorded": hour(12)})]
    judged = judge(text(), [MQL, decided(50, hour(10)), *late], hour(13))
    known = {each.percent: (each.state, each.fired_at is not None) for each in levels(judged)}
    assert known[50] == ("spared", True)
    assert fired(judge(text(), [MQL, decided(50, hour(10))], hour(11))) == []


def test_a_run_whose_start_was_restated_keeps_what_was_fired_for_it(judge: Judge) -> None:
    earlier = ("p1", hour(9.5), "move", "mql", {"recorded": hour(12)})
    assert fired(judge(text(), [earlier, MQL, decided(50, hour(10))])) == [50]


def test_another_run_is_another_ladder(judge: Judge) -> None:
    facts = [MQL, decided(50, hour(10)), ("p1", hour(11.5), "attempt", "call"), ("p1", hour(12), "move", "lead"),
             ("p1", hour(13), "move", "mql")]  # fmt: skip
    assert [(each.run, each.percent) for each in levels(judge(text(), facts)) if each.fired_at] == [(1, 50)]


def laddered() -> str:
    """One clock for each unit, with the same ladder."""
    steps = ", ".join(f"{{at: {percent}%, notify: ops}}" for percent in PERCENTS)
    named = all_units().replace("pauses:", f"escalate: [{steps}], pauses:")
    return f"parties: {{ops: {{}}}}\n{named}"


def test_any_level_is_the_scalar_deadline_of_its_share(engine: Court) -> None:
    histories = crowd(21, 80)
    as_of = FIRST + 9
    judged = engine.judge(laddered(), whole(histories), as_of, zone=ZONE)
    clocks = Clocks(judged.evaluation)
    runs, axis = {each.id: each for each in clocks.rows()}, clocks.axes[1]
    pauses = {who: list(machine.pauses_of(machine.at_instants(events, as_of))) for who, events in histories.items()}
    found = clocks.escalations()
    assert len(found) == len(PERCENTS) * len(runs) > 500
    for each in found:
        clock = runs[each.clock]
        duration = parse_duration(UNITS[each.commitment])
        until = clock.stopped_at
        mine = [span for span in pauses[judged.name(each.journey)] if until is None or span.start < until]
        if each.percent == 100:
            expected = deadline(clock.started_at, duration, axis, mine).breach_after
            assert (each.state == "reached") == (clock.state in ("met_late", "breached_open")), each
        else:
            amount = clock.amount * each.percent // 100
            expected = measure_of(duration, axis).breach_after(clock.started_at, amount, mine)
        if each.commitment != "rolled":
            assert each.fires_after == expected, each
    judged.evaluation.close()


def test_the_levels_of_a_clock_rise_and_are_reached_in_order(on_duckdb: Court) -> None:
    judged = on_duckdb.judge(laddered(), whole(crowd(22, 80)), FIRST + 9, zone=ZONE)
    found = Clocks(judged.evaluation).escalations()
    for clock in {each.clock for each in found}:
        mine = [each for each in found if each.clock == clock]
        assert [each.percent for each in mine] == list(PERCENTS)
        told = [each.fires_after for each in mine if each.fires_after is not None]
        assert told == sorted(told)
        reached = [each.state == "reached" for each in mine]
        assert reached == sorted(reached, reverse=True)
    judged.evaluation.close()


def test_without_a_ladder_there_are_no_levels(judge: Judge) -> None:
    assert levels(judge(commitment(WAITING), [MQL])) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_looking_later_reaches_more_and_takes_nothing_back(on_duckdb: Court, seed: int) -> None:
    lines, chance = whole(crowd(seed, 60)), random.Random(seed)
    before: set[tuple[object, ...]] = set()
    for day in sorted(FIRST + chance.uniform(0, 12) for _ in range(4)):
        judged = on_duckdb.judge(laddered(), lines, day, zone=ZONE)
        now = {(each.journey, each.commitment, each.started_at, each.percent)
               for each in levels(judged) if each.state == "reached"}  # fmt: skip
        assert before <= now
        before = now
        judged.evaluation.close()
    assert len(before) > 100
