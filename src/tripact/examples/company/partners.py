"""Deals that partners register, and the one account that two of them claim."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_work, worked
from tripact.examples.company.people import Person
from tripact.examples.company.world import World

_NEEDS = ("one list of leads for two teams", "leads without an owner", "answers that come too late")
_PARTNERS = ("partner-sever", "partner-juh", "partner-vychod", "partner-donau")


def register(world: World, book: Book, referred: list[Person]) -> None:
    """Write the registration of every referred lead; the first of an account holds it.

    One account is registered by a second partner while the first is still protected.
    """
    held: dict[str, str] = {}
    for person in referred:
        dice = world.dice("registration", person.key)
        partner = held.setdefault(person.account.key, dice.pick(_PARTNERS))
        reason = "outside_icp" if dice.chance(0.08) else None
        use = dice.pick(_NEEDS) if dice.chance(0.85) else None
        _add(book, person, (partner, use, person.captured, worked(person.captured, dice.around(140, 0.9))), reason)
    if referred:
        _conflict(world, book, referred[len(referred) // 2], held)


def _conflict(world: World, book: Book, person: Person, held: dict[str, str]) -> None:
    dice = world.dice("conflict")
    rival = next(name for name in _PARTNERS if name != held[person.account.key])
    moment = at_work(person.captured // DAY + 9, dice)
    _add(book, person, (rival, None, moment, worked(moment, 300)), "already_registered")


def _add(book: Book, person: Person, what: tuple[str, str | None, int, int], reason: str | None) -> None:
    partner, use, registered, decided = what
    decided = max(decided, registered + 2 * MINUTE)
    known = decided < book.end
    decision = ("returned" if reason else "accepted") if known else None
    cells = (partner, person.key, person.account.key, use, decision, reason if known else None)
    book.add("registrations", registered, *cells, person.owner, registered, decided if known else None)
