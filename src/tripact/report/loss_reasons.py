"""Why deals are lost: by the categories of the agreement, and by stage, owner, competitor or an attribute (HND-3).

Definitions: methods §21. A deal without a reason is in a category of its own; a loss that reopening made void
(methods C14) is in no category and is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.deals import Deals, DealState, Loss, when_lost
from tripact.report.heading import Heading
from tripact.report.proportion import Rate, rate
from tripact.worktime.dated import BEGINNING, END

DEFINITIONS = {
    "reason": "The latest reason stated for the loss, by the move or as a field of the deal; 'unknown' if there is "
    "none, 'other' marks words that the agreement does not list.",
    "losses": "Losses of the period; a deal lost in two cycles counts twice. Losses that were reopened within the "
    "agreed time are left out.",
    "share": "Losses with this reason / all losses of the group, with the Wilson 95% interval.",
    "lost_amounts": "Amounts of the lost deals as known when they were lost, by currency; deals without an amount or "
    "without a currency are counted beside it.",
    "categorised": "Losses whose reason is one of the agreement's categories / all losses (methods §21).",
    "competitor": "The latest one named for the deal in the cycle that ended with the loss, also together with a "
    "reason stated later; else the one known when it was lost.",
    "lost_from": "The stage in which the deal stood before it was lost.",
}
FIELDS = ("stage", "owner", "competitor", "currency")
"""What losses can be split by besides attributes."""


@dataclass(frozen=True)
class LossRow:
    """The losses of a group with one reason.

    Attributes:
        group: The value of the dimension; None for a blank, and where the report is not split.
        reason: None: no reason is known.
        listed: Whether the agreement has this category.
        amounts: Sum of the amounts by currency.
        unpriced: Deals without an amount or a currency.
    """

    group: str | None
    reason: str | None
    listed: bool
    share: Rate
    amounts: tuple[tuple[str, Decimal], ...]
    unpriced: int


@dataclass(frozen=True)
class LossReport:
    """The report: over all losses, and by group."""

    heading: Heading
    by: str | None
    rows: tuple[LossRow, ...]
    groups: tuple[LossRow, ...]
    categorised: Rate
    voided: tuple[str, ...]


def loss_reasons(deals: Deals, since: int | None, until: int | None, by: str | None = None) -> LossReport:
    """Return the losses of a period, split by a field or an attribute of deal, account or person.

    Raises:
        TripactError: If there is no such dimension.
    """
    agreement = deals.evaluation.agreement
    _check(agreement, by)
    first, last = BEGINNING if since is None else since, END if until is None else until
    found = [loss for loss in deals.losses() if first <= loss.lost_at < last]
    lost = [loss for loss in found if not loss.voided]
    states = {(row.deal, row.ts): row for row in deals.states_of(when_lost())} if lost else {}
    groups = _grouped(deals, lost, states, by) if by else {}
    ids, listed = deals.ids(), agreement.recycle.lost if agreement.recycle else ()
    parts = [row for group, losses in groups.items() for row in _rows(group, losses, states, listed)]
    kept = sum(1 for loss in lost if loss.reason in listed)
    whole, categorised = tuple(_rows(None, lost, states, listed)), rate(kept, len(lost))
    voided = tuple(ids[loss.deal] for loss in found if loss.voided)
    heading = Heading.of(deals.evaluation, (since, until))
    return LossReport(heading, by, whole, tuple(parts), categorised, voided)


def _check(agreement: Agreement, by: str | None) -> None:
    known = [*FIELDS, *agreement.attributes]
    if by is not None and by not in known:
        raise TripactError(
            "usage", f"Losses cannot be split by '{by}'.", where="--by", hint=f"Use one of: {', '.join(known)}."
        )


def _grouped(
    deals: Deals, lost: Sequence[Loss], states: dict[tuple[int, int], DealState], by: str
) -> dict[str | None, list[Loss]]:
    """Return the losses by the value of a dimension as of the loss, the largest group first, blanks last."""
    labels = {} if by in FIELDS or not lost else deals.labels(by, when_lost())
    groups: dict[str | None, list[Loss]] = defaultdict(list)
    for loss in lost:
        key = (loss.deal, loss.lost_at)
        groups[_field(loss, states[key], by) if by in FIELDS else labels.get(key)].append(loss)
    return dict(sorted(groups.items(), key=lambda item: (item[0] is None, -len(item[1]), item[0] or "")))


def _field(loss: Loss, state: DealState, by: str) -> str | None:
    """Return a field as of the loss; the competitor may be named with the reason, after it."""
    if by == "stage":
        return loss.lost_from
    if by == "competitor" and loss.competitor is not None:
        return loss.competitor
    value: str | None = getattr(state, by)
    return value


def _rows(
    group: str | None, lost: Sequence[Loss], states: dict[tuple[int, int], DealState], listed: Sequence[str]
) -> list[LossRow]:
    """Return the rows of a group: the agreement's categories in its order, other words, and the unknown ones."""
    by_reason: dict[str | None, list[Loss]] = defaultdict(list)
    for loss in lost:
        by_reason[loss.reason].append(loss)
    others = sorted(reason for reason in by_reason if reason is not None and reason not in set(listed))
    order = [*(reason for reason in listed if group is None or reason in by_reason), *others, None]
    return [
        _row(group, reason, by_reason.get(reason, []), (len(lost), states), listed=reason in set(listed))
        for reason in order
        if reason in listed or reason in by_reason
    ]


def _row(
    group: str | None,
    reason: str | None,
    lost: Sequence[Loss],
    of: tuple[int, dict[tuple[int, int], DealState]],
    *,
    listed: bool,
) -> LossRow:
    n, states = of
    sums: dict[str, Decimal] = defaultdict(Decimal)
    unpriced = 0
    for loss in lost:
        state = states[loss.deal, loss.lost_at]
        if state.amount is None or state.currency is None:
            unpriced += 1
        else:
            sums[state.currency] += state.amount
    return LossRow(group, reason, listed, rate(len(lost), n), tuple(sorted(sums.items())), unpriced)
