"""The contestants: our relations in DuckDB, searchsorted over the same axes, and a library clock by clock."""

from __future__ import annotations

from datetime import datetime, time
from time import perf_counter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
from sqlglot import exp

from bench.clocks.sample import HOURS, Clocks, Ints
from tripact.evaluate import business_time as bt
from tripact.evaluate.compose import chain
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.worktime.axis import Axis
from tripact.worktime.instant import to_datetime


class Took(NamedTuple):
    """How long it took, and (calendar, clocks, kept, sum of elapsed) by calendar."""

    seconds: float
    answer: list[tuple[int, ...]]


def relational(axes: dict[int, Axis], given: Clocks) -> Took:
    """Evaluate and aggregate in DuckDB; loading the facts is not counted, the calendars are."""
    connection = duckdb.connect()
    engine = DuckdbEngine(connection)
    ids = np.arange(len(given.start))
    paused = given.pause_until > given.pause_from
    _table(connection, "clocks", calendar=given.calendar, id=ids, start_ts=given.start, stop_ts=given.stop,
           amount=given.amount)  # fmt: skip
    _table(connection, "pauses", id=ids[paused], from_ts=given.pause_from[paused], until_ts=given.pause_until[paused])
    start = perf_counter()
    for name, relation in bt.calendar_relations(axes).items():
        engine.load(name, *relation)
    kept = "sum(case when c.stop_ts <= b.breach_after then 1 else 0 end)"
    query = exp.select("b.calendar", "count(*)", f"cast({kept} as bigint)", "cast(sum(b.elapsed) as bigint)")
    query = query.from_("business_time_clocks as b").join("clocks as c", on="c.id = b.id")
    rows = engine.rows(chain(query.group_by("b.calendar").order_by("b.calendar"), bt.clock_trees()))
    return Took(perf_counter() - start, [tuple(int(str(value)) for value in row) for row in rows])


def vectorised(axes: dict[int, Axis], given: Clocks) -> Took:
    """The same with numpy: two searches for each instant, one for each deadline."""
    start = perf_counter()
    answer = [_calendar(number, axis, given, given.calendar == number) for number, axis in axes.items()]
    return Took(perf_counter() - start, answer)


def one_by_one(given: Clocks, size: int) -> float:
    """Return the seconds that ``businesstimedelta`` takes for each clock: elapsed time and deadline, pauses left out.

    Raises:
        ImportError: If the library is not installed.
    """
    import businesstimedelta  # type: ignore[import-not-found]

    rules = [_rules(businesstimedelta, hours) for hours in HOURS[:3]]
    chosen = np.flatnonzero(given.calendar < len(rules))[:size]
    moments = [(rules[c], _wall(s, c), _wall(e, c)) for c, s, e in _numbers(given, chosen)]
    amounts = [int(given.amount[n]) // 3_600_000 for n in chosen]
    start = perf_counter()
    for (rule, begun, ended), hours in zip(moments, amounts, strict=True):
        _ = rule.difference(begun, ended)
        _ = begun + businesstimedelta.BusinessTimeDelta(rule, hours=hours)
    return (perf_counter() - start) / len(chosen)


def _table(connection: duckdb.DuckDBPyConnection, name: str, **columns: Ints) -> None:
    connection.register("given", columns)
    connection.execute(f"create table {name} as select * from given")
    connection.unregister("given")


def _calendar(number: int, axis: Axis, given: Clocks, mine: Any) -> tuple[int, ...]:
    rows = bt.open_spans({number: axis}).rows
    begins, ends, before = (np.array([row[at] for row in rows], dtype=np.int64) for at in (1, 2, 4))
    totals = before + ends - begins

    def total(at: Ints) -> Ints:
        place = np.searchsorted(begins, at, side="right") - 1
        return np.where(place < 0, before[0], before[place] + np.minimum(at, ends[place]) - begins[place])

    start, stop, amount = total(given.start[mine]), total(given.stop[mine]), given.amount[mine]
    began, ended = total(given.pause_from[mine]), total(given.pause_until[mine])
    ran, paused = began - start, ended - began
    target = start + amount + np.where(ran <= amount, paused, 0)
    place = np.searchsorted(totals, target, side="right")
    breach = begins[place] + target - before[place]
    elapsed = stop - start - np.maximum(np.minimum(ended, stop) - began, 0)
    return number, int(mine.sum()), int((given.stop[mine] <= breach).sum()), int(elapsed.sum())


def _rules(library: Any, hours: Any) -> Any:
    working = [
        library.WorkDayRule(start_time=time(start // 60), end_time=time(end // 60), working_days=[day])
        for day, spans in enumerate(hours.week)
        for start, end in spans
    ]
    return library.Rules(working)


def _numbers(given: Clocks, chosen: Ints) -> list[tuple[int, int, int]]:
    columns = (column[chosen].tolist() for column in (given.calendar, given.start, given.stop))
    return list(zip(*columns, strict=True))


def _wall(instant: int, calendar: int) -> datetime:
    """The library counts on the wall, without zones."""
    zone = ZoneInfo(HOURS[calendar].zone)
    return to_datetime(instant, "UTC").astimezone(zone).replace(tzinfo=None)
