"""When the facts that clocks stand on were recorded: their moments do not say it."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import read_query


def fact_records() -> exp.Query:
    """Return the relation (seq, person, ts, recorded_at) of the visible facts that clocks can name."""
    return read_query("fact_records", "tripact.report")
