"""Product-qualified accounts: how many, who was worked on, and who began to pay (SCO-8, methods §2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.funnel_names import FEW
from tripact.report.heading import Heading, Period, bounds
from tripact.report.proportion import Rate, rate
from tripact.report.survival import kaplan_meier
from tripact.worktime.instant import DAY, SECOND

_PAYS = (
    "An account pays from its first revenue (new or a reactivation) or from the first move of one of its deals, its "
    "own or of its people, to a won stage, whichever comes first, until it churns; what it pays after that is a return."
)


class Qualification(NamedTuple):
    """One qualification; instants in UTC milliseconds. ``customer``: 1 if the account paid already."""

    definition: str
    number: int
    ts: int
    settled_at: int | None
    customer: int
    paid_at: int | None


@dataclass(frozen=True)
class PqlRow:
    """The qualifications by one definition.

    Attributes:
        n: All of them.
        again: Those of accounts that had qualified before.
        settled: Those that somebody worked on since; the others are ``open``.
        customers: Those of accounts that paid already and had not churned.
        paid: Of the others, those that pay within the window, of all for whom it is over.
        median_seconds: Time until they pay, by Kaplan-Meier; None where half never do.
    """

    definition: str
    n: int
    again: int
    settled: Rate
    customers: int
    paid: Rate
    median_seconds: float | None

    @property
    def few(self) -> bool:
        """Whether there are too few to be judged (methods C6)."""
        return self.paid.denominator < FEW


@dataclass(frozen=True)
class PqlReport:
    """The whole report."""

    heading: Heading
    horizon_days: int
    rows: tuple[PqlRow, ...]
    definitions: dict[str, str]


def pql(evaluation: Evaluation, period: Period) -> PqlReport:
    """Return what became of the accounts that qualified in a period."""
    window = evaluation.agreement.reporting.window.milliseconds
    query = bind(read_query("pql", "tripact.report"), bounds(period))
    found = [Qualification(*row) for row in evaluation.query(query)]  # type: ignore[arg-type]
    names = [name for name, definition in evaluation.agreement.definitions.items() if definition.account]
    as_of = evaluation.moment.as_of
    rows = tuple(_row(name, [each for each in found if each.definition == name], as_of, window) for name in names)
    return PqlReport(Heading.of(evaluation, period), window // DAY, rows, _definitions(window // DAY))


def _row(name: str, found: Sequence[Qualification], as_of: int, window: int) -> PqlRow:
    settled = sum(each.settled_at is not None for each in found)
    trials = [each for each in found if not each.customer]
    mature = [each for each in trials if each.ts <= as_of - window]
    paid = sum(each.paid_at is not None and each.paid_at - each.ts <= window for each in mature)
    return PqlRow(
        definition=name,
        n=len(found),
        again=sum(each.number > 1 for each in found),
        settled=rate(settled, len(found), open=len(found) - settled),
        customers=len(found) - len(trials),
        paid=rate(paid, len(mature), open=len(trials) - len(mature)),
        median_seconds=_median(trials, as_of),
    )


def _median(trials: Sequence[Qualification], as_of: int) -> float | None:
    if not trials:
        return None
    times = [((each.paid_at or as_of) - each.ts) / SECOND for each in trials]
    events = [int(each.paid_at is not None) for each in trials]
    return kaplan_meier(times, events).quantile(0.5)


def _definitions(days: int) -> dict[str, str]:
    return {
        "n": "Qualifications of accounts by the usage rule of a definition in the period; one may qualify again.",
        "settled": "Those on whose account, its people, users or deals somebody worked afterwards: an attempt that "
        "counts, a move, an answered handoff.",
        "customers": "Those whose account paid already when it qualified and had not churned; they are in no rate of "
        "paying.",
        "paid": f"Of the others that qualified at least {days} days ago: the account began to pay within {days} days; "
        f"younger ones are open. {_PAYS}",
        "median": "Time from the qualification until the account pays (Kaplan-Meier); who does not pay is censored.",
        "few": f"Fewer than {FEW} in the denominator: shown with its interval, not to be judged.",
    }
