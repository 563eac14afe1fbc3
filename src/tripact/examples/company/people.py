"""The people who become leads: who they are, where they came from, and how much they really want."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, at_leisure, at_work
from tripact.examples.company.dice import Dice
from tripact.examples.company.market import Account
from tripact.examples.company.names import person_name, plain
from tripact.examples.company.world import INFLATING, SDRS, World


@dataclass(frozen=True)
class Source:
    """Where leads come from: channel, how often, how much they want on average, and the campaigns."""

    channel: str
    weight: float
    interest: float
    campaigns: dict[str, float]


SOURCES = {
    "website": Source("inbound", 0.24, 0.68, {"organic": 0.7, "blog_series": 0.3}),
    "google_ads": Source("inbound", 0.16, 0.60, {"brand_search": 0.4, "crm_sla_search": 0.6}),
    "linkedin_ads": Source("inbound", 0.13, 0.48, {"revops_leaders": 0.6, "sla_checklist": 0.4}),
    "webinar": Source("inbound", 0.10, 0.56, {"webinar_handover": 0.5, "webinar_pipeline": 0.5}),
    "trade_fair": Source("inbound", 0.03, 0.50, {"industry_fair_nitra": 1.0}),
    "content_syndication": Source("inbound", 0.03, 0.45, {INFLATING: 1.0}),
    "outbound_list": Source("outbound", 0.18, 0.33, {"abm_manufacturing": 0.6, "abm_logistics": 0.4}),
    "partner": Source("partner", 0.05, 0.66, {"partner_referral": 1.0}),
    "free_trial": Source("plg", 0.08, 0.62, {"self_service": 1.0}),
}
"""Every source; the trade fair swells in the busy month, content syndication while the give-away runs."""

_RANKS = {"c_level": 0.25, "vp": 0.08, "manager": 0.46, "specialist": 0.21}
_PARTS: dict[str, dict[str, float]] = {
    "c_level": {"decision_maker": 0.82, "influencer": 0.14, "champion": 0.04},
    "vp": {"decision_maker": 0.6, "influencer": 0.3, "champion": 0.1},
    "manager": {"decision_maker": 0.34, "influencer": 0.51, "champion": 0.09, "user": 0.06},
    "specialist": {"influencer": 0.28, "champion": 0.27, "user": 0.45},
}
_PERSONAS = ("revenue_leader", "operations", "finance", "technology")
_PENALTIES = {"": 0.932, "student": 0.014, "competitor": 0.012, "job_seeker": 0.014, "invalid_email": 0.028}
_OFFERS = ("video", "carousel", "checklist", "case_study", "calculator")


@dataclass
class Person:
    """A lead, with the latent interest that the CRM never sees.

    Attributes:
        captured: When the CRM got to know them.
        penalty: A flag that speaks against them, if any.
        flagged: When it was set.
        signals: What they do: (moment, signal, session).
        gaps: How many fields of the package for sales their form left blank.
    """

    key: str
    account: Account
    name: tuple[str, str]
    seniority: str
    role: str
    source: str
    campaign: str
    owner: str
    basis: str | None
    captured: int
    interest: float
    penalty: str = ""
    flagged: int = 0
    signals: list[tuple[int, str, str | None]] = field(default_factory=list)
    gaps: int = 0

    @property
    def channel(self) -> str:
        """How the conversation began."""
        return SOURCES[self.source].channel

    @property
    def email(self) -> str:
        """An invented address; broken where it is flagged as invalid."""
        local = f"{plain(self.name[0])}.{plain(self.name[1])}"
        return f"{local}@{self.account.domain}" if self.penalty != "invalid_email" else f"{local}.{self.account.domain}"


def arrivals(world: World) -> list[int]:
    """Return the moment of each lead's capture, in order: more on working days, more with time."""
    dice = world.dice("arrivals")
    days = {day: world.volume(day * DAY) for day in range(world.start // DAY, world.end // DAY)}
    total, moments, owed = sum(days.values()), [], 0.0
    for day, weight in days.items():
        owed += weight / total * world.leads * dice.between(0.82, 1.18)
        moments += sorted(at_leisure(day, dice) for _ in range(int(owed)))
        owed -= int(owed)
    missing = [at_leisure(world.end // DAY - 9, dice) for _ in range(world.leads - len(moments))]
    return sorted(moments + missing)[: world.leads]


def make_person(world: World, number: int, captured: int, accounts: list[Account]) -> Person:
    """Return the lead of a number."""
    dice = world.dice("lead", number)
    source = dice.weigh(_mix(world, captured))
    account = _account(source, accounts, dice)
    seniority = dice.weigh(_RANKS)
    person = Person(
        key=f"L-{number:05}",
        account=account,
        name=person_name(dice, account.country),
        seniority=seniority,
        role=dice.weigh(_PARTS[seniority]),
        source=source,
        campaign=dice.weigh(SOURCES[source].campaigns),
        owner=dice.pick(SDRS),
        basis=dice.weigh({"consent": 0.62, "legitimate_interest": 0.36, "": 0.02}) or None,
        captured=at_work(captured // DAY, dice) if source in ("outbound_list", "partner") else captured,
        interest=min(1.0, max(0.0, SOURCES[source].interest + 0.22 * dice.normal())),
        penalty=dice.weigh(_PENALTIES),
    )
    person.flagged = person.captured + (dice.whole(60, 900) if dice.chance(0.8) else DAY)
    return person


def _mix(world: World, moment: int) -> dict[str, float]:
    mix = {name: source.weight for name, source in SOURCES.items()}
    if world.is_busy(moment):
        mix["trade_fair"] *= 12
    if world.is_inflated(moment):
        mix["content_syndication"] *= 9
    return mix


def _account(source: str, accounts: list[Account], dice: Dice) -> Account:
    """Choose an account, some far more often than others; a trial only where the product is used."""
    for _ in range(60):
        account = accounts[int(len(accounts) * dice.between(0, 1) ** 1.35)]
        if source != "free_trial" or account.trial:
            break
    return account


def write_person(book: Book, world: World, person: Person) -> None:
    """Write the lead as its form captured it, blanks included, and the flag against them."""
    dice = world.dice("form", person.key)
    phone = f"+421 900 {dice.whole(100, 999)} {dice.whole(100, 999)}" if dice.chance(0.7) else None
    source = dice.weigh({person.source: 0.977, "": 0.015, "unknown": 0.008}) or None
    utm = f"{person.source}/{person.campaign}" if dice.chance(0.93) else None
    creative = dice.pick(_OFFERS) if utm and dice.chance(0.95) else None
    who = (*person.name, person.email, phone, person.account.key, person.seniority, person.role)
    persona = dice.pick(_PERSONAS) if dice.chance(0.94) else None
    origin = (source, person.channel, person.campaign, utm, creative, person.basis)
    person.gaps = sum(each is None for each in (source, utm, creative, persona, person.account.fitted["employees"]))
    book.add("leads", person.captured, person.key, *who, persona, person.owner, *origin, person.captured)
    if person.penalty:
        user = "hygiene" if person.penalty == "invalid_email" else person.owner
        book.add("flags", person.flagged, person.key, person.penalty, "yes", user, person.flagged)
