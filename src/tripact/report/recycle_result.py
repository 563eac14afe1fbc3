"""What a report on recycling holds: by reason, by stage, and second passes beside first ones."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.agreement.values import Texts
from tripact.report.heading import Heading
from tripact.report.proportion import Rate

DEFINITIONS = {
    "recycled": "Moves of a person, or of a deal that continues their way, into a recycle stage; in the period by "
    "the day of the move. A move into the stage one is already in is none.",
    "repromoted": "Brought back to the path by the agreement's rule of re-promotion.",
    "bypassed": "Of those, before the rest was over, because the person asked for contact.",
    "returned": "Brought back to the path by a recorded move.",
    "gone": "Left the recycle stage as disqualified or lost.",
    "waiting": "Still in the recycle stage; censored, not failed. Resting: the rest is not over.",
    "suppressed": "Recycles during whose rest the rule held already: demand held back.",
    "at_max": "The rule held after the rest, and the agreed number of passes was used up.",
    "back_rate": "Re-promotion rate: back on the path, by rule or by move / recycled, so far, with the Wilson 95 % "
    "interval.",
    "back_by": "Share back on the path within so many days of the recycle (Aalen-Johansen: the waiting are censored, "
    "the gone are gone), with its 95 % interval at the last watched day.",
    "recycle_rate": "Share of the visits of a stage that ends in a recycle stage when the open ones are censored "
    "(Aalen-Johansen), with its 95 % interval.",
    "regress_rate": "Visits that went back to an earlier stage of the main path / visits that were left, Wilson 95 % "
    "interval. Some call this recycling; it has its own name here.",
    "disqualify_rate": "Share of the visits of a stage that ends as disqualified (Aalen-Johansen).",
    "second_pass": "Of the passes that reached the stage: those that went beyond it, and those that won; passes after "
    "a return beside first passes. Open ones are counted in the denominator and shown.",
}


@dataclass(frozen=True)
class Share:
    """A share estimated with open items censored, with its 95 % interval; None where nothing is known."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ReasonRow:
    """The recycles of one reason (``reason`` None: none recorded); the first row of a report is over all.

    ``n = repromoted + returned + gone + moved + waiting``.
    """

    reason: str | None
    over_all: bool
    sequence: str | None
    rest_days: int | None
    n: int
    repromoted: int
    bypassed: int
    returned: int
    gone: int
    moved: int
    waiting: int
    resting: int
    suppressed: int
    at_max: int
    back: Rate
    back_90: float | None
    back_180: float | None
    back_ever: Share
    median_days: float | None


@dataclass(frozen=True)
class StageRow:
    """How the visits of a stage were left."""

    stage: str
    n: int
    advanced: int
    regressed: int
    recycled: int
    disqualified: int
    lost: int
    open: int
    recycle: Share
    disqualify: Share
    regress: Rate


@dataclass(frozen=True)
class PassRow:
    """Passes that reached a stage: first ones, or those after a return."""

    stage: str
    again: bool
    advanced: Rate
    won: Rate


@dataclass(frozen=True)
class RecycleReport:
    """The whole report."""

    heading: Heading
    max_passes: int | None
    reasons: tuple[ReasonRow, ...]
    stages: tuple[StageRow, ...]
    passes: tuple[PassRow, ...]
    definitions: dict[str, str]
    stage_titles: dict[str, Texts]

    @property
    def whole(self) -> ReasonRow:
        """The row over all reasons."""
        return self.reasons[0]
