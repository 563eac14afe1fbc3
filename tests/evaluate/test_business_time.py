"""The relational form of business time: equal to the scalar one and to the brute force, on every engine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sqlglot import exp

from tests.evaluate.judging import Court, agreement
from tests.worktime.calendars import ANCHORS, SPANS, Sample, axis_of, pauses, samples
from tests.worktime.minutes import DAYS, BeyondWindow
from tripact.errors import TripactError
from tripact.evaluate import business_time as bt
from tripact.evaluate.business_time_calendars import axis_of as axis_of_clause
from tripact.evaluate.compose import chain, read_query
from tripact.evaluate.engine import Engine
from tripact.worktime.axis import Axis
from tripact.worktime.instant import DAY, HOUR, midnight
from tripact.worktime.measure import Pauses
from tripact.worktime.public_holidays import public_holidays
from tripact.worktime.span import Span

CLOCKS = dict.fromkeys(("calendar", "id", "start_ts", "stop_ts", "amount"), "bigint")
PAUSES = dict.fromkeys(("id", "from_ts", "until_ts"), "bigint")
POINTS = dict.fromkeys(("calendar", "id", "t"), "bigint")

Clock = tuple[int, int, int, int | None, int]
Answer = tuple[int | None, int | None, int | None]


def ask(engine: Engine, axes: dict[int, Axis], clocks: Sequence[Clock], stops: dict[int, Pauses]) -> dict[int, Answer]:
    """What the relational form says of each clock: due, breach after, elapsed."""
    for name, relation in bt.calendar_relations(axes).items():
        engine.load(name, *relation)
    engine.load("clocks", CLOCKS, clocks)
    engine.load("pauses", PAUSES, [(id_, *stop) for id_, each in stops.items() for stop in each])
    query = exp.select("id", "due_at", "breach_after", "elapsed").from_("business_time_clocks")
    return {row[0]: row[1:] for row in engine.rows(chain(query, bt.clock_trees()))}  # type: ignore[misc]


def scalar(axes: dict[int, Axis], clocks: Sequence[Clock], stops: dict[int, Pauses]) -> dict[int, Answer]:
    """What the scalar form says."""
    return {
        id_: (
            axes[calendar].due(start, amount, stops[id_]),
            axes[calendar].breach_after(start, amount, stops[id_]),
            None if stop is None else axes[calendar].elapsed(start, stop, stops[id_]),
        )
        for calendar, id_, start, stop, amount in clocks
    }


@settings(max_examples=25)
@given(samples(), st.data())
def test_scalar_relational_and_brute_force_agree(on_duckdb: Court, sample: Sample, data: st.DataObject) -> None:
    minutes, axis = sample.minutes(), sample.axis()
    start = sample.start + 60 * data.draw(st.integers(0, 12 * 1440))
    stop = start + 60 * data.draw(st.integers(0, 6 * 1440))
    amount = 60 * data.draw(st.integers(0, 2000))
    stops = data.draw(pauses(start))
    clock = (1, 7, start * 1000, stop * 1000, amount * 1000)
    spans = [Span(a * 1000, b * 1000) for a, b in stops]
    try:
        brute = (minutes.due(start, amount, stops), minutes.breach_after(start, amount, stops))
    except BeyondWindow:
        reject()
    elapsed = minutes.elapsed(start, stop, stops)
    found = ask(on_duckdb.engine, {1: axis}, [clock], {7: spans})
    assert found == scalar({1: axis}, [clock], {7: spans}) == {7: tuple(each * 1000 for each in (*brute, elapsed))}


def crowd(seed: int, count: int) -> tuple[dict[int, Axis], list[Clock], dict[int, Pauses]]:
    """Clocks on a calendar of every zone, to the millisecond, some paused, some paused still, some open."""
    chance = random.Random(seed)
    axes: dict[int, Axis] = {}
    for number, (zone, first) in enumerate(ANCHORS):
        weekly = {day: chance.choice(SPANS) for day in DAYS} | {"thu": [["09:00", "17:00"]]}
        axes[number] = axis_of([(None, {"zone": zone, "weekly": weekly})], first)
    clocks: list[Clock] = []
    stops: dict[int, Pauses] = {}
    for id_ in range(count):
        calendar = chance.randrange(len(ANCHORS))
        start = axes[calendar].since + 21 * DAY + chance.randrange(14 * DAY)
        stop = chance.choice([None, start + chance.randrange(5 * DAY)])
        amount = chance.choice([0, HOUR, 2 * HOUR, 8 * HOUR, 40 * HOUR, chance.randrange(90 * HOUR)])
        clocks.append((calendar, id_, start, stop, amount))
        begins = [start + chance.randrange(-HOUR, 3 * DAY) for _ in range(chance.choice([0, 0, 1, 2, 4]))]
        stops[id_] = [Span(a, chance.choice([None, *[a + chance.randrange(2 * DAY)] * 9])) for a in begins]
    return axes, clocks, stops


def test_a_crowd_of_clocks_on_every_engine(engine: Court) -> None:
    axes, clocks, stops = crowd(3, 2500)
    found = ask(engine.engine, axes, clocks, stops)
    expected = scalar(axes, clocks, stops)
    assert {id_: (found[id_], expected[id_]) for id_ in expected if found[id_] != expected[id_]} == {}
    assert sum(due is None for due, _, _ in expected.values()) > 50


def test_the_open_spans_carry_the_open_time_before_them(engine: Court) -> None:
    """The methods' own query over (s, e, len, cum), as a second reading of the same calendars."""
    axes, clocks, _ = crowd(5, 400)
    for name, relation in bt.calendar_relations(axes).items():
        engine.engine.load(name, *relation)
    engine.engine.load("points", POINTS, [(calendar, id_, start) for calendar, id_, start, _, _ in clocks])
    text = """
        with u as (
          select calendar, id, t as ts, cast(null as bigint) as s0, 1 as pass from points
          union all
          select calendar, cast(null as bigint), s, s, 0 from open_spans
        ), m as (
          select calendar, id, ts, max(s0) over (partition by calendar order by ts, pass
                 rows between unbounded preceding and current row) as s0 from u
        )
        select m.id, coalesce(i.cum + least(m.ts - i.s, i.len), 0) as b
        from m left join open_spans i on i.calendar = m.calendar and i.s = m.s0 where m.id is not null"""
    methods = dict(engine.engine.rows(exp.maybe_parse(text, dialect="duckdb")))  # type: ignore[arg-type]
    pieces = exp.select("id", "b").from_("asked")
    assert dict(engine.engine.rows(chain(pieces, {"asked": bt.open_time("points")}))) == methods  # type: ignore[arg-type]
    assert methods == {id_: axes[calendar].open_time(start) for calendar, id_, start, _, _ in clocks}


