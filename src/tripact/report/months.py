"""The calendar month, in the agreement's zone, in which each pass of a journey began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlglot import exp

from tripact.evaluate.compose import chain, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.worktime.instant import local_date, midnight, years_in


def months(evaluation: Evaluation) -> exp.Query:
    """Return the relation (journey, pass, label) of months such as ``2026-03``."""
    periods = values_relation({"label": "text", "from_ts": "bigint", "until_ts": "bigint"}, tuple(_periods(evaluation)))
    return chain(read_query("months", "tripact.report"), {"periods": periods})


def _periods(evaluation: Evaluation) -> Iterator[tuple[str, int, int]]:
    """Yield (label, from, until) of every month from the first beginning to the last, of the years that can be."""
    first, last = evaluation.rows("entries", "min(reached_at)", "max(reached_at)")[0]
    if first is None:
        return
    zone = evaluation.agreement.zone
    earliest, latest = years_in(zone)
    first, last = max(int(str(first)), earliest), min(int(str(last)), latest)
    day = local_date(int(str(first)), zone).replace(day=1)
    while (start := midnight(day, zone)) <= int(str(last)):
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield f"{day:%Y-%m}", start, midnight(after, zone)
        day = after
