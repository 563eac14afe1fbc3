"""Business time as relations: calendars cut into pieces, and the queries that read them.

B(t) is linear between two openings, so a calendar becomes pieces on which ``B(t) = total + pace * (t - from_ts)``.
The pieces are cut once more at every UTC day (``day_pieces``), and for the inverses at every 8 hours of open time
(``open_pieces``): then each question finds its piece by equality, which every engine does with a hash table. The
meaning is that of ``worktime.measure``; a property test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.compose import bind, composed_once, read_query, rename_table
from tripact.evaluate.parameters import Relation
from tripact.worktime.axis import Axis
from tripact.worktime.dated import END
from tripact.worktime.instant import DAY, HOUR

BUCKET = 8 * HOUR
"""Open time of a bucket of ``open_pieces``; business_time_due.sql and business_time_breach.sql say it too."""

Axes = Mapping[int, Axis]
"""Calendars by the number that stands in the relations."""

Piece = tuple[int, int, int, int]
"""From an instant until before another one, the total at its beginning, and the pace: 1 open, 0 closed."""


def calendar_relations(axes: Axes) -> dict[str, Relation]:
    """Return the calendars as relations by name: ``open_spans``, ``day_pieces`` and ``open_pieces``."""
    return {"open_spans": open_spans(axes), "day_pieces": day_pieces(axes), "open_pieces": open_pieces(axes)}


def open_spans(axes: Axes) -> Relation:
    """Return (calendar, s, e, len, cum) of every open span, with the open time before it."""
    opened = ((number, axis.open_time(s), s, e) for number, axis in axes.items() for s, e in _spans(axis))
    columns = dict.fromkeys(("calendar", "s", "e", "len", "cum"), "bigint")
    return Relation(columns, tuple((number, s, e, e - s, cum) for number, cum, s, e in opened))  # type: ignore[arg-type]


def day_pieces(axes: Axes) -> Relation:
    """Return the pieces of B cut at UTC midnights: (calendar, day, from_ts, until_ts, total, pace)."""
    columns = dict.fromkeys(("calendar", "day", "from_ts", "until_ts", "total", "pace"), "bigint")
    return Relation(columns, tuple((number, *row) for number, axis in axes.items() for row in _by_day(axis)))  # type: ignore[arg-type]


def open_pieces(axes: Axes) -> Relation:
    """Return the open pieces cut every 8 open hours: (calendar, bucket, from_total, until_total, from_ts)."""
    columns = dict.fromkeys(("calendar", "bucket", "from_total", "until_total", "from_ts"), "bigint")
    return Relation(columns, tuple((number, *row) for number, axis in axes.items() for row in _by_total(axis)))  # type: ignore[arg-type]


def open_time(points: str, t: str = "t", gives: str = "b") -> exp.Query:
    """Return a relation (with a column ``calendar``) and the open time before the instant in its column ``t``."""
    return asked("business_time_at", "points", points, {"t": t}, gives)


def due_at(targets: str, b: str = "b", gives: str = "due_at") -> exp.Query:
    """Return a relation and the earliest instant with as much open time before it as its column ``b`` says."""
    return asked("business_time_due", "targets", targets, {"b": b}, gives)


def breach_after(targets: str, b: str = "b", gives: str = "breach_after") -> exp.Query:
    """Return a relation and the latest instant with as much open time before it as its column ``b`` says."""
    return asked("business_time_breach", "targets", targets, {"b": b}, gives)


class Counting(NamedTuple):
    """How open time is asked for: each gives a relation with the answer as a further column.

    Attributes:
        open_time: The open time before the instant in a column.
        due_at: The earliest instant with as much open time before it as a column says.
        breach_after: The latest such instant.
    """

    open_time: Callable[[str, str, str], exp.Query]
    due_at: Callable[[str, str], exp.Query]
    breach_after: Callable[[str, str], exp.Query]


PLAIN = Counting(open_time, due_at, breach_after)
"""By the calendar that stands in the row."""


@composed_once
def clock_trees(counting: Counting = PLAIN) -> dict[str, exp.Query]:
    """Return the steps from ``clocks`` and ``pauses`` to ``business_time_clocks``, by name.

    ``clocks(calendar, id, start_ts, stop_ts, amount)`` has one row an id, amounts in milliseconds; ``stop_ts`` may be
    null and is not before ``start_ts``. ``pauses(id, from_ts, until_ts)`` may overlap; an open one has no end.
    """
    total = counting.open_time
    return {
        "business_time_pauses": bind(read_query("business_time_pauses"), {"end": END}),
        "pauses_begun": total("business_time_pauses", "from_ts", "began"),
        "paused_clocks": total("pauses_begun", "until_ts", "ended"),
        "clocks_begun": total("clocks", "start_ts", "start_total"),
        "begun_clocks": total("clocks_begun", "stop_ts", "stop_total"),
        "business_time_totals": read_query("business_time_totals"),
        "clocks_due": counting.due_at("business_time_totals", "due_total"),
        "dated_clocks": counting.breach_after("clocks_due", "breach_total"),
        "business_time_clocks": read_query("business_time_clocks"),
    }


def asked(step: str, reads: str, relation: str, columns: Mapping[str, str], gives: str) -> exp.Query:
    """Return a step over another relation and column, its answer under another name."""
    query = rename_table(read_query(step), reads, relation)
    query = bind(query, {name: exp.column(column, "q") for name, column in columns.items()})
    answer = query.expressions[-1]
    answer.set("alias", exp.to_identifier(gives))
    return query


def _spans(axis: Axis) -> Iterator[tuple[int, int]]:
    """The open spans of the whole axis."""
    for start, end in axis.spans(axis.since, axis.until):
        assert end is not None
        yield start, end


def _pieces(axis: Axis) -> Iterator[Piece]:
    """The pieces of B from the beginning of the axis to its end, open and closed ones in turn."""
    closed_from, total = axis.since, axis.open_time(axis.since)
    for start, end in _spans(axis):
        yield closed_from, start, total, 0
        yield start, end, total, 1
        closed_from, total = end, total + end - start
    yield closed_from, axis.until + 1, total, 0


def _by_day(axis: Axis) -> Iterator[tuple[int, ...]]:
    for start, end, total, pace in _pieces(axis):
        for first, last in _cut(start, end, DAY):
            yield first // DAY, first, last, total + pace * (first - start), pace


def _by_total(axis: Axis) -> Iterator[tuple[int, ...]]:
    for start, end, total, pace in _pieces(axis):
        for first, last in _cut(total, total + pace * (end - start), BUCKET):
            yield first // BUCKET, first, last, start + first - total


def _cut(start: int, end: int, every: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at the multiples of a number."""
    if start < end:
        inner = range((start // every + 1) * every, end, every)
        yield from pairwise([start, *inner, end])
