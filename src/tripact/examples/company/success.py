"""After the signature: the handover to customer success, onboarding met and missed, and recurring revenue."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_work, worked
from tripact.examples.company.deals import Won
from tripact.examples.company.dice import Dice
from tripact.examples.company.market import Account
from tripact.examples.company.product import new_customer_use
from tripact.examples.company.world import MANAGERS, World

_MILESTONES = {"kickoff": (3.2, 0.40), "activation": (9, 0.40), "first_value": (20, 0.40)}
_PACKAGE = {
    "use_case": "One list of leads for marketing and sales",
    "promised_results": "First answer within two hours, in 90 days",
    "success_criteria": "Nine of ten leads answered in time",
    "risks": "The old CRM is switched off in the same quarter",
    "project_plan": "Kickoff, data, rules, training, review",
}
_GAPS = {"use_case": 0.03, "promised_results": 0.10, "success_criteria": 0.14, "risks": 0.20, "project_plan": 0.12}
_CHURN = ("low_usage", "missing_feature", "price", "champion_left", "insolvency")


def onboard(world: World, book: Book, won: Won, *, first: bool) -> None:
    """Write the handover and what the customer reached; some late, some never.

    A second deal of the same customer is an expansion.
    """
    dice = world.dice("success", won.key)
    manager = dice.pick(MANAGERS)
    begun = _hand_over(book, won, manager, dice)
    days = _milestones(world, won, begun, dice)
    regrets = first and dice.chance(0.07)
    if regrets:
        days[-1] = None
    book.add("onboarding", won.moment, won.key, won.person.account.key, manager, *days)
    if regrets:
        _regret(book, won, dice)
    elif first:
        left = _revenue(world, book, won.person.account.key, (won.moment, won.cents))
        new_customer_use(world, book, won.person.account, (won.moment, left))
    else:
        book.add("arr", won.moment, won.person.account.key, "expansion", won.cents, "second team", won.moment)


def _milestones(world: World, won: Won, begun: int, dice: Dice) -> list[int | None]:
    """Return the day of each milestone, None for those that nobody has recorded."""
    slow = 2.2 if dice.chance(0.18) else 1.0
    days: list[int | None] = []
    moment = begun
    for median, spread in _MILESTONES.values():
        day = won.moment // DAY + max(1, round(dice.around(median * slow, spread)))
        moment = max(moment, at_work(day, dice))
        days.append(moment - moment % DAY if moment < world.end and dice.chance(0.95) else None)
    return days


def _regret(book: Book, won: Won, dice: Dice) -> None:
    """Write a customer who cancels before the product was of any value."""
    account, left = won.person.account.key, at_work(won.moment // DAY + dice.whole(21, 75), dice)
    book.add("arr", won.moment, account, "new", won.cents, None, won.moment)
    book.add("arr", left, account, "churn", won.cents, dice.pick(("low_usage", "champion_left")), left)


def _hand_over(book: Book, won: Won, manager: str, dice: Dice) -> int:
    """Write the package sent, and returned where it has gaps; return when the manager has accepted it."""
    sent = worked(won.moment, dice.around(300, 0.7))
    gaps = [name for name, odds in _GAPS.items() if dice.chance(odds)]
    told = 1.0 if dice.chance(0.3) else 1 - len(gaps) / len(_PACKAGE)
    _pack(book, won, sent - MINUTE, gaps)
    _hand(book, won, (manager, won.seller, told), ("sent", sent, None))
    seen = worked(sent, dice.between(10, 120))
    _hand(book, won, (manager, manager, None), ("acknowledged", seen, None))
    answered = worked(seen, dice.between(20, 420))
    if gaps and dice.chance(0.75):
        reason = "package_incomplete" if dice.chance(0.7) else "promise_unclear"
        _hand(book, won, (manager, manager, None), ("returned", answered, reason))
        again = worked(answered, dice.between(200, 1400))
        _pack(book, won, again - MINUTE, gaps[3:])
        _hand(book, won, (manager, won.seller, 1.0), ("sent", again, None))
        answered = worked(again, dice.between(20, 300))
    _hand(book, won, (manager, manager, None), ("accepted", answered, None))
    return answered


def _pack(book: Book, won: Won, moment: int, gaps: list[str]) -> None:
    """Write what success is told of the deal, but for the gaps."""
    told = (None if name in gaps else text for name, text in _PACKAGE.items())
    book.add("packages", moment, won.key, *told, won.seller, moment)


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


def _revenue(world: World, book: Book, account: str, start: tuple[int, int]) -> int:
    """Write how the recurring revenue of an account moved, about every quarter; return when it was over, if ever."""
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
            return moment
    return world.end
