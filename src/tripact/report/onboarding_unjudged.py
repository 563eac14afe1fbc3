"""Who should have been onboarded in time, and nothing known says whether the promise applies to them."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_rows import clock_rows
from tripact.report.heading import bounds


def unjudged(clocks: Clocks, options: ClockOptions, commitment: str) -> tuple[str, ...]:
    """Return the ids of those without a clock of the commitment, though its start happened to them."""
    bound = {**bounds((options.since, options.until)), "commitment": commitment}
    rows = clock_rows(clocks, bind(read_query("onboarding_unjudged", "tripact.report"), bound))
    return tuple(str(subject) for (subject,) in rows)


def undecidable(clocks: Clocks, options: ClockOptions, commitment: str) -> tuple[str, ...]:
    """Return the ids of those whose clock cannot be decided, because a fact behind it is known by the day only."""
    bound = bounds((options.since, options.until))
    query = (
        exp.select("s.id")
        .distinct()
        .from_("commitments as c")
        .join("ledger.subjects as s", on="s.key = c.journey")
        .where("c.state = 'undecidable'")
        .where(exp.EQ(this=exp.column("commitment", "c"), expression=literal(commitment)))
        .where(exp.GTE(this=exp.column("started_at", "c"), expression=literal(bound["since"])))
        .where(exp.LT(this=exp.column("started_at", "c"), expression=literal(bound["until"])))
        .order_by("id")
    )
    return tuple(str(subject) for (subject,) in clock_rows(clocks, query))
