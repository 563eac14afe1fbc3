"""The sellers' work: opportunities from discovery to a signature or a reason against it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.examples.company.book import LABELS, Book
from tripact.examples.company.clock import DAY, MINUTE, at_work, worked
from tripact.examples.company.dice import Dice
from tripact.examples.company.people import Person
from tripact.examples.company.world import BUSY_AE, World

_AMOUNTS = {"smb": (14_000, 0.35), "mid_market": (38_000, 0.40), "enterprise": (86_000, 0.45)}
_LOSSES = {"no_decision": 0.42, "pricing": 0.20, "feature_gap": 0.13, "timing": 0.13, "competitor": 0.12}
_STEPS = {
    "discovery": "Workshop with the head of sales",
    "solution_fit": "Proof of value with their own data",
    "proposal": "Offer walk-through with procurement",
}
_EXPECTED = {
    "discovery": "The reasons and those who decide are known",
    "solution_fit": "Their own figures show the value",
    "proposal": "Procurement says what is missing",
}
_DAYS = {"discovery": 5, "solution_fit": 6, "proposal": 29}
_RIVALS = ("another vendor", "own development", "a spreadsheet", "the present supplier")


@dataclass(frozen=True)
class Won:
    """A signed deal."""

    key: str
    person: Person
    seller: str
    moment: int
    cents: int


@dataclass
class Opportunity:
    """One deal on its way.

    Attributes:
        opened: When it was created in the CRM.
        cents: The amount, in cents.
        stage: Where it stands.
        rival: Whom or what the customer considers beside us, once we know.
    """

    world: World
    book: Book
    person: Person
    seller: str
    opened: int
    dice: Dice
    cents: int = 0
    stage: str = "discovery"
    rival: str | None = None
    known: dict[str, str | bool | int | None] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The id of the deal, from the lead that it came from."""
        return f"D-{self.person.key[2:]}"

    def work(self) -> Won | None:
        """Write the deal's way; return it if it was won."""
        self._open()
        moment, fine = self._try(self.opened, 0.72)
        if fine and self.dice.chance(0.86):
            moment, fine = self._through_solution(moment)
        if fine:
            return self._propose(moment)
        self._lose(moment)
        return None

    def _try(self, moment: int, odds: float) -> tuple[int, bool]:
        """Stay in the present stage; return when that ends and whether it goes on. Lost deals take longer."""
        fine = self.dice.chance(odds)
        return self._stay(moment, 1.0 if fine else 1.6), fine

    def _open(self) -> None:
        median, spread = _AMOUNTS[self.person.account.segment]
        self.cents = round(self.dice.around(median, spread) / 100) * 10_000
        name = f"{self.person.account.name} – {self.dice.pick(('starter', 'team', 'company'))}"
        opened = (self.key, name, self.person.key, self.person.account.key, self.seller, self.opened)
        self.book.add("deals", self.opened, *opened)
        self._move("discovery", self.opened + 2 * MINUTE)  # what it is worth is known by then

    def _stay(self, moment: int, slow: float = 1.0) -> int:
        """Write the updates of a stay in the present stage; return when it ends."""
        slow *= 2.2 if self.seller == BUSY_AE else 1.0
        length = self.dice.around(_DAYS[self.stage] * slow, 0.5)
        self._update(moment + MINUTE, int(length))
        if length > 12 and self.dice.chance(0.7):
            self._update(at_work(moment // DAY + int(length / 2), self.dice), int(length / 2))
        return at_work(moment // DAY + max(1, int(length)), self.dice)

    def _update(self, moment: int, ahead: int) -> None:
        """Write what the seller notes: amount, close date, next step, state of the case."""
        close = moment + (ahead + 25) * DAY
        step = None if self.dice.chance(0.07) else _STEPS[self.stage]
        due = at_work(moment // DAY + self.dice.whole(2, 9), self.dice) if step and self.dice.chance(0.9) else None
        self._learn()
        listed = round(self.cents * self.dice.between(1.0, 1.18) / 10_000) * 10_000
        fields = ("business_case", "pov", "legal_risk", "procurement_started")
        expected = _EXPECTED[self.stage] if step and self.dice.chance(0.88) else None
        facts = (
            self.cents,
            listed,
            close,
            step,
            due,
            expected,
            self.seller,
            self.rival,
            None,
            *(self.known.get(name) for name in fields),
        )
        self.book.add("deal_updates", moment, self.key, *facts, self.seller, moment)

    def _learn(self) -> None:
        """Let the case grow with the stages."""
        late = self.stage != "discovery"
        self.known["business_case"] = self.dice.pick(("drafted", "confirmed") if late else ("none", "drafted"))
        self.rival = self.rival or (self.dice.pick(_RIVALS) if late and self.dice.chance(0.3) else None)
        self.known["pov"] = {"discovery": "none", "solution_fit": "running"}.get(self.stage, "success")
        if self.stage == "proposal":
            self.known["legal_risk"] = self.dice.chance(0.15)
            self.known["procurement_started"] = self.dice.chance(0.5) or None

    def _through_solution(self, moment: int) -> tuple[int, bool]:
        self._move("solution_fit", moment)
        return self._try(moment, 0.76)

    def _propose(self, moment: int) -> Won | None:
        self._move("proposal", moment)
        if self.dice.chance(0.08):  # terms change: one stage back, then forward again
            moment, _ = self._through_solution(at_work(moment // DAY + 6, self.dice))
            self._move("proposal", moment)
        won = self.dice.chance(0.27 + 0.14 * self.person.interest)
        moment = self._stay(moment, 1.0 if won else 1.4)
        if won:
            return self._win(moment)
        if not self.dice.chance(0.06):  # happy ears: some nobody dares to close
            self._lose(moment)
        return None

    def _win(self, moment: int) -> Won:
        self.cents = round(self.cents * self.dice.between(0.85, 1.0) / 10_000) * 10_000
        case = ("confirmed", "success", False, True)
        final = (self.cents, None, moment, None, None, None, self.seller, None, None, *case)
        self.book.add("deal_updates", moment - MINUTE, self.key, *final, self.seller, moment - MINUTE)
        self._move("won", moment)
        return Won(self.key, self.person, self.seller, moment, self.cents)

    def _lose(self, moment: int) -> None:
        """Write the loss with its reason, some deals sent back to nurture, a few reopened."""
        if self.dice.chance(0.10):
            self._move("nurture", moment, self.dice.pick(("timing", "budget_freeze")))
            return
        reason = self.dice.weigh(_LOSSES)
        rival = (self.rival or self.dice.pick(_RIVALS)) if reason == "competitor" else None
        loss = (None, None, None, None, None, None, None, rival, reason, None, None, None, None)
        self.book.add("deal_updates", moment, self.key, *loss, self.seller, moment)
        self._move("lost", moment, reason)
        if reason == "timing" and self.dice.chance(0.25):
            self.stage = "discovery"
            back = at_work(moment // DAY + self.dice.whole(6, 24), self.dice)
            self._move("discovery", back)
            self._update(back + MINUTE, 30)

    def _move(self, stage: str, moment: int, reason: str | None = None) -> None:
        self.stage = stage if stage in _DAYS else self.stage
        self.book.add("deal_stages", moment, self.key, LABELS[stage], reason, self.seller, moment)


def open_deal(world: World, book: Book, person: Person, qualified: tuple[int, str]) -> Won | None:
    """Turn a qualified lead (when, by whom) into an opportunity; most in time, some late, few never."""
    moment, seller = qualified
    dice = world.dice("deal", person.key)
    if dice.chance(0.06):
        return None
    days = dice.between(0.3, 4.5) if dice.chance(0.82) else dice.between(5, 12)
    opened = worked(moment, days * 480)
    fields = ("sql_to_sqo", "sent", None, person.key, f"D-{person.key[2:]}", seller, 1.0 if dice.chance(0.8) else 0.75)
    sent = worked(opened, dice.between(5, 300)) if dice.chance(0.9) else worked(opened, dice.between(2600, 4000))
    book.add("handoffs", sent, *fields, seller, sent)
    return Opportunity(world, book, person, seller, opened, dice).work()
