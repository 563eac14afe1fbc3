"""The ladder of clocks: the levels at which somebody is warned or told, with the ids of their subjects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import show

OPEN = ("ahead", "reached")


class Level(NamedTuple):
    """One level of one clock; see ``evaluate.escalations.Escalation``. ``number`` is the clock's in this evaluation."""

    subject_kind: str
    subject: str
    commitment: str
    run: int
    started_at: int
    percent: int
    kind: str
    told: str
    reassign: int
    fires_after: int | None
    state: str
    fired_at: int | None
    number: int
    journey: int

    @property
    def clock(self) -> str:
        """What ``explain clock`` calls the clock."""
        return f"{self.subject}/{self.commitment}/{self.run}"

    @property
    def names(self) -> tuple[str, ...]:
        """Who is told."""
        return tuple(self.told.split(", ")) if self.told else ()

    @property
    def says(self) -> str:
        """What happens at the level: ``75% warn sdr``, ``150% escalate revops, reassign``."""
        return (
            f"{self.percent}% {self.kind} {', '.join((*self.names, *(['reassign'] if self.reassign else [])))}".strip()
        )


def pending_levels(clocks: Clocks) -> list[Level]:
    """Return the levels that are ahead of open clocks, and those reached that were not recorded as fired yet."""
    state = exp.column("state", "e")
    ahead = exp.EQ(this=state, expression=literal("ahead"))
    unfired = exp.and_(
        exp.EQ(this=state.copy(), expression=literal("reached")), exp.column("fired_at", "e").is_(exp.null())
    )
    return _levels(clocks, exp.or_(ahead, unfired))


def next_levels(clocks: Clocks) -> dict[int, Level]:
    """Return the next level of each clock that has one whose moment is known, by the clock's number."""
    ahead = exp.and_(
        exp.EQ(this=exp.column("state", "e"), expression=literal("ahead")),
        exp.column("fires_after", "e").is_(exp.null()).not_(),
    )
    following: dict[int, Level] = {}
    for level in _levels(clocks, ahead):
        following.setdefault(level.number, level)
    return following


def ladder_of(clocks: Clocks, number: int) -> tuple[Level, ...]:
    """Return the ladder of one clock, by its number, from its first level on."""
    return tuple(_levels(clocks, exp.EQ(this=exp.column("clock", "e"), expression=literal(number))))


def level_document(level: Level, zone: str) -> dict[str, object]:
    """Return a level as plain values: a share as a number, instants in ISO 8601 with the offset of a zone."""
    return {
        "level": level.percent / 100,
        "kind": level.kind,
        "told": list(level.names),
        "reassign": bool(level.reassign),
        "fires_after": None if level.fires_after is None else show(level.fires_after, zone),
        "state": level.state,
        "fired_at": None if level.fired_at is None else show(level.fired_at, zone),
    }


def _levels(clocks: Clocks, whose: exp.Expr) -> list[Level]:
    query = bind(read_query("clock_ladder", "tripact.report"), {"whose": whose})
    return _ordered(Level(*row) for row in clock_rows(clocks, query))  # type: ignore[arg-type]


def _ordered(levels: Iterable[Level]) -> list[Level]:
    return sorted(levels, key=lambda each: (each.commitment, each.started_at, each.subject, each.run, each.percent))
