"""How sales development answers a promoted lead: first response, further attempts, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tripact.examples.company.book import LABELS, Book
from tripact.examples.company.clock import DAY, MINUTE, is_weekend, worked
from tripact.examples.company.dice import Dice
from tripact.examples.company.people import Person
from tripact.examples.company.world import INFLATING, World

_CHANNELS = ("call", "email", "call", "linkedin", "email", "call", "email", "call")
_UNANSWERED = {"call": ("no_answer", "voicemail"), "email": ("sent", "sent", "bounced"), "linkedin": ("sent",)}
_ANSWERED = {"call": "connected", "email": "replied", "linkedin": "replied"}
_RETURNS = {"timing": 0.34, "budget_freeze": 0.22, "competitor_locked_in": 0.18, "outside_icp": 0.26}
_REFUSALS = {"student": 0.12, "competitor": 0.14, "job_seeker": 0.12, "invalid_contact": 0.44, "out_of_business": 0.18}


@dataclass(frozen=True)
class Outcome:
    """How a stretch of the way ended, and when."""

    state: Literal["accepted", "qualified", "nurture", "disqualified", "open"]
    moment: int
    reason: str = ""


@dataclass
class Desk:
    """One SDR working on one promoted lead.

    Attributes:
        promoted: When the lead crossed the threshold.
        withdrawn: From when on the person must not be contacted.
    """

    world: World
    book: Book
    person: Person
    promoted: int
    withdrawn: int
    dice: Dice
    last: int = 0

    def work(self) -> Outcome:
        """Write the SDR's attempts and decision; return how it ended."""
        sent = self.promoted + self.dice.whole(20, 240)
        self._hand("sent", sent, user="router", complete=1.0 if self.dice.chance(0.05) else 1 - self.person.gaps / 10)
        if self.dice.chance(0.75):
            attempt(self.book, self.person, self.promoted + 2 * MINUTE, ("email", "sent", True, "autoresponder"))
        if self.person.basis is None or self.dice.chance(0.025):
            return Outcome("open", self.promoted)
        reached = self._attempts()
        self._see(sent, reached)
        return self._unreached() if reached is None else self._decide(reached)

    def response(self) -> float:
        """Return the minutes of office time until the first attempt."""
        if self.world.is_busy(self.promoted):
            return self.dice.around(150, 0.95)
        if is_weekend(self.promoted):
            return self.dice.around(70, 0.75)
        return self.dice.around(33, 0.95)

    def _attempts(self) -> int | None:
        """Write attempts until somebody answers; return when."""
        moment = max(worked(self.promoted, self.response()), self.promoted + 3 * MINUTE)
        if self.dice.chance(0.03):
            attempt(self.book, self.person, moment, ("call", "called_in", False, self.person.owner), self.dice)
            return moment
        planned = self.dice.whole(2, 4) if self.dice.chance(0.16) else self.dice.whole(6, 8)
        odds = 0.30 + 0.2 * self.person.interest
        self.last = moment
        for number, channel in enumerate(_CHANNELS[:planned]):
            if moment >= self.withdrawn:
                return None
            self.last = moment
            answered = self.dice.chance(odds)
            outcome = _ANSWERED[channel] if answered else self.dice.pick(_UNANSWERED[channel])
            attempt(self.book, self.person, moment, (channel, outcome, False, self.person.owner), self.dice)
            if answered:
                return moment
            moment = worked(moment, self.dice.between(45, 400) if number < 2 else self.dice.between(300, 1200))
        return None

    def _see(self, sent: int, reached: int | None) -> None:
        """Write that the SDR has seen the lead, where it took longer to decide."""
        seen = worked(sent, self.dice.around(45, 0.8))
        if (reached is None or seen < reached) and self.dice.chance(0.7):
            self._hand("acknowledged", seen)

    def _unreached(self) -> Outcome:
        moment = worked(self.last, self.dice.between(480, 1900))
        if self.dice.chance(0.25) or moment >= self.withdrawn:
            return Outcome("open", moment)
        self._hand("returned", moment, reason="unreachable")
        move(self.book, self.person, moment, ("nurture", "unreachable", None, self.person.owner))
        return Outcome("nurture", moment, "unreachable")

    def _decide(self, reached: int) -> Outcome:
        moment = reached + self.dice.whole(3, 25) * MINUTE
        if self.dice.chance(0.22):
            moment = worked(moment, self.dice.between(60, 900))
        if self.dice.chance(self._odds(reached)):
            self._hand("accepted", moment)
            late = self.dice.whole(1, 4) * DAY if self.dice.chance(0.02) else 0
            move(self.book, self.person, moment, ("sal", None, None, self.person.owner), late)
            return Outcome("accepted", moment)
        if self.dice.chance(0.18):
            reason = self.dice.weigh(_REFUSALS)
            self._hand("returned", moment, reason="outside_icp")
            move(self.book, self.person, moment, ("disqualified", reason, None, self.person.owner))
            return Outcome("disqualified", moment, reason)
        reason = self.dice.weigh(_RETURNS)
        self._hand("returned", moment, reason=reason)
        move(self.book, self.person, moment, ("nurture", reason, None, self.person.owner))
        return Outcome("nurture", moment, reason)

    def _odds(self, reached: int) -> float:
        """Return the chance to be accepted: low for the give-away, lower the longer they waited."""
        if self.person.campaign == INFLATING:
            return 0.17
        slow = 0.12 if reached - self.promoted > 3 * DAY else 0.0
        return 0.42 + 0.36 * self.person.interest - slow

    def _hand(
        self, action: str, moment: int, *, reason: str = "", user: str = "", complete: float | None = None
    ) -> None:
        cells = ("mql_to_sal", action, reason or None, self.person.key, None, self.person.owner, complete)
        self.book.add("handoffs", moment, *cells, user or self.person.owner, moment)


