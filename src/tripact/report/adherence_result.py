"""What a report on clocks holds: per commitment and group every part of the attainment."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.agreement.values import Texts
from tripact.report.cause import Cause
from tripact.report.funnel_result import Group, Note
from tripact.report.heading import Heading
from tripact.report.prohibition_sums import ProhibitionSums
from tripact.report.proportion import Rate, rate


@dataclass(frozen=True)
class Budget:
    """How many breaches a target allows, and how much of that is used up (methods §4.1).

    Attributes:
        target: The share of decided clocks that should be met.
        allowed: The breaches it allows among the decided clocks.
        burn: Breaches out of the allowed ones; more than 1 is too many. None where none are allowed.
    """

    target: float
    allowed: float
    burn: float | None


@dataclass(frozen=True)
class Adherence:
    """The clocks of one commitment, in one group or all.

    ``n = met + met_late + breached_open + pending + cancelled + undecidable``.

    Attributes:
        commitment: Its name in the agreement.
        group: The value that the row is split by; empty for all clocks of the commitment.
        pending: Running or paused, not broken yet.
        excused: Breaches with an approved excuse; they stay breaches in ``attainment``.
        preempted: Clocks that a touch shortly before the start had already kept.
        revised: Clocks that stood as broken when their promise ended, until a fact recorded later put that right.
        begun: Clocks that started in the period: those that the times are of.
        attainment: Met out of those decided, with the Wilson interval; pending ones beside.
        median_seconds: Kaplan-Meier median of the measured time, open clocks censored.
        p90_seconds: Likewise the time by which nine in ten have stopped.
        unit: ``business`` or ``elapsed``: what the seconds are seconds of; ``mixed`` where that changed.
        objective: Likewise met by the objective (the aim), where the commitment has one.
        budget: What the agreement's target allows, if it has one for this commitment.
        pending_outside: Pending clocks that a period of verdicts leaves out: they have none yet.
    """

    commitment: str
    group: Group
    n: int
    met: int
    met_late: int
    breached_open: int
    pending: int
    cancelled: int
    undecidable: int
    excused: int
    preempted: int
    revised: int
    begun: int
    attainment: Rate
    median_seconds: float | None
    p90_seconds: float | None
    unit: str
    objective: Rate | None
    budget: Budget | None
    pending_outside: int = 0

    @property
    def breached(self) -> int:
        """Stopped too late, or still open and too late already."""
        return self.met_late + self.breached_open

    @property
    def unexcused(self) -> Rate:
        """The attainment with excused breaches left out: the second figure beside it (CLK-8)."""
        kept = self.attainment
        return rate(kept.numerator, kept.denominator - self.excused, open=kept.open)

    def share(self, part: int) -> float | None:
        """Return a count as a share of all clocks of the row."""
        return part / self.n if self.n else None


@dataclass(frozen=True)
class AdherenceReport:
    """The whole report.

    Attributes:
        heading: What it is of.
        by: What it is split by, if anything.
        counted: Whether the period is that of the start or of the verdict.
        rows: Every commitment, then the groups of each.
        notes: What the report noticed by itself.
        definitions: How each number is defined, by name.
        titles: What each commitment is called.
        promises: What each promises today, such as ``2 business hours``.
        causes: What the breaches have in common, where that was asked for.
        prohibitions: How often what is forbidden happened, where that was asked for.
    """

    heading: Heading
    by: str | None
    counted: str
    rows: tuple[Adherence, ...]
    notes: tuple[Note, ...]
    definitions: dict[str, str]
    titles: dict[str, Texts] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    prohibitions: tuple[ProhibitionSums, ...] = ()

    @property
    def whole(self) -> tuple[Adherence, ...]:
        """The rows over all clocks of a commitment."""
        return tuple(row for row in self.rows if not row.group)

    def causes_of(self, commitment: str, circumstance: str | None = None) -> tuple[Cause, ...]:
        """Return the causes of one commitment, of one circumstance or all."""
        mine = (cause for cause in self.causes if cause.commitment == commitment)
        return tuple(cause for cause in mine if circumstance in (None, cause.circumstance))

    @property
    def groups(self) -> tuple[Adherence, ...]:
        """The rows of single groups."""
        return tuple(row for row in self.rows if row.group)
