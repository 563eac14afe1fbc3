"""What marketing spent, by month, channel and campaign, as the accountant's spreadsheet has it."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, wall
from tripact.examples.company.people import SOURCES
from tripact.examples.company.world import World

_MONTHLY = {
    "website": 4_600, "google_ads": 12_200, "linkedin_ads": 13_400, "webinar": 4_100, "trade_fair": 1_600,
    "content_syndication": 2_700, "outbound_list": 5_600, "partner": 2_200, "free_trial": 3_200,
}  # fmt: skip


def write_spend(book: Book, world: World) -> None:
    """Write a row for each month and campaign; the fair and the give-away cost most while they last."""
    for month in range(world.months):
        moment = max(world.start, wall(world.month_start(month)))
        for source, amount in _MONTHLY.items():
            times = 14.0 if source == "trade_fair" and world.is_busy(moment + DAY) else 1.0
            times = 6.0 if source == "content_syndication" and world.is_inflated(moment + DAY) else times
            for campaign, share in SOURCES[source].campaigns.items():
                dice = world.dice("spend", month, campaign)
                cents = round(amount * times * share * dice.between(0.85, 1.15) * 100)
                book.add("spend", moment, moment, source, campaign, cents)
