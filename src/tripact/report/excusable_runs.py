"""The runs of the clock that a proposed excuse is said of, and which of them it names."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, read_query, rename_table, values_relation
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.linked import keys_of
from tripact.evaluate.proposed import LAST
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment, merges, survivors
from tripact.ledger.facts import Fact
from tripact.ledger.relations import RELATIONS
from tripact.report.clock_rows import clock_rows
from tripact.report.journeys import journey_keys
from tripact.worktime.instant import DAY


class ExcusableRun(NamedTuple):
    """A run of a clock.

    Attributes:
        run: Its number, by what is known now.
        started_at: When it started, UTC milliseconds.
        state: Its verdict.
        excuse: What became of its excuse; None if nobody claimed any.
        claimed_at: When that was claimed first.
        named: Whether the excuse names it.
    """

    run: int
    started_at: int
    state: str
    excuse: str | None
    claimed_at: int | None
    named: bool


def told_by(fact: Fact) -> int:
    """Return until when a fact was told at the latest: a day is told by its end."""
    return fact.occurred_at + (DAY - 1 if fact.precision == "day" else 0)


def excusable_runs(agreement: Agreement, engine: Engine, known_at: int, fact: Fact) -> list[ExcusableRun]:
    """Return the runs, by number, that had started when the excuse was told; none if there is no such clock.

    Args:
        agreement: The agreement.
        engine: Over the facts, without the excuse.
        known_at: Up to when facts were recorded, UTC milliseconds.
        fact: The excuse.
    """
    moment = Moment(told_by(fact), known_at)
    names = [(kind, name) for kind in ("person", "account", "deal") if (name := getattr(fact, kind)) is not None]
    try:
        keys = {key for _, name in names for key in journey_keys(engine, moment, name)}
    except TripactError:
        return []
    evaluation = Evaluation(agreement, engine, moment, Scope(only=tuple(sorted(keys))))
    try:
        query = bind(read_query("excusable_runs", "tripact.report"), {"said": LAST, "bare": LAST + 1})
        rows = clock_rows(Clocks(evaluation), query, _proposed(engine, moment, fact))
        return sorted(ExcusableRun(*row[:-1], bool(row[-1])) for row in rows)  # type: ignore[arg-type,call-arg]
    finally:
        evaluation.close()


def _proposed(engine: Engine, moment: Moment, fact: Fact) -> dict[str, exp.Query]:
    """Return the excuse by the runs it is said of, as if recorded last; once more with neither run nor start."""
    names = {kind: (kind, name) for kind in ("person", "account", "deal") if (name := getattr(fact, kind)) is not None}
    found, same = keys_of(engine, names.values()), survivors(engine.rows(merges(moment)))  # type: ignore[arg-type]
    whom = {kind: same.get(key, key) for kind, name in names.items() if (key := found.get(name)) is not None}
    said = {**json.loads(fact.body), **whom, "seq": LAST, "ts": fact.occurred_at, "recorded_at": LAST}
    said["day_precision"] = fact.precision == "day"
    bare = {**said, "seq": LAST + 1, "run": None, "started_at": None}
    columns = RELATIONS["excuses"]
    rows = [tuple(each.get(name) for name in columns) for each in (said, bare)]
    return {
        "proposed_excuses": values_relation(columns, rows),
        "proposed_clock": rename_table(read_query("clock_excuses"), "excuses", "proposed_excuses"),
    }
