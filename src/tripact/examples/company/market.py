"""The companies that might buy: invented accounts with what a CRM knows of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, at_work
from tripact.examples.company.names import company_name, plain
from tripact.examples.company.world import World

Fitted = tuple[str, str | int | None]
"""Name and value of an attribute that counts for fit."""

_INDUSTRIES = {
    "manufacturing": 0.47, "logistics": 0.36, "retail": 0.05, "it": 0.05, "finance": 0.04, "construction": 0.03,
}  # fmt: skip
_COUNTRIES = {"sk": 0.52, "cz": 0.24, "at": 0.12, "de": 0.04, "pl": 0.05, "hu": 0.03}
_CRM = {"salesforce": 0.31, "hubspot": 0.33, "pipedrive": 0.14, "spreadsheets": 0.10, "": 0.12}
_CERTIFICATES = {"iso27001": 0.48, "iso9001": 0.27, "": 0.25}
_SEGMENTS = {"smb": 0.30, "mid_market": 0.57, "enterprise": 0.13}
_SIZES = {"smb": (70, 0.35, 12, 99), "mid_market": (260, 0.55, 100, 999), "enterprise": (2200, 0.7, 1000, 18000)}
TOPICS = ("revenue_operations", "lead_scoring", "crm_migration", "sales_sla", "partner_portal")


@dataclass
class Account:
    """A company.

    Attributes:
        key: Its id in the CRM.
        fitted: What counts for fit, by attribute.
        changes: What was learned later: (moment, attribute, value).
        topics: Third-party surges: (moment, signal, topic).
        trial: Whether people of it use the free product.
    """

    key: str
    name: str
    segment: str
    country: str
    fitted: dict[str, str | int | None]
    since: int
    trial: bool
    changes: list[tuple[int, str, str]] = field(default_factory=list)
    topics: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def domain(self) -> str:
        """A mail domain under a name that is reserved for examples."""
        return f"{plain(' '.join(self.name.split()[:2]))}-{self.key[4:]}.example"


def make_account(world: World, number: int) -> Account:
    """Return an account by its number."""
    dice = world.dice("account", number)
    industry, country, segment = dice.weigh(_INDUSTRIES), dice.weigh(_COUNTRIES), dice.weigh(_SEGMENTS)
    median, spread, least, most = _SIZES[segment]
    size = min(most, max(least, round(dice.around(median, spread))))
    fitted = {
        "industry": industry,
        "employees": size if dice.chance(0.97) else None,
        "region": country,
        "tech": dice.weigh(_CRM) or None,
        "compliance": dice.weigh(_CERTIFICATES) or None,
    }
    since = world.start - dice.whole(20, 700) * DAY
    name = company_name(dice, industry, country)
    account = Account(f"ACC-{number:04}", name, segment, country, fitted, since - since % DAY, dice.chance(0.09))
    if dice.chance(0.06):
        moment = at_work((world.start + dice.whole(0, world.days) * DAY) // DAY, dice)
        account.changes.append((moment, *dice.pick((("compliance", "iso27001"), ("tech", "hubspot")))))
    if dice.chance(0.16):
        _add_topics(world, account)
    return account


def _add_topics(world: World, account: Account) -> None:
    """Add what a provider of intent data saw: some weeks of one topic, at times of two."""
    dice = world.dice("topics", account.key)
    day = world.start // DAY + dice.whole(5, max(6, world.days - 10))
    for week in range(dice.whole(1, 3)):
        signal = "topic_surge" if dice.chance(0.7) else "topic_signal"
        account.topics.append(((day + 7 * week) * DAY, signal, dice.pick(TOPICS)))


def write_account(book: Book, account: Account) -> None:
    """Write the account, what was learned later, and its topics."""
    values = (account.fitted[name] for name in ("industry", "employees", "region", "tech", "compliance"))
    book.add("accounts", account.since, account.key, account.name, *values, account.segment, account.since)
    for moment, name, value in account.changes:
        book.add("account_changes", moment, account.key, name, value, "enrichment", moment)
    for number, (moment, signal, topic) in enumerate(account.topics):
        score = 60 + (len(topic) * 7 + number * 11 + int(account.key[4:])) % 40
        book.add("topics", moment, account.key, signal, topic, score, moment)
