"""What a funnel report holds: steps with every number's parts, notes on the data, definitions."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.agreement.values import Texts
from tripact.report.leak import Leak
from tripact.report.mix import Decomposition
from tripact.report.proportion import Rate

Group = dict[str, str | None]
"""The value of the dimension a row is split by; None is a blank, which is not the word ``unknown``."""


@dataclass(frozen=True)
class Times:
    """How long a step took, in elapsed seconds.

    Attributes:
        median: Time by which half of all that entered have advanced, the open ones censored and
            the exits counted as such (Aalen-Johansen); None while fewer than half ever do.
        p90: Likewise the time by which nine in ten have advanced.
        advanced: How many of those who advanced have a time (not before their cause).
        advanced_p25: First quartile among those who advanced, and only them.
        advanced_median: Median among those who advanced.
        advanced_p75: Third quartile among those who advanced.
    """

    median: float | None
    p90: float | None
    advanced: int
    advanced_p25: float | None
    advanced_median: float | None
    advanced_p75: float | None


@dataclass(frozen=True)
class Incidence:
    """Where a cohort ends up when the open ones are censored (Aalen-Johansen, methods §5.3)."""

    advance: float | None
    low: float | None
    high: float | None
    recycle: float | None
    disqualify: float | None
    lose: float | None


@dataclass(frozen=True)
class FunnelStep:
    """One step of the main path, for one group (or all).

    ``entered = advanced + recycled + disqualified + lost + before_cause + open``; those whose
    window is not over yet (``immature``) have not entered the rate.
    """

    from_stage: str
    to_stage: str
    group: Group
    entered: int
    advanced: int
    recycled: int
    disqualified: int
    lost: int
    before_cause: int
    open: int
    immature: int
    skipped: int
    rate: Rate
    throughput: Rate
    times: Times
    incidence: Incidence


@dataclass(frozen=True)
class Overall:
    """From the first stage to the last of the funnel, or to the won stage: one cohort, one rate."""

    from_stage: str
    to_stage: str
    group: Group
    rate: Rate


@dataclass(frozen=True)
class Note:
    """Something the report noticed about the data by itself.

    Attributes:
        rule: What kind of thing it is.
        message: In English, complete.
        count: How many passes (or facts) it concerns.
        places: A few of their ids.
        values: The parts of the message by name, for saying it in another language.
    """

    rule: str
    message: str
    count: int
    places: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FunnelReport:
    """The whole report.

    Attributes:
        as_of: The moment it speaks of, UTC milliseconds; ``known_at`` what was known when.
        by: The dimension it is split by, if any.
        period: First and last instant of entries into the first stage, half-open.
        horizon: The window of the cohort rates, as text (``90 days``); None for "so far".
        steps: All steps, then the steps of each group.
        overall: The whole way, for all and for each group.
        leaks: Where it leaks, worst first (methods §5.7), over all.
        mix: How the change of the overall rate against the period before splits into mix and rate.
        notes: What is wrong with the data.
        definitions: How each number is defined, by name.
    """

    agreement_name: str
    agreement_version: int
    title: Texts
    zone: str
    as_of: int
    known_at: int
    by: str | None
    period: tuple[int | None, int | None]
    horizon: str | None
    steps: tuple[FunnelStep, ...]
    overall: tuple[Overall, ...]
    leaks: tuple[Leak, ...]
    mix: Decomposition | None
    notes: tuple[Note, ...]
    definitions: dict[str, str] = field(default_factory=dict)
    stage_titles: dict[str, Texts] = field(default_factory=dict)
