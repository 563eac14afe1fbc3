"""The passes that a report speaks of."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query
from tripact.report.funnel_options import FunnelOptions


def cohort(options: FunnelOptions) -> exp.Query:
    """Return the relation (journey, pass, began_at) of the passes that began within the period."""
    return bind(read_query("cohort", "tripact.report"), options.period)
