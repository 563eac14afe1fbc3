"""Why a clock stands where it stands: its promise, its moments, the open time counted, its verdict."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.agreement.values import said
from tripact.errors import TripactError
from tripact.evaluate.clock_parameters import prohibited
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.custody import Custody
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment
from tripact.report.clock_calendars import CountedOn, counted_on
from tripact.report.clock_custody import custody_of
from tripact.report.clock_excuses import Excuse, excuses_of
from tripact.report.clock_ladder import Level, ladder_of
from tripact.report.clock_leg_owners import measure_of
from tripact.report.clock_list import ListedClock, clocks_of
from tripact.report.clock_marks import Mark, Pause, clock_marks, clock_pauses
from tripact.report.clock_revisions import Looking, Revision
from tripact.report.journeys import journey_keys
from tripact.report.prohibition_list import ListedProhibition, prohibitions_of
from tripact.report.prohibition_trace import ProhibitionTrace, prohibition_trace
from tripact.worktime.instant import DAY, local_date
from tripact.worktime.measure import Pauses
from tripact.worktime.relay import Relay
from tripact.worktime.span import Span
from tripact.worktime.union import union_within


@dataclass(frozen=True)
class Promise:
    """What the agreement says of the clock, with the place where it says it.

    Attributes:
        text: The time, such as ``2 business hours``: the version in force at the start.
        needs: What must be done in it, such as ``6 attempts on 2 channels``; empty where one moment will do.
        attempts: How many attempts that are; None where none are counted.
        where: ``file:line``.
        between: The parties.
        starts: The moments that start it, as written; ``stops`` and ``cancels`` likewise.
        calendar: The name of the calendar; None for the wall clock.
    """

    commitment: str
    title: str
    text: str
    needs: str
    attempts: int | None
    where: str
    between: tuple[str, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    cancels: tuple[str, ...]
    calendar: str | None


@dataclass(frozen=True)
class ClockTrace:
    """One clock, explained; instants in UTC milliseconds.

    Attributes:
        clock: The clock with its verdict.
        started_by: The moment that started it.
        ended_by: The moment that stopped or cancelled it.
        kept_by: For a preempted clock: the touch before its start.
        end: Until when time was counted: the stop, else the moment looked from.
        counted: The stretches of open time that add up to the elapsed time, in order.
        pauses: The union of the pauses while the clock ran.
        paused_by: Each single pause, with what began it and whose share it is.
        ladder: The levels at which somebody is warned or told, in order.
        open_hours: All open stretches around the clock, for the picture.
        zone: The zone of the calendar.
        counted_on: Whose calendar it was, in which version.
        excuses: What was said of an excuse, in order: claims and decisions.
        custody: Whose time it was.
        revisions: How what was recorded later changed the verdict.
    """

    clock: ListedClock
    promise: Promise
    agreement_name: str
    agreement_version: int
    as_of: int
    zone: str
    started_by: Mark | None
    ended_by: Mark | None
    kept_by: Mark | None
    end: int
    counted: tuple[Span, ...]
    pauses: tuple[Span, ...]
    paused_by: tuple[Pause, ...]
    ladder: tuple[Level, ...]
    open_hours: tuple[Span, ...]
    counted_on: CountedOn
    custody: Custody
    revisions: tuple[Revision, ...]
    excuses: tuple[Excuse, ...] = ()

    @property
    def stands_by(self) -> tuple[Pause, ...]:
        """The pauses that hold the clock at its end."""
        return tuple(each for each in self.paused_by if each.until is None or each.until > self.end)


class SubjectClocks:
    """The clocks of one person or deal, found and explained.

    Example:
        ``SubjectClocks(agreement, engine, moment, "p-1042").found``
    """

    def __init__(self, agreement: Agreement, engine: Engine, moment: Moment, subject: str) -> None:
        keys = journey_keys(engine, moment, subject)
        self._evaluation = Evaluation(agreement, engine, moment, Scope(only=keys))
        self._clocks = Clocks(self._evaluation)
        self.found = clocks_of(self._clocks, keys, moment)
        self.prohibitions = prohibitions_of(self._clocks, keys)
        self._looking = Looking(agreement, engine, moment, keys, self.found)

    def close(self) -> None:
        """Drop what the engine keeps for them."""
        self._evaluation.close()

    def one(self, commitment: str, run: int) -> ListedClock:
        """Return the run of a commitment.

        Raises:
            TripactError: Naming those there are.
        """
        for clock in self.found:
            if (clock.commitment, clock.run) == (commitment, run):
                return clock
        known = ", ".join([*(each.id for each in self.found), *(each.id for each in self.prohibitions)][:6])
        raise TripactError(
            "missing",
            f"There is no run {run} of '{commitment}' for this subject.",
            hint=f"Its clocks are: {known}." if known else "No clock of its ever started.",
        )

    def prohibition(self, commitment: str, run: int) -> ProhibitionTrace | None:
        """Return the explanation of a run of a prohibition; None if there is none of that name and number."""
        agreement, as_of = self._evaluation.agreement, self._evaluation.moment.as_of
        for each in self.prohibitions:
            if (each.commitment, each.ran.run) == (commitment, run):
                marks = clock_marks(self._clocks, each)
                return prohibition_trace(each, marks, agreement.where_clock(commitment), as_of)
        return None

    def trace(self, clock: ListedClock) -> ClockTrace:
        """Return the explanation of a clock."""
        agreement, as_of = self._evaluation.agreement, self._evaluation.moment.as_of
        marks, measure = clock_marks(self._clocks, clock), measure_of(self._clocks, agreement, clock)
        calendar = counted_on(self._clocks, agreement, clock)
        end = as_of if clock.stopped_at is None else clock.stopped_at
        revisions = self._looking.revisions(clock)
        paused = clock_pauses(self._clocks, clock, marks)
        pauses = tuple(Span(each.since, each.until) for each in paused)
        return ClockTrace(
            clock=clock._replace(revised_at=revisions[-1].recorded_at if revisions else None),
            promise=_promise(agreement, clock, calendar.calendar),
            agreement_name=agreement.name,
            agreement_version=agreement.version,
            as_of=as_of,
            zone=calendar.zone,
            started_by=_mark(marks, ("start",), clock.started_at),
            ended_by=_mark(marks, ("cancel" if clock.state == "cancelled" else "stop", "over"), clock.stopped_at),
            kept_by=_before(marks, clock),
            end=end,
            counted=_counted(measure, clock, end, pauses),
            pauses=tuple(Span(*each) for each in union_within(pauses, clock.started_at, end)),
            paused_by=paused,
            open_hours=_around(measure, clock, end),
            counted_on=calendar,
            custody=custody_of(self._clocks, clock),
            revisions=revisions,
            ladder=ladder_of(self._clocks, clock.number),
            excuses=excuses_of(self._clocks, clock),
        )


def broken_prohibitions(agreement: Agreement, engine: Engine, moment: Moment, subject: str) -> list[ListedProhibition]:
    """Return the prohibitions that were broken for a subject, by start."""
    if not prohibited(agreement):
        return []
    keys = journey_keys(engine, moment, subject)
    evaluation = Evaluation(agreement, engine, moment, Scope(only=keys))
    try:
        return [each for each in prohibitions_of(Clocks(evaluation), keys) if each.violations]
    finally:
        evaluation.close()


def _mark(marks: list[Mark], roles: tuple[str, ...], ts: int | None) -> Mark | None:
    there = [mark for mark in marks if mark.role in roles and mark.ts == ts]
    return min(there, key=lambda mark: roles.index(mark.role), default=None)


def _before(marks: list[Mark], clock: ListedClock) -> Mark | None:
    """Return the last touch before the start of a clock that it preempted."""
    touches = [mark for mark in marks if mark.role == "stop" and mark.ts <= clock.started_at]
    return touches[-1] if clock.preempted and touches else None


def _counted(measure: Relay | None, clock: ListedClock, end: int, pauses: Pauses) -> tuple[Span, ...]:
    if measure is None or clock.preempted or clock.elapsed is None:
        return ()
    return tuple(measure.spans(clock.started_at, end, pauses))


def _around(measure: Relay | None, clock: ListedClock, end: int) -> tuple[Span, ...]:
    if measure is None or clock.elapsed is None:
        return ()
    first, last = window(clock, end)
    return tuple(measure.spans(max(first, measure.since), min(last, measure.until)))


def window(clock: ListedClock, end: int) -> tuple[int, int]:
    """Return what a picture of the clock shows: from before its start to after its last mark."""
    latest = max(end, clock.due_at or end, clock.breach_after or end)
    margin = min(DAY // 2, max(DAY // 48, (latest - clock.started_at) // 16))
    return clock.started_at - margin, latest + margin


def _promise(agreement: Agreement, clock: ListedClock, calendar: str | None) -> Promise:
    clause = agreement.clocks[clock.commitment]
    return Promise(
        commitment=clock.commitment,
        title=said(clause.title, agreement.language or "en"),
        text=_within(agreement, clause, clock.started_at),
        needs=_needs(clause),
        attempts=clause.needs.attempts if clause.needs else None,
        where=agreement.where_clock(clock.commitment),
        between=clause.between,
        starts=tuple(map(str, clause.starts)),
        stops=tuple(map(str, clause.stops)),
        cancels=tuple(map(str, clause.cancels)),
        calendar=calendar,
    )


def _within(agreement: Agreement, clause: Commitment, start: int) -> str:
    assert clause.within is not None
    duration = clause.within.at(local_date(start, agreement.zone)) or clause.within.latest
    return duration.text


def _needs(clause: Commitment) -> str:
    if clause.needs is None:
        return ""
    channels = f" on {clause.needs.channels} channels" if clause.needs.channels > 1 else ""
    return f"{clause.needs.attempts} attempt{'s' if clause.needs.attempts > 1 else ''}{channels}"
