"""How sales development answers those whom a partner sent: mostly within a day, and some never."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import MINUTE, worked
from tripact.examples.company.people import Person
from tripact.examples.company.sdr import Outcome, attempt, take
from tripact.examples.company.world import World

_WAYS = (
    ("call", "no_answer"), ("email", "sent"), ("call", "voicemail"), ("linkedin", "sent"),
    ("call", "no_answer"), ("email", "sent"), ("call", "no_answer"),
)  # fmt: skip
_ANSWERED = {"call": "connected", "email": "replied", "linkedin": "replied"}


def answer_referral(world: World, book: Book, person: Person, until: int) -> Outcome | None:
    """Write the attempts that follow a partner's referral, up to a moment; tell if the lead was taken."""
    dice = world.dice("referral", person.key)
    if person.basis is None or dice.chance(0.05):
        return None
    moment = worked(person.captured + 3 * MINUTE, dice.around(1500, 0.4) if dice.chance(0.12) else dice.around(80, 0.9))
    for channel, unanswered in _WAYS[: dice.pick((3, 6, 6, 7))]:
        if moment >= until:
            return None
        answered = dice.chance(0.22)
        outcome = _ANSWERED[channel] if answered else unanswered
        attempt(book, person, moment, (channel, outcome, False, person.owner), dice)
        if answered:
            return take(book, person, moment + dice.whole(5, 50) * MINUTE, dice)
        moment = worked(moment, dice.between(200, 1000))
    return None
