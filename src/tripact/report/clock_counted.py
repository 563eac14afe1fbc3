"""The instant at which a clock counts: one definition for the report, the list and the causes."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.report.clock_options import ClockOptions
from tripact.worktime.dated import BEGINNING, END


def clock_counted(options: ClockOptions, as_of: int) -> exp.Query:
    """Return the relation (id, counted_at) of the clocks."""
    bound: dict[str, Literal] = {"by_verdict": options.counted == "verdict", "as_of": as_of}
    return bind(read_query("clock_counted", "tripact.report"), {**bound})


def period_bounds(options: ClockOptions) -> dict[str, Literal]:
    """Return the period asked for as placeholders: ``since`` and the first instant after it, ``until``."""
    return {
        "since": BEGINNING if options.since is None else options.since,
        "until": END if options.until is None else options.until,
    }
