"""The single clocks, with the ids of their subjects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.report.adherence import MEASURES
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import SECOND, show


class ListedClock(NamedTuple):
    """One clock; instants and durations in milliseconds."""

    subject: str
    commitment: str
    run: int
    started_at: int
    due_at: int | None
    breach_after: int | None
    stopped_at: int | None
    elapsed: int | None
    state: str
    unit: str
    amount: int
    preempted: int
    number: int
    journey: int
    calendar: int
    attempts: int | None

    @property
    def id(self) -> str:
        """What ``explain clock`` calls it."""
        return f"{self.subject}/{self.commitment}/{self.run}"

    @property
    def measure(self) -> str:
        """What its durations measure: ``business`` or ``elapsed`` time."""
        return MEASURES[self.unit]

    @property
    def left(self) -> int | None:
        """What is left of the promised time; negative if it is used up, None where the calendar is not known."""
        return None if self.elapsed is None else self.amount - self.elapsed


def listed_clocks(clocks: Clocks, options: ClockOptions) -> list[ListedClock]:
    """Return the clocks that started in a period, by commitment and start."""
    bounds = [
        exp.GTE(this=exp.column("started_at", "c"), expression=literal(options.since))
        if options.since is not None
        else exp.true(),
        exp.LT(this=exp.column("started_at", "c"), expression=literal(options.until))
        if options.until is not None
        else exp.true(),
    ]
    found = _listed(clocks, exp.and_(*bounds))
    return sorted(found, key=lambda each: (each.commitment, each.started_at, each.subject))


def open_clocks(clocks: Clocks, until: int | None = None) -> list[ListedClock]:
    """Return the clocks that run, or are broken and still open, the earliest due instant first.

    Args:
        clocks: The clocks of an evaluation.
        until: Only what is due by then; None for all.
    """
    running = exp.column("state", "c").isin(literal("running"), literal("breached_open"))
    found = [each for each in _listed(clocks, running) if each.due_at is not None and each.stopped_at is None]
    due = [each for each in found if until is None or (each.due_at or 0) <= until]
    return sorted(due, key=lambda each: (each.state != "breached_open", each.due_at, each.subject, each.commitment))


def clocks_of(clocks: Clocks, journeys: Iterable[int]) -> list[ListedClock]:
    """Return the clocks of some journeys, by start."""
    found = _listed(clocks, exp.column("journey", "c").isin(*map(literal, journeys)))
    return sorted(found, key=lambda each: (each.started_at, each.commitment, each.run, each.subject))


def _listed(clocks: Clocks, whose: exp.Expr) -> Iterable[ListedClock]:
    query = bind(read_query("clock_list", "tripact.report"), {"whose": whose})
    return (ListedClock(*row) for row in clock_rows(clocks, query))  # type: ignore[arg-type]


def clock_document(clock: ListedClock, zone: str) -> dict[str, object]:
    """Return a clock as plain values: instants in ISO 8601 with the offset of a zone, durations in seconds."""
    instants = ("started_at", "due_at", "breach_after", "stopped_at")
    shown = {name: getattr(clock, name) for name in instants}
    return {
        "id": clock.id,
        "subject": clock.subject,
        "commitment": clock.commitment,
        "pass": clock.run,
        **{name: None if value is None else show(value, zone) for name, value in shown.items()},
        "elapsed_seconds": seconds(clock.elapsed),
        "state": clock.state,
        "unit": clock.measure,
        "amount_seconds": seconds(clock.amount),
        "preempted": bool(clock.preempted),
    }


def seconds(milliseconds: int | None) -> float | int | None:
    """Return milliseconds as seconds: a whole number where it is one."""
    if milliseconds is None:
        return None
    whole, rest = divmod(milliseconds, SECOND)
    return milliseconds / SECOND if rest else whole
