"""The moments that start, stop, cancel, pause and resume one clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.report.prohibition_list import ListedProhibition

_WRITTEN = {"objection": "opt_out", "no_objection": "consent"}
"""How an agreement writes a moment that is called otherwise where it speaks of one channel."""


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
        text = f"{_WRITTEN.get(self.verb, self.verb)} {self.name}".strip()
        return f"{text} ({self.channel})" if self.channel and self.channel != self.name else text

    @property
    def cited(self) -> str:
        """The moment with the fact that tells it; what a rule decided has none of its own."""
        known = ", known by the day" if self.by_day else ""
        if not self.seq and self.verb in ("stage", "left", "definition"):
            return f"{self.says} (decided by a rule{known}; 'explain person' or 'explain account' opens it)"
        if not self.seq:
            return self.says
        return f"{self.says} (fact {self.seq}{known})"


def clock_marks(clocks: Clocks, clock: ListedClock | ListedProhibition) -> list[Mark]:
    """Return the moments of a clock's journey that its commitment speaks of, in order."""
    bound: dict[str, str | int] = {"commitment": clock.commitment, "journey": clock.journey}
    rows = clock_rows(clocks, bind(read_query("clock_marks", "tripact.report"), {**bound}))
    return sorted(Mark(*row) for row in rows)  # type: ignore[arg-type]


class Pause(NamedTuple):
    """One pause of a clock: from when until when (None: still), whose share of time it is, and what began it."""

    since: int
    until: int | None
    share: str
    by: Mark | None

    @property
    def says(self) -> str:
        """What began it, with its fact, and whose time it is."""
        by = f"by {self.by.cited}" if self.by else "by what its commitment names"
        return f"{by}, the {self.share} share"


def clock_pauses(clocks: Clocks, clock: ListedClock, marks: Sequence[Mark]) -> tuple[Pause, ...]:
    """Return the pauses of a clock, as recorded, by start; they may overlap.

    Args:
        clocks: The clocks of an evaluation.
        clock: The clock.
        marks: Its moments.
    """
    query = exp.select("from_ts", "until_ts", "share").from_("clock_pauses")
    mine = query.where(exp.EQ(this=exp.column("id"), expression=literal(clock.number)))
    began = {mark.ts: mark for mark in reversed(marks) if mark.role == "pause"}
    rows = clock_rows(clocks, mine.order_by("from_ts", "until_ts", "share"))
    return tuple(Pause(since, until, share, began.get(since)) for since, until, share in rows)  # type: ignore[arg-type,call-overload]
