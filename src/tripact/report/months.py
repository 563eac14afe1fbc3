"""The calendar month, in the agreement's zone, in which each pass of a journey began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from sqlglot import exp

from tripact.evaluate.compose import chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.worktime.instant import local_date, midnight, of_datetime


def months(evaluation: Evaluation) -> exp.Query:
    """Return the relation (journey, pass, label) of months such as ``2026-03``."""
    periods = values_relation({"label": "text", "from_ts": "bigint", "until_ts": "bigint"}, tuple(_periods(evaluation)))
    return chain(read_query("months", "tripact.report"), {"periods": periods})


_EARLIEST, _LATEST = of_datetime(datetime(1900, 1, 1, tzinfo=UTC)), of_datetime(datetime(2200, 1, 1, tzinfo=UTC))
"""Dates outside are slips of a keyboard or an empty field, and belong to no month worth a row."""


def _periods(evaluation: Evaluation) -> Iterator[tuple[str, int, int]]:
    """Yield (label, from, until) of every month from the first beginning to the last."""
    first, last = evaluation.rows("entries", "min(reached_at)", "max(reached_at)")[0]
    if first is None:
        return
    zone = evaluation.agreement.zone
    first, last = max(int(str(first)), _EARLIEST), min(int(str(last)), _LATEST)
    day = local_date(int(str(first)), zone).replace(day=1)
    while (start := midnight(day, zone)) <= int(str(last)):
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield f"{day:%Y-%m}", start, midnight(after, zone)
        day = after
