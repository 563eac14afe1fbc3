"""The loop back from customer success: who churns or lies idle, by what let them in (HND-5)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tripact.agreement.feedback import Feedback
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoffs import Handoffs
from tripact.report.feedback_customers import Customer, feedback_customers
from tripact.report.funnel_names import FEW
from tripact.report.heading import Heading, Period
from tripact.report.proportion import Rate, rate


class Reason(NamedTuple):
    """Why customers left, and how many."""

    reason: str | None
    n: int


@dataclass(frozen=True)
class FeedbackRow:
    """The customers of one group; ``by`` is empty for all."""

    by: str
    group: str | None
    n: int
    churn: Rate
    idle: Rate

    @property
    def few(self) -> bool:
        """Whether there are too few to be judged."""
        return self.churn.denominator < FEW


@dataclass(frozen=True)
class FeedbackReport:
    """The whole report; the first of ``rows`` is over all customers, ``terms`` is what the agreement says of them."""

    heading: Heading
    terms: Feedback
    rows: tuple[FeedbackRow, ...]
    reasons: tuple[Reason, ...]
    definitions: dict[str, str]


def feedback(handoffs: Handoffs, evaluation: Evaluation, period: Period) -> FeedbackReport:
    """Return how customers fare by what let them in."""
    terms, current = evaluation.agreement.feedback, evaluation.agreement.version
    customers = feedback_customers(handoffs, period, evaluation.moment.as_of - terms.idle_after.milliseconds)
    splits: dict[str, Callable[[Customer], str | None]] = {
        "version": lambda each: str(each.version or current),
        "source": lambda each: each.source,
        "fit": lambda each: terms.band_of(each.fit),
        "package": _package,
    }
    rows = (_row("", None, customers), *(row for by, label in splits.items() for row in _rows(by, label, customers)))
    reasons = Counter(each.reason for each in customers if each.churned)
    ordered = sorted(reasons.items(), key=lambda each: (-each[1], each[0] or ""))
    told = tuple(Reason(reason, n) for reason, n in ordered)
    return FeedbackReport(Heading.of(evaluation, period), terms, rows, told, _definitions(terms.idle_after.text))


def _package(customer: Customer) -> str:
    if customer.required is None:
        return "none sent"
    return "complete" if customer.known == customer.required else "incomplete"


def _rows(by: str, label: Callable[[Customer], str | None], customers: Sequence[Customer]) -> Iterator[FeedbackRow]:
    groups: dict[str | None, list[Customer]] = defaultdict(list)
    for each in customers:
        groups[label(each)].append(each)
    for group in sorted(groups, key=_place):
        yield _row(by, group, groups[group])


def _place(group: str | None) -> tuple[bool, float, str]:
    """Order bands and versions by the number they begin with, words by their letters, blanks last."""
    number = re.match(r"\d+(?:\.\d+)?", group or "")
    return group is None, float(number[0]) if number else math.inf, group or ""


def _row(by: str, group: str | None, customers: Sequence[Customer]) -> FeedbackRow:
    asked = [each for each in customers if each.idle is not None]
    churn = rate(sum(each.churned for each in customers), len(customers))
    idle = rate(sum(each.idle or 0 for each in asked), len(asked))
    return FeedbackRow(by, group, len(customers), churn, idle)


def _definitions(idle_after: str) -> dict[str, str]:
    return {
        "n": "Customers: journeys that were won in the period, each by its first win.",
        "churned": "Of those, the ones whose account churned after the win, up to now. Young customers had less time.",
        "idle": f"Of those not churned and won at least {idle_after} ago: nobody of the account used the product in "
        f"the last {idle_after}. Null where no use is recorded of anybody.",
        "version": "The agreement version that a recorded decision admitted the customer under; without such a record "
        "the version that judges now.",
        "source": "The source in force at the admission, else the first one stated later.",
        "fit": "The fit when the winning pass came into the first stage that a definition opens, in the bands of the "
        "agreement.",
        "package": "The last package sent for the win: complete, incomplete, or none sent.",
        "few": f"Fewer than {FEW} in the denominator: shown with its interval, not to be judged.",
        "rates": "Each rate with its counts and the Wilson 95 % interval.",
    }
