"""What people do on the web site and with mails, driven by a latent interest nobody sees."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_leisure, is_weekend
from tripact.examples.company.dice import Dice
from tripact.examples.company.people import Person
from tripact.examples.company.world import INFLATING, World

_FIRST: dict[str, dict[str, float]] = {
    "website": {"demo_request": 0.13, "download": 0.3, "cta_reply": 0.07, "chat": 0.12, "blog": 0.38},
    "google_ads": {"demo_request": 0.11, "product_page": 0.5, "download": 0.25, "chat": 0.14},
    "linkedin_ads": {"download": 0.75, "blog": 0.2, "demo_request": 0.05},
    "webinar": {"event": 1.0},
    "trade_fair": {"event": 0.95, "cta_reply": 0.05},
    "content_syndication": {"download": 1.0},
    "outbound_list": {"": 1.0},
    "partner": {"partner_referral": 1.0},
    "free_trial": {"product_page": 0.6, "technical_docs": 0.4},
}
_COLD = {"blog": 0.52, "product_page": 0.18, "technical_docs": 0.14, "download": 0.10, "email_click": 0.06}
_WARM = {
    "product_page": 0.27, "pricing_page": 0.25, "technical_docs": 0.16, "blog": 0.16, "download": 0.06, "chat": 0.04,
    "email_click": 0.04, "demo_request": 0.015, "cta_reply": 0.005,
}  # fmt: skip
_SECONDS = {"chat": (180, 1500), "event": (1200, 4800), "demo_request": (40, 200)}


def live(world: World, person: Person) -> None:
    """Add what a person does in the first months after the capture."""
    dice = world.dice("interest", person.key)
    first = dice.weigh(_FIRST[person.source])
    if first:
        person.signals.append((person.captured + dice.whole(1, 4), first, None))
    if dice.chance(0.62) and first:
        visit(person, person.captured + dice.whole(20, 90), dice)
    mean = 9.6 * person.interest**1.3
    moment = person.captured
    for _ in range(dice.count(mean)):
        moment += int(dice.waiting(2.5 + 13 * (1 - person.interest)) * DAY)
        visit(person, _hour(moment, dice), dice)
    if person.campaign == INFLATING:
        _chase_gifts(person, dice)
    _read_mails(person, dice)


def burst(person: Person, moment: int, dice: Dice, *, asks: bool) -> None:
    """Add a fresh interest: some visits within days, and perhaps a request for contact."""
    for _ in range(dice.whole(2, 5)):
        visit(person, _hour(moment, dice), dice, warm=0.85)
        moment += int(dice.between(0.8, 4) * DAY)
    if asks:
        person.signals.append((_hour(moment, dice), "demo_request", None))


def visit(person: Person, moment: int, dice: Dice, warm: float | None = None) -> None:
    """Add one session: a run of pages with minutes in between."""
    pages = _WARM if dice.chance(person.interest if warm is None else warm) else _COLD
    session = f"{person.key[2:]}-{moment % 1_000_000:06}"
    for _ in range(1 + dice.count(0.55 + 1.1 * person.interest)):
        person.signals.append((moment, dice.weigh(pages), session))
        moment += int(dice.between(0.4, 5) * MINUTE)


def _hour(moment: int, dice: Dice) -> int:
    """Return a waking hour of that day, or of the Monday after; few work on weekends."""
    day = moment // DAY
    while is_weekend(day * DAY) and not dice.chance(0.3):
        day += 1
    return max(at_leisure(day, dice), moment) if day == moment // DAY else at_leisure(day, dice)


def _chase_gifts(person: Person, dice: Dice) -> None:
    """Add the clicks that the give-away asks for: many points, no wish to buy."""
    moment = person.captured
    for page in ("product_page", "download", "pricing_page", "download", "product_page", "pricing_page"):
        moment += int(dice.between(0.1, 1.6) * DAY) if dice.chance(0.62) else 4 * MINUTE
        moment = at_leisure(moment // DAY, dice) if moment % DAY < 7 * 3600 else moment
        if dice.chance(0.9):
            person.signals.append((moment, page, f"{person.key[2:]}-{moment % 1_000_000:06}"))


def _read_mails(person: Person, dice: Dice) -> None:
    """Add opened and clicked mails of the following weeks; mail programs open some on their own."""
    for number in range(dice.whole(2, 7)):
        sent = person.captured // DAY + 4 + 14 * number + dice.whole(0, 3)
        if dice.chance(0.42):
            moment = at_leisure(sent, dice)
            person.signals.append((moment, "email_open", None))
            if dice.chance(0.25 * person.interest):
                person.signals.append((moment + dice.whole(20, 400), "email_click", None))


def write_signals(book: Book, person: Person) -> None:
    """Write all that a person did, after everything about them is decided."""
    for moment, signal, session in person.signals:
        low, high = _SECONDS.get(signal, (6, 300))
        seconds = low + (moment * 31 + len(signal)) % (high - low)
        book.add("signals", moment, person.key, signal, session, seconds, moment)
