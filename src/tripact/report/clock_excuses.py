"""What was said of an excuse of one clock: who claimed it, when and why; who decided; whether that counts (CLK-8)."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, read_query
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import show


class Excuse(NamedTuple):
    """A claim (``claimed``) or a decision (``approved``, ``rejected``); the instant in UTC milliseconds.

    ``seq`` is the fact; ``actor`` stated it, ``approver`` decided; a decision that nobody's claim preceded does not
    count. The evidence itself is kept apart with the fact, and can be forgotten.
    """

    ts: int
    seq: int
    action: str | None
    by_day: bool
    reason: str | None
    actor: str | None
    approver: str | None
    evidenced: bool
    counts: bool

    @property
    def who(self) -> str | None:
        """Who decided; who claimed it, of a claim."""
        return self.actor if self.action == "claimed" else self.approver or self.actor


def excuses_of(clocks: Clocks, clock: ListedClock) -> tuple[Excuse, ...]:
    """Return what was said of an excuse of a clock, in order."""
    bound: dict[str, str | int] = {"commitment": clock.commitment, "journey": clock.journey, "run": clock.run}
    rows = clock_rows(clocks, bind(read_query("clock_excuses", "tripact.report"), {**bound}))
    return tuple(sorted(Excuse(*row[:-1], bool(row[-1])) for row in rows))  # type: ignore[arg-type,call-arg]


def excuse_document(excuse: Excuse, zone: str) -> dict[str, object]:
    """Return it as plain values: the instant in ISO 8601 with the offset of a zone."""
    return {
        "action": excuse.action,
        "at": show(excuse.ts, zone),
        "by_day": excuse.by_day,
        "actor": excuse.actor,
        "approver": excuse.approver,
        "reason": excuse.reason,
        "evidenced": excuse.evidenced,
        "counts": excuse.counts,
        "fact": excuse.seq,
    }