def test_beyond_the_expanded_calendar_there_is_no_answer(engine: Court) -> None:
    axis = axis_of([(None, {"zone": "Europe/Bratislava", "weekly": {"mon": [["09:00", "10:00"]]}})], ANCHORS[0][1])
    inside, late = axis.since + 30 * DAY, axis.until
    clocks: list[Clock] = [
        (1, 1, inside, None, 1000 * HOUR),
        (1, 2, axis.since - 1, inside, HOUR),
        (1, 3, late + 1, None, HOUR),
        (1, 4, inside, late + 1, HOUR),
        (2, 5, inside, inside, HOUR),
    ]
    found = ask(engine.engine, {1: axis}, clocks, {})
    assert {id_: row for id_, row in found.items() if id_ != 4} == {id_: (None, None, None) for id_ in (1, 2, 3, 5)}
    assert found[4][0] is not None
    assert found[4][2] is None


@pytest.mark.parametrize("step", ["at", "due", "breach", "pauses", "totals", "clocks"])
def test_a_step_declares_what_it_gives(step: str) -> None:
    module = __import__(f"tripact.evaluate.business_time_{step}", fromlist=["STEP"])
    named = [column for column in read_query(module.STEP.name).named_selects if column != "*"]
    assert named == list(module.STEP.outputs)


def test_the_calendars_of_an_agreement() -> None:
    """Slovak office hours with a frozen day, then Kathmandu; the zone of the first is the agreement's."""
    clauses = """calendars:
  support:
    from 2026-01-01:
      open: {mon-fri: "09:00-17:00", sat: "22:00-06:00"}
      holidays: {country: SK, closed: [2026-09-01], source: "the works agreement"}
      special: {2026-12-24: "09:00-12:00"}
    from 2027-01-01: {zone: Asia/Kathmandu, open: {mon-sun: "00:00-24:00"}}
"""
    read = agreement(clauses, "Europe/Bratislava")
    begins = midnight(date(2026, 1, 1), "Europe/Bratislava")
    axis = axis_of_clause(read.calendars["support"], read.zone, begins, begins + 365 * DAY)
    hours = {
        "2026-01-01": 0,  # New Year
        "2026-01-02": 8,
        "2026-01-03": 2,  # a Saturday, until its night is over the next morning
        "2026-01-04": 6,
        "2026-04-03": 0,  # Good Friday
        "2026-09-01": 0,
        "2026-11-17": 8,  # a working day by law
        "2026-12-24": 3,
    }
    for day, open_hours in hours.items():
        start = midnight(date.fromisoformat(day), "Europe/Bratislava")
        assert axis.elapsed(start, start + DAY) == open_hours * HOUR, day
    late = midnight(date(2027, 5, 2), "Asia/Kathmandu")
    assert axis.elapsed(late, late + 10 * DAY) == 240 * HOUR


def test_a_country_without_known_holidays_is_told() -> None:
    with pytest.raises(TripactError, match="No public holidays are known for 'XX'"):
        public_holidays("XX", None, [2026])
    with pytest.raises(TripactError, match="No public holidays are known for 'DE ZZ'"):
        public_holidays("DE", "ZZ", [2026])
    assert date(2026, 1, 6) in public_holidays("DE", "BY", [2026])
