"""A move that somebody proposes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """A proposed move; the instant in UTC milliseconds.

    Attributes:
        person: Id of the person, if it names one; likewise ``deal``.
        stage: Where to.
        reason: Why, where the stage needs a reason.
        day: Whether the day alone is known.
    """

    person: str | None
    deal: str | None
    stage: str
    ts: int
    reason: str | None = None
    day: bool = False
