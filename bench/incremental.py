"""Measure: ``python -m bench.incremental [--signals N] [--people N]``: one more day after most of a year of facts.

The kept verdicts are brought up to date by a round of everybody and by a round of the touched. What a
round reads is the columnar copy, so the facts are laid into it directly; filling it from a ledger is
measured by ``python -m bench``. Timing never fails anything; a different answer does.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

import duckdb

from bench.generate import chance, generate
from bench.sizes import HERE, Size
from tripact.agreement.agreement import Agreement
from tripact.agreement.load import parse_agreement
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.kept import KEPT
from tripact.evaluate.round import Outcome, Round
from tripact.evaluate.visible import Moment
from tripact.ledger.columnar import open_copy
from tripact.worktime.instant import DAY

BEFORE = int(datetime(2025, 11, 29, tzinfo=UTC).timestamp() * 1000)
"""As of the round before; people come until the end of November."""
AFTER = BEFORE + DAY
_CLOCKS = """
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
commitments:
  first_answer: {starts: stage lead, stops: [attempt, stage sal], calendar: office, within: 4 business hours}
  pursuit:
    starts: stage mql
    stops: [stage sal, stage disqualified]
    calendar: office
    needs: {attempts: 3, channels: 2}
    within: 5 business days
"""
_LAST_DAY = 1_000_000_000
_VALUES = ("industry", "employees", "region", "tech", "compliance", "seniority", "role")
_NUMBERED = "epoch_ms(ts) as ts, number + 1 as person"


class Took(NamedTuple):
    """What a round did, how long it took, and the CPU seconds of all threads."""

    outcome: Outcome
    seconds: float
    cpu: float


def main() -> None:
    """Measure and print the ratio."""
    size = _size()
    with TemporaryDirectory(dir=size.folder) as folder:
        generate(size, size.folder / "data")
        with open_copy(Path(folder) / "copy.duckdb") as connection:
            _lay_facts(connection, size.folder / "data")
            _compare(connection, size)


def _compare(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    agreement = _agreement()
    _show_facts(connection, BEFORE)
    first = _timed(agreement, connection, BEFORE)
    fresh = _show_facts(connection, AFTER)
    touched = _timed(agreement, connection, AFTER)
    start = perf_counter()
    Round(agreement, DuckdbEngine(connection), Moment(AFTER, AFTER)).settle()
    settled = perf_counter() - start
    _set_aside(connection)
    whole = _timed(agreement, connection, AFTER)
    ratio = touched.seconds / whole.seconds
    print(f"{size.text}, {sum(whole.outcome.counts.values()):,} verdicts; one day more: {fresh:,} facts")
    print(f"  everybody, the day before  {first.seconds:8.2f} s   cpu {first.cpu:8.2f} s")
    print(f"  everybody, with the day    {whole.seconds:8.2f} s   cpu {whole.cpu:8.2f} s")
    print(f"  the touched, {touched.outcome.touched or 0:9,}     {touched.seconds:8.2f} s   cpu {touched.cpu:8.2f} s")
    print(f"  touched / everybody: {ratio:.3f} (at most 0.05); cpu {touched.cpu / whole.cpu:.3f}")
    print(f"  time of open clocks, when verdicts are read: {settled:.2f} s")
    _answers_agree(connection)


def _timed(agreement: Agreement, connection: duckdb.DuckDBPyConnection, moment: int) -> Took:
    start, cpu = perf_counter(), process_time()
    outcome = Round(agreement, DuckdbEngine(connection), Moment(moment, moment)).run()
    return Took(outcome, perf_counter() - start, process_time() - cpu)


def _set_aside(connection: duckdb.DuckDBPyConnection) -> None:
    """Move what the touched round left out of the way, so that the next one judges everybody."""
    connection.execute("create schema found")
    for kept in KEPT:
        connection.execute(f"create table found.{kept.name} as select * from {kept.table}")
    connection.execute("drop schema verdicts cascade")


def _answers_agree(connection: duckdb.DuckDBPyConnection) -> None:
    differing = {}
    for kept in KEPT:
        one, other = f"select * from found.{kept.name}", f"select * from {kept.table}"
        ((count,),) = connection.execute(
            f"select count(*) from (({one} except all {other}) union all ({other} except all {one}))"
        ).fetchall()
        differing[kept.name] = count
    if any(differing.values()):
        sys.exit(f"The verdicts differ: {differing}")


def _agreement() -> Agreement:
    text = (HERE / "agreement.yaml").read_text(encoding="utf-8") + _CLOCKS
    loaded = parse_agreement(text, "bench")
    if loaded.agreement is None:
        sys.exit("\n".join(map(str, loaded.issues)))
    return loaded.agreement


def _lay_facts(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Lay all facts aside, in the order of time, for ``_show_facts``."""
    people = f"'{data / 'people.parquet'}'"
    known = "join named p on p.id = person"
    connection.execute(
        f"create temporary table named as select id, row_number() over (order by id) - 1 as number from {people}"
    )
    connection.execute("insert into ledger.subjects select number + 1, 'person', id from named")
    sources = {
        "attributes": " union all ".join(
            f"select epoch_ms(captured) as ts, p.number + 1 as person, '{name}' as name, {name}::text as value,"
            f" {'employees::double' if name == 'employees' else 'null::double'} as number"
            f" from {people} q join named p on p.id = q.id where {name} is not null"
            for name in _VALUES
        ),
        "signals": f"select {_NUMBERED}, name as signal, topic from '{data / 'signals.parquet'}' {known}",
        "moves": f"select {_NUMBERED}, stage from '{data / 'moves.parquet'}' {known}",
        "attempts": _attempts(people),
    }
    for kind, (name, query) in enumerate(sources.items()):
        # the facts of the last day are recorded after all others
        last = f"case when ts > {BEFORE} then {_LAST_DAY} else 0 end"
        numbered = f"row_number() over (order by ts, person) * 4 + {kind} + {last} as seq"
        connection.execute(
            f"create table laid_{name} as select {numbered}, ts as recorded_at, false as day_precision, *"
            f" from ({query}) where ts <= {AFTER} order by ts, person"
        )


