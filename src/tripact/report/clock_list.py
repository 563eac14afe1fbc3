"""The single clocks, with the ids of their subjects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.visible import Moment
from tripact.report.adherence import BREACHED, MEASURES
from tripact.report.clock_counted import clock_counted, period_bounds
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_revised import clock_revised, never_revised
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import SECOND, show

ALL = ClockOptions(counted="start")
"""Every clock, whenever."""


class ListedClock(NamedTuple):
    """One clock; instants and durations in milliseconds.

    ``revised_at`` is when its verdict changed from broken, by a fact recorded after its promise had ended;
    ``excused`` is what became of an excuse: ``claimed``, ``approved`` or ``rejected``.
    """

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
    revised_at: int | None = None
    excused: str | None = None

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


def listed_clocks(clocks: Clocks, options: ClockOptions, moment: Moment) -> list[ListedClock]:
    """Return the clocks that count in a period, by commitment and start."""
    found = _listed(clocks, _in_period(options), moment, options)
    return sorted(found, key=lambda each: (each.commitment, each.started_at, each.subject))


def waiting_clocks(clocks: Clocks, options: ClockOptions, moment: Moment) -> list[ListedClock]:
    """Return the broken clocks of a period of which an excuse was claimed, and nobody has decided on it."""
    claimed = exp.EQ(this=exp.column("state", "x"), expression=literal("claimed"))
    broken = exp.column("state", "c").isin(*map(literal, BREACHED))
    found = _listed(clocks, exp.and_(_in_period(options), claimed, broken), moment, options)
    return sorted(found, key=lambda each: (each.commitment, each.started_at, each.subject))


def _in_period(options: ClockOptions) -> exp.Expr:
    counted, period = exp.column("counted_at", "p"), period_bounds(options)
    since = exp.GTE(this=counted, expression=literal(period["since"]))
    until = exp.LT(this=counted.copy(), expression=literal(period["until"]))
    return exp.and_(since, until)


def open_clocks(clocks: Clocks, until: int | None = None) -> list[ListedClock]:
    """Return the clocks that run, or are broken and still open, the earliest due instant first.

    Args:
        clocks: The clocks of an evaluation.
        until: Only what is due by then; None for all.
    """
    running = exp.column("state", "c").isin(literal("running"), literal("breached_open"))
    found = [each for each in _listed(clocks, running) if each.due_at is not None and each.stopped_at is None]
    due = [each for each in found if until is None or (each.due_at or 0) <= until]
    return sorted(due, key=lambda each: (each.due_at, each.subject, each.commitment))


def owners_of(clocks: Clocks, as_of: int) -> dict[int, str]:
    """Return who owns what each open clock runs on, by the clock's number; whoever is not stated is left out."""
    owned = f"o.journey = c.journey and o.from_ts <= {as_of} and {as_of} < o.until_ts"
    query = exp.select("c.id", "o.owner").from_("commitments as c").join("owner_states as o", on=owned)
    query = query.where("c.stopped_at is null and not o.owner is null")
    return {int(str(number)): str(owner) for number, owner in clock_rows(clocks, query)}


def clocks_of(clocks: Clocks, journeys: Iterable[int], moment: Moment) -> list[ListedClock]:
    """Return the clocks of some journeys, by start."""
    found = _listed(clocks, exp.column("journey", "c").isin(*map(literal, journeys)), moment)
    return sorted(found, key=lambda each: (each.started_at, each.commitment, each.run, each.subject))


def _listed(
    clocks: Clocks, whose: exp.Expr, moment: Moment | None = None, options: ClockOptions = ALL
) -> Iterable[ListedClock]:
    """Return the clocks; what is open cannot have been revised, and then no moment is needed."""
    query = bind(read_query("clock_list", "tripact.report"), {"whose": whose})
    counted = {"clock_counted": clock_counted(options, moment.as_of if moment else 0)}
    revised = clock_revised(moment.known_at) if moment else never_revised()
    return (ListedClock(*row) for row in clock_rows(clocks, query, {**counted, **revised}))  # type: ignore[arg-type]


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
        "revised_at": None if clock.revised_at is None else show(clock.revised_at, zone),
        "excused": clock.excused,
    }


def seconds(milliseconds: int | None) -> float | int | None:
    """Return milliseconds as seconds: a whole number where it is one."""
    if milliseconds is None:
        return None
    whole, rest = divmod(milliseconds, SECOND)
    return milliseconds / SECOND if rest else whole
