"""The phases of the lifecycle that are measured, each a function for a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from bench.lifecycle_facts import AFTER, BEFORE, lay_facts, show_last_day
from bench.rules import RuleName
from bench.sizes import Size
from tripact.agreement.agreement import Agreement
from tripact.agreement.load import parse_agreement
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.kept import KEPT
from tripact.evaluate.round import Round
from tripact.evaluate.visible import Moment
from tripact.examples import template
from tripact.ledger.columnar import open_copy

Figures = dict[str, float]
COPY = "lifecycle.duckdb"
_FACTS = ("attributes", "signals", "moves", "attempts", "links", "identities", "consents", "handoffs", "deals",
          "milestones", "answers", "usage")  # fmt: skip


def lay(folder: Path, _rule: RuleName) -> Figures:
    """Make the year of facts; not part of any figure."""
    with _copy(folder, anew=True) as connection:
        start = perf_counter()
        facts = lay_facts(connection, _size(folder))
        return {"seconds": perf_counter() - start, "facts": facts}


def sort(folder: Path, _rule: RuleName) -> Figures:
    """The rival: read every relation and sort it by subject and time, with nothing judged."""
    with _copy(folder) as connection:
        start, cpu = perf_counter(), process_time()
        for name in _FACTS:
            connection.execute(
                f"create temporary table sorted_{name} as select * from ledger.{name}"
                " order by coalesce(person, account, deal), ts, seq"
            )
        return _took(start, cpu, {})


def whole(folder: Path, _rule: RuleName) -> Figures:
    """Judge everybody, the day before the last."""
    with _copy(folder) as connection:
        return _round(connection, BEFORE)


def day(folder: Path, _rule: RuleName) -> Figures:
    """Bring the verdicts up to the last day, whose facts come now."""
    with _copy(folder) as connection:
        fresh = show_last_day(connection, _size(folder))
        connection.execute("checkpoint")
        figures = _round(connection, AFTER)
        start = perf_counter()
        Round(_agreement(), DuckdbEngine(connection), Moment(AFTER, AFTER)).settle()
        return {**figures, "fresh": fresh, "settling": perf_counter() - start}


def again(folder: Path, _rule: RuleName) -> Figures:
    """Judge everybody with the last day, and count the verdicts in which the two ways differ."""
    with _copy(folder) as connection:
        connection.execute("create schema found")
        for kept in KEPT:
            connection.execute(f"create table found.{kept.name} as select * from {kept.table}")
        connection.execute("drop schema verdicts cascade")
        figures = _round(connection, AFTER)
        return {**figures, "differing": sum(_differing(connection, kept.name, kept.table) for kept in KEPT)}


def _round(connection: duckdb.DuckDBPyConnection, moment: int) -> Figures:
    agreement = _agreement()
    start, cpu = perf_counter(), process_time()
    outcome = Round(agreement, DuckdbEngine(connection), Moment(moment, moment)).run()
    counts = {"verdicts": float(sum(outcome.counts.values())), "touched": float(outcome.touched or 0)}
    return _took(start, cpu, {**counts, **{f"of {name}": float(rows) for name, rows in outcome.counts.items()}})


def _took(start: float, cpu: float, figures: Figures) -> Figures:
    return {**figures, "seconds": perf_counter() - start, "judging": process_time() - cpu}


def _differing(connection: duckdb.DuckDBPyConnection, name: str, table: str) -> int:
    """Count the rows that only one way gave; doubles are compared to a millionth."""
    columns = connection.execute(f"select column_name, column_type from (describe {table})").fetchall()
    shown = ", ".join(f"round({column}, 6)" if kind == "DOUBLE" else column for column, kind in columns)
    one, other = f"select {shown} from found.{name}", f"select {shown} from {table}"
    ((count,),) = connection.execute(
        f"select count(*) from (({one} except all {other}) union all ({other} except all {one}))"
    ).fetchall()
    return int(count)


def _agreement() -> Agreement:
    agreement = parse_agreement(template("b2b"), "b2b").agreement
    assert agreement is not None
    return agreement


def _size(folder: Path) -> Size:
    signals, people = folder.name.split("-")
    return Size(int(signals), int(people))


@contextmanager
def _copy(folder: Path, *, anew: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    path = folder / COPY
    if anew:
        path.unlink(missing_ok=True)
    connection = open_copy(path)
    try:
        yield connection
    finally:
        connection.close()


PHASES: dict[str, Callable[[Path, RuleName], Figures]] = {
    "lay": lay,
    "sort": sort,
    "whole": whole,
    "day": day,
    "again": again,
}