def _attempts(people: str) -> str:
    """Three quarters of the people are called or written to, up to four times, most within hours."""
    tries = [
        f"""select epoch_ms(captured) + ({number} * 90000000 + pow({chance("number", f"try {number}")}, 3) * 90000000
              )::bigint as ts, p.number + 1 as person, '{"call" if number % 2 else "email"}' as channel
            from {people} q join named p on p.id = q.id where {chance("number", "tried")} < {0.75 - number / 6}"""
        for number in range(4)
    ]
    return " union all ".join(tries)


def _show_facts(connection: duckdb.DuckDBPyConnection, until: int) -> int:
    """Copy the facts up to a moment that are not there yet; return how many they are."""
    fresh = 0
    for name in ("attributes", "signals", "moves", "attempts"):
        rows = f"from laid_{name} where ts <= {until} and ts > (select coalesce(max(ts), 0) from ledger.{name})"
        ((count,),) = connection.execute(f"select count(*) {rows}").fetchall()
        connection.execute(f"insert into ledger.{name} by name select * {rows} order by ts")
        fresh += count
    connection.execute(f"update ledger.copied set seq = {_LAST_DAY if until == BEFORE else 2 * _LAST_DAY}")
    return fresh


def _size() -> Size:
    parser = ArgumentParser(prog="python -m bench.incremental", description="One more day after a year of facts.")
    parser.add_argument("--signals", type=int, default=10_000_000)
    parser.add_argument("--people", type=int, default=1_000_000)
    arguments = parser.parse_args()
    size = Size(arguments.signals, arguments.people)
    size.folder.mkdir(parents=True, exist_ok=True)
    return size


if __name__ == "__main__":
    main()