def attempt(
    book: Book, person: Person, moment: int, what: tuple[str, str, bool, str], dice: Dice | None = None
) -> None:
    """Write an attempt: channel, outcome, whether it was automatic, who.

    The CRM keeps an answer in a row of its own, a minute after the attempt: what was said, or the mail that came.
    """
    channel, outcome, automatic, user = what
    if outcome in ("connected", "replied"):
        first = ("started" if channel == "call" else "sent", automatic, user)
        attempt(book, person, moment, (channel, *first))
        moment += MINUTE
    seconds = dice.whole(60, 900) if dice and outcome in ("connected", "called_in") else None
    direction = "inbound" if outcome in ("called_in", "replied") else "outbound"
    cells = (person.key, None, channel, direction, outcome, seconds, automatic, user)
    book.add("activities", moment - moment % MINUTE, *cells, moment - moment % MINUTE)


def move(book: Book, person: Person, moment: int, what: tuple[str, str | None, str | None, str], late: int = 0) -> None:
    """Write a move of a person: stage, reason, new owner, who; ``late`` is when it was typed in, after the fact."""
    book.add("lead_stages", moment, person.key, LABELS[what[0]], *what[1:], moment, moment + late)


def cold_calls(world: World, book: Book, person: Person, withdrawn: int) -> Outcome | None:
    """Write the sequence of an outbound lead that no rule promoted; a few are accepted anyway."""
    dice = world.dice("outbound", person.key)
    if not dice.chance(0.6) or person.basis is None:
        return None
    topics = [moment for moment, signal, _ in person.account.topics if signal == "topic_surge"]
    begin = next((at for at in topics if at > person.captured), person.captured)
    moment = worked(begin, dice.around(200, 0.8))
    for number in range(dice.pick((3, 5, 8, 12, 12, 13))):
        if moment >= withdrawn:
            return None
        channel = _CHANNELS[number % len(_CHANNELS)]
        automatic = channel == "email" and dice.chance(0.4)
        answered = not automatic and dice.chance(0.035)
        outcome = _ANSWERED[channel] if answered else dice.pick(_UNANSWERED[channel])
        attempt(book, person, moment, (channel, outcome, automatic, person.owner), dice)
        if answered:
            return take(book, person, moment + dice.whole(5, 50) * MINUTE, dice)
        moment = worked(moment, dice.between(250, 850))
    return None


def take(book: Book, person: Person, moment: int, dice: Dice) -> Outcome | None:
    """Accept a lead by hand that the rule has not promoted."""
    if not dice.chance(0.45):
        return None
    move(book, person, moment, ("sal", None, None, person.owner))
    return Outcome("accepted", moment)


def throw_out(book: Book, world: World, person: Person) -> bool:
    """Disqualify a flagged lead some days after the flag; tell whether it was done."""
    dice = world.dice("hygiene", person.key)
    if not person.penalty or not dice.chance(0.7):
        return False
    reason = "invalid_contact" if person.penalty == "invalid_email" else person.penalty
    moment = worked(person.flagged, dice.between(300, 4000))
    move(book, person, moment, ("disqualified", reason, None, person.owner))
    return True
