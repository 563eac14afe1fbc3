"""What an explanation of a person holds: rules clause by clause, the evidence, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Evidence:
    """One fact behind a value.

    Attributes:
        seq: Its number in the ledger; 0 for what follows from several facts.
        ts: When it happened, UTC milliseconds.
        what: The signal, or the attribute and its value.
        then: What it was worth when it happened.
        now: What of that is left at the moment of reading.
    """

    seq: int
    ts: int
    what: str
    then: float | None = None
    now: float | None = None


@dataclass(frozen=True)
class Reading:
    """A named value and the facts it comes from.

    Attributes:
        name: The name as rules say it.
        value: What it was.
        says: What it means.
        evidence: The facts behind it, newest or weightiest first.
        clauses: The tiers, where the value is one.
        points: Of fit: points held before penalties, and points to be had at best.
    """

    name: str
    value: Value
    says: str
    evidence: tuple[Evidence, ...] = ()
    clauses: tuple[Clause, ...] = ()
    points: tuple[float, float] | None = None


@dataclass(frozen=True)
class Clause:
    """One condition: what is needed, what there is, whether it holds (None: cannot be told).

    Attributes:
        needed: The clause as the agreement writes it.
        has: The values it speaks of.
        held: Whether it holds.
        lacking: What would make it hold, in words; empty when it holds.
    """

    needed: str
    has: tuple[Reading, ...]
    held: bool | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleTrace:
    """A rule at one instant.

    Attributes:
        stage: The stage it opens.
        text: The rule as written.
        where: ``file:line`` in the agreement.
        version: The agreement's version.
        ts: The instant it was judged at.
        held: Whether it held as a whole.
        clauses: Its conditions.
    """

    stage: str
    text: str
    where: str
    version: int
    ts: int
    held: bool | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Visited:
    """A visit of a stage, for the path."""

    stage: str
    number: int
    entered_at: int
    exited_at: int | None
    basis: str


@dataclass(frozen=True)
class Recycled:
    """One recycle of a person; instants in UTC milliseconds.

    Attributes:
        number: The pass that it ended.
        stage: The recycle stage.
        reason: As recorded.
        recycled_at: When; the rest begins.
        rest_until: When the rest is over; the rule counts from there on.
        lifted_at: When the person asked for contact, which ends the rest.
        left_at: The recorded move that ended the wait, if one did.
        suppressed_at: When the rule held during the rest, and promoted nobody.
        suppressed_until: Until when it was held back.
        to_stage: The stage that the rule reopens.
        met_at: When the rule held after the rest.
        promoted_at: Likewise, if it made a pass: not beyond the agreed number of passes.
        sequence: The nurture sequence agreed for the reason.
        rule: The rule as it stood when it promoted, else as it stands now while it is waited for.
    """

    number: int
    stage: str
    reason: str | None
    recycled_at: int
    rest_until: int
    lifted_at: int | None
    left_at: int | None
    intent_at_recycle: int | None
    engagement_at_recycle: float | None
    suppressed_at: int | None
    suppressed_until: int | None
    suppressed_intent: int | None
    suppressed_engagement: float | None
    to_stage: str | None
    met_at: int | None
    promoted_at: int | None
    sequence: str | None = None
    rule: RuleTrace | None = None

    @property
    def bypassed(self) -> bool:
        """Whether the person came back before the rest was over, because they asked for contact."""
        return self.promoted_at is not None and self.promoted_at < self.rest_until

    @property
    def at_most(self) -> bool:
        """Whether the rule held and the agreed number of passes was used up."""
        return self.met_at is not None and self.promoted_at is None


@dataclass(frozen=True)
class Unknown:
    """An attribute of which nothing is known, and the fit it could add at best."""

    name: str
    could_add: float


@dataclass(frozen=True)
class PersonTrace:
    """Everything about one person at one moment.

    Attributes:
        person: The id asked for; ``same_as`` other ids merged with it.
        rules: Each rule as it stands at ``as_of``.
        promotions: Each rule as it stood at the instant of promotion.
        closest: Each rule that never promoted the person, at the instant at which it came closest; it may even have
            held, when the person stood in its stage, beyond it or off the path already.
        path: The stages visited, in order.
        recycles: Each recycle, and what became of it.
        unknown: Attributes with fit points of which nothing is known.
        fit_bounds: Fit if the unknown were at worst, and at best.
        fit_coverage: Share of the points whose attribute is known.
    """

    person: str
    same_as: tuple[str, ...]
    accounts: tuple[str, ...]
    agreement_name: str
    agreement_version: int
    as_of: int
    zone: str
    rules: tuple[RuleTrace, ...]
    promotions: tuple[RuleTrace, ...]
    closest: tuple[RuleTrace, ...]
    path: tuple[Visited, ...]
    recycles: tuple[Recycled, ...]
    unknown: tuple[Unknown, ...]
    fit_bounds: tuple[float | None, float | None]
    fit_coverage: float | None
