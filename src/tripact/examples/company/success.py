"""After the signature: the handover to customer success, onboarding met and missed, and recurring revenue."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, at_work, worked
from tripact.examples.company.deals import Won
from tripact.examples.company.dice import Dice
from tripact.examples.company.market import Account
from tripact.examples.company.world import MANAGERS, World

_MILESTONES = {"kickoff": (3.5, 0.45), "activation": (10, 0.45), "first_value": (22, 0.40)}
_CHURN = ("low_usage", "missing_feature", "price", "champion_left", "insolvency")


def onboard(world: World, book: Book, won: Won, *, first: bool) -> None:
    """Write the handover and what the customer reached; some late, some never.

    A second deal of the same customer is an expansion.
    """
    dice = world.dice("success", won.key)
    manager = dice.pick(MANAGERS)
    begun = _hand_over(book, won, manager, dice)
    days: list[int | None] = []
    moment = begun
    for median, spread in _MILESTONES.values():
        day = won.moment // DAY + max(1, round(dice.around(median * (1.9 if dice.chance(0.2) else 1), spread)))
        moment = max(moment, at_work(day, dice))
        days.append(moment - moment % DAY if moment < world.end and dice.chance(0.95) else None)
    book.add("onboarding", won.moment, won.key, won.person.account.key, manager, *days)
    if first:
        _revenue(world, book, won.person.account.key, (won.moment, won.cents))
    else:
        book.add("arr", won.moment, won.person.account.key, "expansion", won.cents, "second team", won.moment)


def _hand_over(book: Book, won: Won, manager: str, dice: Dice) -> int:
    """Write the package sent, at times returned, and completed; return when the manager has it."""
    sent = worked(won.moment, dice.around(300, 0.7))
    complete = dice.pick((1.0, 1.0, 1.0, 0.8, 0.6))
    _hand(book, won, (manager, won.seller, complete), ("sent", sent, None))
    answered = worked(sent, dice.between(20, 420))
    if complete < 1 and dice.chance(0.7):
        reason = "package_incomplete" if dice.chance(0.7) else "promise_unclear"
        _hand(book, won, (manager, manager, None), ("returned", answered, reason))
        again = worked(answered, dice.between(200, 1400))
        _hand(book, won, (manager, won.seller, 1.0), ("sent", again, None))
        answered = worked(again, dice.between(20, 300))
    _hand(book, won, (manager, manager, None), ("accepted", answered, None))
    if dice.chance(0.93):
        _hand(book, won, (manager, won.seller, 1.0), ("completed", worked(answered, dice.between(5, 300)), None))
    return answered


def _hand(book: Book, won: Won, who: tuple[str, str, float | None], what: tuple[str, int, str | None]) -> None:
    receiver, user, complete = who
    action, moment, reason = what
    cells = ("won_to_success", action, reason, None, won.key, receiver, complete, user)
    book.add("handoffs", moment, *cells, moment)


def old_customers(world: World, book: Book, accounts: list[Account]) -> None:
    """Write the revenue of those who were customers before the period began."""
    for account in accounts:
        dice = world.dice("customer", account.key)
        since = at_work(world.start // DAY - dice.whole(40, 720), dice)
        _revenue(world, book, account.key, (since, round(dice.around(31_000, 0.5) / 100) * 10_000))
        account.since = min(account.since, since - since % DAY - 60 * DAY)


def _revenue(world: World, book: Book, account: str, start: tuple[int, int]) -> None:
    """Write how the recurring revenue of an account moved, about every quarter."""
    dice = world.dice("revenue", account)
    moment, cents = start
    book.add("arr", moment, account, "new", cents, None, moment)
    while (moment := moment + round(dice.between(70, 120)) * DAY) < world.end:
        movement = dice.weigh({"": 0.66, "expansion": 0.25, "contraction": 0.055, "churn": 0.035})
        if not movement or moment < world.start:
            continue
        share = {"expansion": dice.between(0.08, 0.35), "contraction": dice.between(0.1, 0.35), "churn": 1.0}[movement]
        change = cents if share == 1.0 else round(cents * share / 10_000) * 10_000
        cents += change if movement == "expansion" else -change
        reason = dice.pick(_CHURN) if movement != "expansion" else dice.pick(("seats", "module", "price"))
        book.add("arr", at_work(moment // DAY, dice), account, movement, change, reason, moment)
        if movement == "churn":
            return
