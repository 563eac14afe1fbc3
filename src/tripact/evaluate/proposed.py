"""A move that somebody proposes."""

from __future__ import annotations

from dataclasses import dataclass

LAST = 1 << 60
"""A place after that of every recorded fact: of two facts in one instant the proposed one comes last."""
_DAY = 86_399_999


@dataclass(frozen=True)
class Move:
    """A proposed move; the instant in UTC milliseconds.

    Attributes:
        person: Id of the person, if it names one; likewise ``deal``.
        stage: Where to.
        reason: Why, where the stage needs a reason.
        day: Whether the day alone is known.
        seq: Its place among the facts: what comes after it is not looked at.
    """

    person: str | None
    deal: str | None
    stage: str
    ts: int
    reason: str | None = None
    day: bool = False
    seq: int = LAST

    @property
    def as_of(self) -> int:
        """Until when facts count: a day is judged by its end, so the facts of that day count as well."""
        return self.ts + (_DAY if self.day else 0)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Whom it names, as (kind, id)."""
        named = (("person", self.person), ("deal", self.deal))
        return tuple((kind, identifier) for kind, identifier in named if identifier is not None)
