"""Those who were not taken: they rest, and some come back with a fresh interest."""

from __future__ import annotations

from tripact.examples.company.clock import DAY
from tripact.examples.company.crossing import Bar, Score, crossing, scores
from tripact.examples.company.dice import Dice
from tripact.examples.company.interest import burst
from tripact.examples.company.people import Person
from tripact.examples.company.sdr import Outcome
from tripact.examples.company.world import World

_REST = {"timing": 45, "budget_freeze": 90, "competitor_locked_in": 90, "unreachable": 60}
_RETURNS = {"timing": 0.38, "budget_freeze": 0.34, "unreachable": 0.20}


def come_back(world: World, person: Person, left: Outcome, passes: int) -> Score | None:
    """Return when a recycled lead crosses the higher threshold again, if it ever does."""
    dice = world.dice("return", person.key, passes)
    rest = _REST.get(left.reason, 60)
    _cool(person, left.moment, dice)
    if dice.chance(_RETURNS.get(left.reason, 0.08)):
        early = dice.chance(0.14)
        again = left.moment + round((dice.between(0.3, 0.9) if early else dice.between(1.02, 1.9)) * rest) * DAY
        burst(person, again, dice, asks=early or dice.chance(0.35))
    return crossing_again(person, left.moment, rest)


def _cool(person: Person, left: int, dice: Dice) -> None:
    """Take away most of what a person would have done later, had they not said no."""
    person.signals[:] = [each for each in person.signals if each[0] <= left or dice.chance(0.25)]


def crossing_again(person: Person, recycled: int, rest: int) -> Score | None:
    """Return the next crossing after a rest; who asks for contact does not wait for its end."""
    ended = (recycled // DAY + rest + 1) * DAY
    before = [score for score in scores(person) if score.moment <= recycled]
    tier = before[-1].tier if before else 0
    return crossing(person, Bar(recycled, ended, 60.0, tier + 1))
