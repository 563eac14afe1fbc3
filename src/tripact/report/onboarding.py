"""The report on onboarding: each milestone with its clocks, and the time to value (methods §12.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tripact.agreement.agreement import Agreement
from tripact.agreement.triggers import Trigger
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.evaluation import Evaluation
from tripact.report.adherence import adherence
from tripact.report.adherence_result import Adherence
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_rows import promised
from tripact.report.funnel_result import Note
from tripact.report.heading import Heading
from tripact.report.notes import counted
from tripact.report.onboarding_unjudged import undecidable, unjudged
from tripact.report.time_to_value import TimeToValue, Value, times_to_value
from tripact.worktime.instant import local_date

ONBOARDING_DEFINITIONS = {
    "n": "Clocks of the milestone: met + late + open + cancelled + undecidable. Each starts by the moment that the "
    "agreement names, such as the signature.",
    "met": "The milestone was reached in the promised time.",
    "late": "Reached after it, or not reached though it is over.",
    "open": "Not reached, and the time is not over; in no rate.",
    "undecidable": "The promise is in hours, and a fact behind it is known by the day only; in no rate, named.",
    "unjudged": "The promise has a condition, and what is known does not say that it applies: no clock ran; in no "
    "rate, named.",
    "attainment": "met / (met + late), with the Wilson 95 % interval.",
    "median_seconds": "Measured time by which half have reached the milestone (Kaplan-Meier, open clocks censored). "
    "Null: not reached.",
    "value_median_seconds": "Time to value, elapsed: by then half have reached the last milestone (Aalen-Johansen; "
    "open ones are censored, churn before the value competes). Null: fewer than half ever do.",
    "reached_median_seconds": "The median of those who reached it, and only of them; too kind while others still wait.",
    "share": "F(days): the share that reached the last milestone within the promised days, open ones censored, with "
    "its 95 % interval (log-log).",
    "churned_share": "The share whose account churned before the value within the same days.",
}

SENTENCES = {
    "onboarding_unjudged": "{customers} without a clock of '{commitment}': nothing known says whether the promise "
    "applies to them.",
    "onboarding_undecidable": "{customers} whose '{commitment}' cannot be decided: a fact behind it is known by the "
    "day only.",
    "onboarding_none": "No commitment stops at the milestone '{milestone}': nothing is promised of it in time.",
}


@dataclass(frozen=True)
class MilestoneRow:
    """One promise of a milestone, in one group or all; ``unjudged`` are the ids of those without a clock."""

    milestone: str
    clocks: Adherence
    promise: str
    unjudged: tuple[str, ...] = ()
    undecidable: tuple[str, ...] = ()


@dataclass(frozen=True)
class OnboardingReport:
    """The whole report; ``value`` has the times to the last milestone of each of its promises."""

    heading: Heading
    by: str | None
    rows: tuple[MilestoneRow, ...]
    value: tuple[TimeToValue, ...]
    notes: tuple[Note, ...]
    definitions: dict[str, str]


def onboarding(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> OnboardingReport:
    """Return the report on the milestones of an agreement.

    Raises:
        TripactError: If it is to be split by what the agreement does not list.
    """
    # a customer belongs to the period in which they were won
    options = replace(options, counted="start")
    agreement = evaluation.agreement
    judged = adherence(clocks, evaluation, options)
    rows = tuple(
        MilestoneRow(
            milestone,
            row,
            judged.promises[row.commitment],
            () if row.group else unjudged(clocks, options, row.commitment),
            () if row.group else undecidable(clocks, options, row.commitment),
        )
        for milestone, commitment in _promises(agreement)
        for row in judged.rows
        if row.commitment == commitment
    )
    value = tuple(
        each
        for wanted in _values(agreement, evaluation.moment.as_of)
        for each in times_to_value(clocks, evaluation, options, wanted)
    )
    heading = Heading.of(evaluation, (options.since, options.until))
    notes = tuple(_notes(agreement, rows))
    return OnboardingReport(heading, options.split, rows, value, notes, ONBOARDING_DEFINITIONS)


def _promises(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield (milestone, commitment) of every promise that a milestone fulfils, in the order of the milestones."""
    for milestone in agreement.milestones:
        for name in promised(agreement):
            if Trigger("milestone", milestone) in agreement.clocks[name].stops:
                yield milestone, name


def _values(agreement: Agreement, as_of: int) -> Iterator[Value]:
    """Yield the promises of the last milestone, with their times as horizons."""
    for milestone, name in _promises(agreement):
        within = agreement.clocks[name].within
        if milestone == agreement.milestones[-1] and within:
            promise = within.at(local_date(as_of, agreement.zone)) or within.latest
            yield Value(milestone, name, promise.milliseconds)


def _notes(agreement: Agreement, rows: tuple[MilestoneRow, ...]) -> Iterator[Note]:
    having = {row.milestone for row in rows}
    for milestone in agreement.milestones:
        if milestone not in having:
            yield _note("onboarding_none", (), milestone=milestone)
    for row in rows:
        if row.unjudged:
            yield _note("onboarding_unjudged", row.unjudged, commitment=row.clocks.commitment)
        if row.undecidable:
            yield _note("onboarding_undecidable", row.undecidable, commitment=row.clocks.commitment)


def _note(rule: str, places: tuple[str, ...], **words: str) -> Note:
    message = SENTENCES[rule].format(customers=counted(len(places), "customer", "customers"), **words)
    return Note(rule, message, len(places), places, {**words, "sentence": rule})
