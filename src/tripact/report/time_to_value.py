"""Time to value: from the signature to the first recorded result, churn before it competing (methods §12.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.clock_labels import clock_labels
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_periods import SLOT, period_label
from tripact.report.clock_rows import clock_rows
from tripact.report.funnel_result import Group
from tripact.report.heading import bounds
from tripact.report.quantiles import quantile
from tripact.report.survival import aalen_johansen
from tripact.worktime.instant import DAY, SECOND

REACHED, CHURNED = 1, 2


@dataclass(frozen=True)
class TimeToValue:
    """How long one group of customers, or all, waited; ``n = reached + churned + open``.

    Attributes:
        median_seconds: Elapsed time by which half have reached it; None while fewer than half ever do.
        reached_median_seconds: The median of those who reached it, and only of them.
        days: The horizon of ``share``: the time that the agreement promises.
        share: F(days): the share that reached it within the horizon, the open ones censored.
        low: Lower limit of the 95 % interval of ``share``; None where it cannot be told.
        high: Upper limit.
        churned_share: The share that churned before the value within the same horizon.
    """

    milestone: str
    commitment: str
    group: Group
    n: int
    reached: int
    churned: int
    open: int
    median_seconds: float | None
    p90_seconds: float | None
    reached_median_seconds: float | None
    days: float
    share: float | None
    low: float | None
    high: float | None
    churned_share: float | None


class Wait(NamedTuple):
    """Customers who waited equally long, counted; ``lasted`` in milliseconds."""

    label: str | None
    slot: int
    cause: int
    lasted: int
    n: int


class Value(NamedTuple):
    """What is waited for: the milestone, the commitment whose clock tells, and its horizon in milliseconds."""

    milestone: str
    commitment: str
    horizon: int


def times_to_value(
    clocks: Clocks, evaluation: Evaluation, options: ClockOptions, value: Value
) -> Iterator[TimeToValue]:
    """Yield the times over all customers, then those of each group."""
    waits = _waits(clocks, options, value, evaluation.moment.as_of)
    yield time_to_value(value, {}, waits)
    if options.split is not None:
        groups: dict[str | None, list[Wait]] = defaultdict(list)
        for wait in waits:
            label = wait.label
            if options.timed:
                label = period_label(options.by or "", wait.slot * SLOT, evaluation.agreement.zone)
            groups[label].append(wait)
        for key in sorted(groups, key=lambda each: (each is None, each or "")):
            yield time_to_value(value, {options.split: key}, groups[key])


def time_to_value(value: Value, group: Group, waits: Sequence[Wait]) -> TimeToValue:
    """Return the time to value of a sample."""
    lasted, causes, counts = ([getattr(wait, name) for wait in waits] for name in ("lasted", "cause", "n"))
    incidence = aalen_johansen(lasted, causes, counts)
    reached = [wait for wait in waits if wait.cause == REACHED]
    low, high = incidence.interval(REACHED, value.horizon) or (None, None)
    return TimeToValue(
        milestone=value.milestone,
        commitment=value.commitment,
        group=group,
        n=sum(counts),
        reached=sum(wait.n for wait in reached),
        churned=sum(wait.n for wait in waits if wait.cause == CHURNED),
        open=sum(wait.n for wait in waits if wait.cause == 0),
        median_seconds=_seconds(incidence.quantile(REACHED, 0.5)),
        p90_seconds=_seconds(incidence.quantile(REACHED, 0.9)),
        reached_median_seconds=_seconds(
            quantile([wait.lasted for wait in reached], 0.5, counts=[wait.n for wait in reached])
        ),
        days=value.horizon / DAY,
        share=incidence.incidence(REACHED, value.horizon),
        low=low,
        high=high,
        churned_share=incidence.incidence(CHURNED, value.horizon),
    )


def _waits(clocks: Clocks, options: ClockOptions, value: Value, as_of: int) -> list[Wait]:
    instant: exp.Expr = exp.column("started_at") if options.timed else exp.Literal.number(0)
    bound: dict[str, Literal | exp.Expr] = {
        **bounds((options.since, options.until)),
        "commitment": value.commitment,
        "milestone": value.milestone,
        "as_of": as_of,
        "instant": instant,
    }
    query = bind(read_query("time_to_value", "tripact.report"), bound)
    return [Wait(*row) for row in clock_rows(clocks, query, {"clock_labels": clock_labels(options)})]  # type: ignore[arg-type]


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / SECOND
