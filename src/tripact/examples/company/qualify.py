"""From accepted to qualified: the discovery meeting and the answers it brings."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.examples.company.book import Book
from tripact.examples.company.clock import DAY, MINUTE, at_work, worked
from tripact.examples.company.dice import Dice
from tripact.examples.company.people import Person
from tripact.examples.company.sdr import Outcome, attempt, move
from tripact.examples.company.world import AES, BUSY_AE, INFLATING, World

_QUESTIONS = ("problem", "impact", "process", "budget", "timing")
_OWN = {
    "smb": ("bant", ("budget", "authority", "need", "timeline")),
    "mid_market": ("hybrid", ()),
    "enterprise": (
        "meddicc",
        (
            "metrics",
            "economic_buyer",
            "decision_criteria",
            "decision_process",
            "identify_pain",
            "champion",
            "competition",
        ),
    ),
}
_EVIDENCE = {
    "problem": "The audit in spring found leads without an owner.",
    "impact": "Two days a week of one seller go into lists.",
    "process": "The managing director signs; procurement needs three offers.",
    "budget": "Planned under the sales programme.",
    "timing": "Start wanted before the next quarter.",
}
_RECYCLED = {"timing": 0.40, "budget_freeze": 0.34, "competitor_locked_in": 0.16, "outside_icp": 0.10}


@dataclass
class Discovery:
    """The work on one accepted lead until a seller takes it over."""

    world: World
    book: Book
    person: Person
    accepted: int
    dice: Dice

    def work(self) -> Outcome:
        """Write the meeting, its answers and what follows; return how it ended."""
        if self.dice.chance(0.07):
            return Outcome("open", self.accepted)
        held = self._meeting()
        good = self.dice.chance(self._odds())
        self._answers(held, good=good)
        moment = worked(held + 45 * MINUTE, self.dice.around(45, 1.2))
        if good:
            return self._qualified(moment)
        if self.dice.chance(0.18):
            return Outcome("open", moment)
        if self.dice.chance(0.15):
            reason = self.dice.pick(("competitor", "out_of_business", "invalid_contact"))
            move(self.book, self.person, moment, ("disqualified", reason, None, self.person.owner))
            return Outcome("disqualified", moment, reason)
        reason = self.dice.weigh(_RECYCLED)
        move(self.book, self.person, moment, ("nurture", reason, None, self.person.owner))
        return Outcome("nurture", moment, reason)

    def _odds(self) -> float:
        return 0.22 if self.person.campaign == INFLATING else 0.37 + 0.28 * self.person.interest

    def _meeting(self) -> int:
        """Write when the discovery was booked and held; at times the customer keeps us waiting."""
        booked = self.accepted + self.dice.whole(2, 90) * MINUTE
        held = at_work(booked // DAY + self.dice.whole(1, 6), self.dice)
        if self.dice.chance(0.14):
            wait = at_work(booked // DAY + 1, self.dice)
            back = at_work(wait // DAY + self.dice.whole(3, 12), self.dice)
            self.person.signals += [(wait, "waiting_on_customer", None), (back, "customer_back", None)]
            held = at_work(back // DAY + self.dice.whole(1, 4), self.dice)
        attempt(self.book, self.person, booked, ("discovery", "booked", False, self.person.owner))
        attempt(self.book, self.person, held, ("discovery", "held", False, self.person.owner))
        return held

    def _answers(self, held: int, *, good: bool) -> None:
        """Write the answers: at least three of four are met if it went well, at most two else."""
        missing = self.dice.pick((None, None, *_QUESTIONS)) if good else None
        met = {name: name != missing for name in _QUESTIONS} if good else self._weak()
        framework, own = _OWN[self.person.account.segment]
        for name in _QUESTIONS:
            self._answer(held, "hybrid", name, met=met[name])
        for name in own:
            self._answer(held, framework, name, met=self.dice.chance(0.85 if good else 0.4))

    def _weak(self) -> dict[str, bool]:
        met = dict.fromkeys(_QUESTIONS, False)
        for name in (self.dice.pick(_QUESTIONS), self.dice.pick(("problem", "impact"))):
            met[name] = True
        return met

    def _answer(self, held: int, framework: str, question: str, *, met: bool) -> None:
        known: bool | None = met if met or self.dice.chance(0.6) else None
        evidence = _EVIDENCE.get(question) if met and self.dice.chance(0.7) else None
        moment = held + self.dice.whole(5, 40) * MINUTE
        cells = (framework, question, known, self.person.role, evidence, self.person.owner)
        self.book.add("answers", moment, self.person.key, *cells, moment)

    def _qualified(self, moment: int) -> Outcome:
        moment = max(moment, self.accepted + 45 * MINUTE)
        seller = choose_ae(self.book, self.person, self.dice)
        move(self.book, self.person, moment, ("sql", None, seller, self.person.owner))
        self._hand("sent", moment + MINUTE, "", seller)
        answered = worked(moment, self.dice.around(150, 1.0))
        if self.dice.chance(0.06):
            self._hand("returned", answered, self.dice.pick(("not_qualified", "timing", "budget_freeze")), seller)
            if self.dice.chance(0.5):
                back = worked(answered, 200)
                move(self.book, self.person, back, ("nurture", "timing", self.person.owner, seller))
                return Outcome("nurture", back, "timing")
            again = worked(answered, self.dice.between(200, 900))
            self._hand("sent", again, "", seller)
            answered = worked(again, self.dice.between(60, 400))
        self._hand("accepted", answered, "", seller)
        if self.dice.chance(0.86):
            held = at_work(answered // DAY + self.dice.whole(1, 6), self.dice)
            attempt(self.book, self.person, held, ("discovery", "held", False, seller))
        return Outcome("qualified", answered, seller)

    def _hand(self, action: str, moment: int, reason: str, seller: str) -> None:
        complete = 1.0 if action == "sent" else None
        user = self.person.owner if action == "sent" else seller
        cells = ("sal_to_sql", action, reason or None, self.person.key, None, seller, complete)
        self.book.add("handoffs", moment, *cells, user, moment)


def choose_ae(book: Book, person: Person, dice: Dice) -> str:
    """Return the seller whose turn it is; one gets more of the larger deals than anybody should hold."""
    larger = person.account.segment != "smb"
    if larger and dice.chance(0.24):
        return BUSY_AE
    others = [seller for seller in AES if seller != BUSY_AE]
    return others[book.turn("large" if larger else "small") % len(others)]
