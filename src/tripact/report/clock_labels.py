"""The value of a dimension for each clock."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query, values_relation
from tripact.report.clock_options import ClockOptions


def clock_labels(options: ClockOptions) -> exp.Query:
    """Return the relation (clock, label); it has no rows where nothing, or time, splits the clocks."""
    if options.split is None or options.timed:
        return values_relation({"clock": "bigint", "label": "text"}, ())
    return bind(read_query("clock_labels", "tripact.report"), {"dimension": options.split})
