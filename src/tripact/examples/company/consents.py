"""Lawful bases beside the one of the form: renewals, withdrawals, objections."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_leisure
from tripact.examples.company.people import Person
from tripact.examples.company.sdr import attempt
from tripact.examples.company.world import World

NEVER = 1 << 62


def withdrawal(world: World, book: Book, person: Person) -> int:
    """Write what a person said about being contacted; return from when on nobody may."""
    dice = world.dice("consent", person.key)
    if not dice.chance(0.032):
        return NEVER
    moment = at_leisure(person.captured // DAY + dice.whole(2, 60), dice)
    state = "withdrawn" if person.basis == "consent" else "objected"
    channel = dice.pick((None, None, "email"))
    book.add("consents", moment, person.key, state, "marketing", channel, None, None, moment)
    if dice.chance(0.12):
        again = at_leisure(moment // DAY + dice.whole(20, 90), dice)
        expires = again + 730 * DAY
        book.add("consents", again, person.key, "given", "marketing", channel, "consent", expires, again)
    return moment


def slip(world: World, book: Book, withdrawn: list[tuple[int, Person]]) -> None:
    """Write the call that one SDR made although the person had withdrawn the day before."""
    dice = world.dice("slip")
    inside = [each for each in withdrawn if each[0] + 2 * DAY < world.end]
    for moment, person in inside[: max(1, len(inside) // 60)]:
        called = (moment // DAY + 1) * DAY + dice.whole(600, 960) * MINUTE
        attempt(book, person, called, ("call", "connected", False, person.owner), dice)
