"""The moments that start, stop, cancel, pause and resume one clock."""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.worktime.span import Span


class Mark(NamedTuple):
    """One moment: when, which fact, what it is to the clock, and how the agreement says it."""

    ts: int
    seq: int
    role: str
    verb: str
    name: str
    channel: str | None
    by_day: bool

    @property
    def says(self) -> str:
        """The moment as the agreement writes it, with its channel."""
        text = f"{self.verb} {self.name}".strip()
        return f"{text} ({self.channel})" if self.channel and self.channel != self.name else text


def clock_marks(clocks: Clocks, clock: ListedClock) -> list[Mark]:
    """Return the moments of a clock's journey that its commitment speaks of, in order."""
    bound: dict[str, str | int] = {"commitment": clock.commitment, "journey": clock.journey}
    rows = clock_rows(clocks, bind(read_query("clock_marks", "tripact.report"), {**bound}))
    return sorted(Mark(*row) for row in rows)  # type: ignore[arg-type]


def clock_pauses(clocks: Clocks, clock: ListedClock) -> tuple[Span, ...]:
    """Return the pauses of a clock, as recorded; they may overlap."""
    query = exp.select("from_ts", "until_ts").from_("clock_pauses")
    mine = query.where(exp.EQ(this=exp.column("id"), expression=literal(clock.number)))
    return tuple(sorted(Span(*row) for row in clock_rows(clocks, mine)))  # type: ignore[arg-type]
