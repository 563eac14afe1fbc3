"""The way of one lead through the company, from capture to signature, pass by pass."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_work
from tripact.examples.company.consents import withdrawal
from tripact.examples.company.crossing import crossing
from tripact.examples.company.deals import Won, open_deal
from tripact.examples.company.interest import live, write_signals
from tripact.examples.company.people import Person
from tripact.examples.company.qualify import Discovery
from tripact.examples.company.recycle import come_back
from tripact.examples.company.referrals import answer_referral
from tripact.examples.company.sdr import Desk, Outcome, cold_calls, move, throw_out
from tripact.examples.company.world import World

_MOST_PASSES = 3


def travel(world: World, book: Book, person: Person) -> tuple[Won | None, int]:
    """Write a lead's whole way; return the signed deal, if any, and when consent was withdrawn."""
    live(world, person)
    withdrawn = withdrawal(world, book, person)
    won = _sell(world, book, person, withdrawn)
    write_signals(book, person)
    return won, withdrawn


def _sell(world: World, book: Book, person: Person, withdrawn: int) -> Won | None:
    score = crossing(person)
    if score is None or score.moment >= world.end:
        return _unpromoted(world, book, person, withdrawn)
    moment = score.moment
    if person.channel == "partner":
        answer_referral(world, book, person, min(withdrawn, moment))
    if early := _early(world, book, person, moment):
        return _accepted(world, book, person, early)
    for number in range(1, _MOST_PASSES + 1):
        dice = world.dice("desk", person.key, number)
        outcome = Desk(world, book, person, moment, withdrawn, dice).work()
        if outcome.state == "accepted":
            outcome = _discover(world, book, person, outcome)
        if outcome.state == "qualified":
            return open_deal(world, book, person, (outcome.moment, outcome.reason))
        again = come_back(world, person, outcome, number) if outcome.state == "nurture" else None
        if again is None or again.moment >= world.end:
            return None
        moment = again.moment
    return None


def _unpromoted(world: World, book: Book, person: Person, withdrawn: int) -> Won | None:
    if throw_out(book, world, person):
        return None
    outcome = None
    if person.channel == "outbound":
        outcome = cold_calls(world, book, person, withdrawn)
    elif person.channel == "partner":
        outcome = answer_referral(world, book, person, withdrawn)
    return _accepted(world, book, person, outcome.moment) if outcome else None


def _early(world: World, book: Book, person: Person, promoted: int) -> int | None:
    """Accept a few leads before the rule promotes them, as an SDR in a hurry does."""
    dice = world.dice("early", person.key)
    if promoted - person.captured < 6 * DAY or not dice.chance(0.02):
        return None
    moment = at_work(promoted // DAY - dice.whole(1, 4), dice)
    if not person.captured + MINUTE < moment < promoted:
        return None
    move(book, person, moment, ("sal", None, None, person.owner))
    return moment


def _accepted(world: World, book: Book, person: Person, moment: int) -> Won | None:
    outcome = _discover(world, book, person, Outcome("accepted", moment))
    if outcome.state != "qualified":
        return None
    return open_deal(world, book, person, (outcome.moment, outcome.reason))


def _discover(world: World, book: Book, person: Person, outcome: Outcome) -> Outcome:
    return Discovery(world, book, person, outcome.moment, world.dice("discovery", person.key, outcome.moment)).work()
