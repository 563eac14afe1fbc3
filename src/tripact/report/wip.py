"""Work in progress: open deals of each owner and band against the limits, and what they imply (STG-5).

Definitions: methods §18.4 and §6.3. A violation is more open deals than the limit at the end of a local day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tripact.errors import TripactError
from tripact.evaluate.deals import Deals
from tripact.evaluate.wip import Closed, Held, WorkInProgress, implied_cycle
from tripact.report.heading import Heading
from tripact.worktime.instant import DAY, local_date, midnight

DEFINITIONS = {
    "open": "Deals of the owner in an open stage as of the moment, in the band of the first rule that holds; deals "
    "that the agreement leaves out (on hold) are not counted.",
    "limit": "The most open deals that the agreement allows in the band; a dash: no limit can be said to hold.",
    "load": "Open deals / limit: the share of the limit that is used. The load of an owner is the sum over the bands.",
    "over_since": "The first local day at whose end the limit was broken, of the unbroken row that reaches the last "
    "day end; with '≤' it was broken before the period already.",
    "days_over": "Local days of the period at whose end more deals were open than the limit allows.",
    "average": "Mean of the open deals at the ends of the local days of the period.",
    "throughput": "Deals that ended in the period (won, lost, recycled, disqualified) / days of the period.",
    "implied_days": "Average open deals / throughput: the cycle time implied (Little's law); a dash without an end.",
}


@dataclass(frozen=True)
class WipRow:
    """One owner and band; owner None: nobody is named, band None: no limit can be said to hold.

    ``over_since`` is the end of the first local day over; ``since_before`` if that is the first of the period.
    """

    owner: str | None
    band: str | None
    limit: int | None
    open: int
    load: float | None
    over: bool
    over_since: int | None
    since_before: bool
    days_over: int
    days: int
    average: float | None
    closed: int
    throughput: float | None
    implied_days: float | None


@dataclass(frozen=True)
class WipReport:
    """The report; the days of its period are counted."""

    heading: Heading
    hard: bool
    rows: tuple[WipRow, ...]

    @property
    def loads(self) -> dict[str, float]:
        """The load of each owner over all bands."""
        sums: dict[str, float] = defaultdict(float)
        for row in self.rows:
            if row.owner is not None and row.load is not None:
                sums[row.owner] += row.load
        return dict(sums)


def wip(deals: Deals, since: int | None, until: int | None) -> WipReport:
    """Return the report over a period, which ends at the moment at the latest.

    Raises:
        TripactError: If the agreement has no WIP limits.
    """
    agreement, moment = deals.evaluation.agreement, deals.evaluation.moment
    if agreement.wip is None:
        hint = 'Add wip: {per: ae, limits: {"acv < 20000": 25}} to the agreement.'
        raise TripactError("missing", "The agreement has no WIP limits.", hint=hint)
    end = moment.as_of + 1 if until is None else min(until, moment.as_of + 1)
    start = end - agreement.reporting.window.milliseconds if since is None else since
    work, ends = WorkInProgress(deals), tuple(day_ends(start, end, agreement.zone))
    held = work.held([*ends, moment.as_of])
    rows = tuple(_rows(work, held, work.closed(start, end), (ends, moment.as_of, (end - start) / DAY)))
    hard = agreement.wip.kind == "hard"
    return WipReport(Heading.of(deals.evaluation, (start, end)), hard, rows)


def day_ends(since: int, until: int, zone: str) -> Iterator[int]:
    """Yield the last millisecond of every local day that ends in a half-open period."""
    day = local_date(since, zone)
    while (end := midnight(day := day + timedelta(days=1), zone) - 1) < until:
        if end >= since:
            yield end


def _rows(
    work: WorkInProgress, held: Sequence[Held], closed: Sequence[Closed], when: tuple[tuple[int, ...], int, float]
) -> Iterator[WipRow]:
    ended = {(each.owner, each.band): each.n for each in closed}
    counts: dict[tuple[str | None, str | None], dict[int, int]] = defaultdict(dict)
    for each in held:
        counts[each.owner, each.band][each.ts] = each.n
    bands = [*work.limits, None]
    for key in sorted({*counts, *ended}, key=lambda key: (key[0] is None, key[0] or "", bands.index(key[1]))):
        limit = work.limits.get(key[1]) if key[0] is not None and key[1] is not None else None
        yield _row(key, limit, (counts.get(key, {}), ended.get(key, 0)), when)


def _row(
    key: tuple[str | None, str | None],
    limit: int | None,
    counted: tuple[dict[int, int], int],
    when: tuple[tuple[int, ...], int, float],
) -> WipRow:
    (counts, closed), (ends, now, length) = counted, when
    over = [limit is not None and counts.get(end, 0) > limit for end in ends]
    unbroken = next((n for n, each in enumerate(reversed(over)) if not each), len(over))
    since = ends[-unbroken] if unbroken else None
    average = sum(counts.get(end, 0) for end in ends) / len(ends) if ends else None
    throughput, n = (closed / length if length > 0 else None), counts.get(now, 0)
    return WipRow(
        *key, limit, n, n / limit if limit else None, limit is not None and n > limit, since,
        bool(ends) and unbroken == len(ends), sum(over), len(ends), average, closed, throughput,
        implied_cycle(average, throughput) if average is not None and throughput else None,
    )  # fmt: skip
