"""What was handed to whom on a day: at once, and as a digest of the day for each receiver (HND-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tripact.agreement.agreement import Agreement
from tripact.evaluate.handoffs import Handoffs
from tripact.report.handoff_list import ListedHandoff, handoff_entry, listed_handoffs, sent_between
from tripact.worktime.instant import midnight


@dataclass(frozen=True)
class Digest:
    """What one receiver was handed in a day.

    Attributes:
        party: The receiving party; ``receiver`` is the person where one is named.
        open: Of those, how many are not answered yet.
    """

    party: str
    receiver: str | None
    handoffs: tuple[ListedHandoff, ...]
    open: int

    @property
    def by_handoff(self) -> dict[str, int]:
        """How many of each handoff, in the order in which they came."""
        return dict(Counter(each.row.handoff for each in self.handoffs))


@dataclass(frozen=True)
class Feed:
    """The handoffs of a day: those whose receiver hears of each at once, and the digests of the others.

    A handoff whose feed is both stands in both.
    """

    day: date
    zone: str
    immediate: tuple[ListedHandoff, ...]
    digests: tuple[Digest, ...]


def handoff_feed(handoffs: Handoffs, agreement: Agreement, day: date) -> Feed:
    """Return what was handed over on a day of the agreement's zone, in the order in which it was sent."""
    start, end = (midnight(each, agreement.zone) for each in (day, day + timedelta(days=1)))
    found = sorted(
        listed_handoffs(handoffs, sent_between(start, end)), key=lambda each: (each.row.sent_at, each.row.id)
    )
    heard = {name: handoff.feed for name, handoff in agreement.handoffs.items()}
    return Feed(
        day,
        agreement.zone,
        tuple(each for each in found if "immediate" in heard[each.row.handoff]),
        _digests(agreement, [each for each in found if "daily" in heard[each.row.handoff]]),
    )


def feed_document(feed: Feed, agreement: Agreement) -> dict[str, object]:
    """Return a feed as plain values, ready for ``json.dumps``."""
    return {
        "day": feed.day.isoformat(),
        "immediate": [
            {**handoff_entry(each, feed.zone), "to": agreement.handoffs[each.row.handoff].to} for each in feed.immediate
        ],
        "digests": [
            {
                "to": digest.party,
                "receiver": digest.receiver,
                "n": len(digest.handoffs),
                "open": digest.open,
                "by_handoff": digest.by_handoff,
                "handoffs": [each.row.id for each in digest.handoffs],
            }
            for digest in feed.digests
        ],
    }


def feed_rows(feed: Feed) -> list[dict[str, object]]:
    """Return what was handed over at once as flat rows, missing fields in one cell."""
    return [{**handoff_entry(each, feed.zone), "missing": "; ".join(each.missing)} for each in feed.immediate]


def _digests(agreement: Agreement, found: Sequence[ListedHandoff]) -> tuple[Digest, ...]:
    groups: dict[tuple[str, str], list[ListedHandoff]] = {}
    for each in found:
        party = agreement.handoffs[each.row.handoff].to
        groups.setdefault((party, each.row.receiver or ""), []).append(each)
    return tuple(
        Digest(party, receiver or None, tuple(each), sum(one.row.state in ("sent", "acknowledged") for one in each))
        for (party, receiver), each in sorted(groups.items())
    )
