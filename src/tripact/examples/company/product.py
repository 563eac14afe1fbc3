"""Use of the product: trials that grow until sales should call, and customers who use it or do not."""

from __future__ import annotations

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_leisure, at_work, worked
from tripact.examples.company.dice import Dice
from tripact.examples.company.market import Account
from tripact.examples.company.people import Person
from tripact.examples.company.sdr import attempt
from tripact.examples.company.world import AES, World

_ACTIONS = {"login": 0.42, "feature_x": 0.27, "report_export": 0.17, "invite_user": 0.08, "integration": 0.06}


def trial(world: World, book: Book, first: Person) -> int | None:
    """Write the trial of an account that a lead began; return when it became product-qualified."""
    dice = world.dice("trial", first.account.key)
    serious = dice.chance(0.42)
    users = [first.key] + [
        f"{first.account.key}-U{n}" for n in range(1, dice.whole(5, 9) if serious else dice.whole(1, 4))
    ]
    events = _events(first, users, dice, days=dice.whole(25, 60) if serious else dice.whole(2, 20))
    for moment, user, action in events:
        book.add("usage", moment, first.account.key, user, action, 1, None, moment)
    qualified = _qualified(events)
    if qualified is not None and qualified < world.end:
        _call(book, first, qualified, dice)
        return qualified
    return None


def _events(first: Person, users: list[str], dice: Dice, *, days: int) -> list[tuple[int, str, str]]:
    events = []
    for number, user in enumerate(users):
        begin = first.captured + (10 * MINUTE if number == 0 else round(dice.between(0.5, 12) * DAY))
        for _ in range(dice.whole(3, 16)):
            moment = at_leisure(begin // DAY + dice.whole(0, days), dice)
            events.append((max(moment, begin - begin % MINUTE), user, dice.weigh(_ACTIONS)))
    return sorted(events)


def _qualified(events: list[tuple[int, str, str]]) -> int | None:
    """Return when three uses of the key feature and five active people fell into two weeks."""
    for moment, _, _ in events:
        recent = [event for event in events if moment - 14 * DAY <= event[0] <= moment]
        uses = sum(action == "feature_x" for _, _, action in recent)
        if uses >= 3 and len({user for _, user, _ in recent}) >= 5:
            return moment
    return None


def _call(book: Book, person: Person, qualified: int, dice: Dice) -> None:
    """Write the seller's call after the product qualified the account: mostly in a day, some never."""
    if dice.chance(0.12):
        return
    seller = dice.pick(AES)
    moment = max(worked(qualified, dice.around(190, 1.0)), qualified + 3 * MINUTE)
    outcome = "connected" if dice.chance(0.45) else "no_answer"
    attempt(book, person, moment, ("call", outcome, False, seller), dice)
    if outcome == "no_answer":
        attempt(book, person, worked(moment, dice.between(100, 900)), ("email", "replied", False, seller))


def customer_use(world: World, book: Book, account: Account, span: tuple[int, int] | None = None) -> None:
    """Write weekly totals of a customer's use, steady or fading.

    Args:
        world: The company.
        book: Where facts go.
        account: The customer.
        span: From when until when the product is used; the whole period by default.
    """
    dice = world.dice("use", account.key)
    since, until = span or (world.start, world.end)
    seats, fading = dice.whole(6, 60), dice.chance(0.14)
    level = dice.between(1.2, 4.5)
    for week in range(world.days // 7):
        moment = at_work(world.start // DAY + 7 * week, dice)
        level *= 0.95 if fading else dice.between(0.97, 1.035)
        times = round(level * seats * dice.between(0.8, 1.2))
        for action, share in (("login", 1.0), ("feature_x", 0.35)):
            if since <= moment < until and round(times * share):
                book.add("usage", moment, account.key, None, action, round(times * share), seats, moment)


def new_customer_use(world: World, book: Book, account: Account, span: tuple[int, int]) -> None:
    """Write how a new customer uses the product: most until they leave, some give up after weeks, a few never begin."""
    dice = world.dice("adoption", account.key)
    adopted = dice.weigh({"": 0.76, "gives up": 0.16, "never": 0.08})
    since = span[0] + round(dice.between(5, 25) * DAY)
    if adopted != "never":
        weeks = dice.between(2, 7) if adopted else world.days
        customer_use(world, book, account, (since, min(span[1], since + round(weeks * 7 * DAY))))
