"""When a lead crosses the threshold of the b2b agreement, so that the invented SDRs can react to it.

This is no second definition of a promotion: nothing outside this generator may use it, and the
verdicts of tripact come from the agreement and the facts alone. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tripact.examples.company.clock import DAY, HOUR, utc
from tripact.examples.company.people import Person

_POINTS = {
    "demo_request": 30, "cta_reply": 20, "event": 15, "pricing_page": 12, "chat": 10, "technical_docs": 10,
    "download": 8, "product_page": 5, "blog": 3, "email_click": 2,
}  # fmt: skip
_LOOKS = ("pricing_page", "product_page")
_FIT: dict[str, dict[str | int | None, int]] = {
    "industry": {"manufacturing": 15, "logistics": 15},
    "region": {"sk": 5, "cz": 5, "at": 5},
    "tech": {"salesforce": 5, "hubspot": 5},
    "compliance": {"iso27001": 5},
}
_RANKS = {"c_level": 12, "manager": 8}
_PENALTIES = {"student": -100, "competitor": -100, "job_seeker": -50, "invalid_email": -25}
_ATTAINABLE = 52
_WEEK, _FORTNIGHT = 7 * DAY, 14 * DAY


@dataclass(frozen=True)
class Bar:
    """What must be reached: after what, from when, how much engagement, or a tier of intent."""

    after: int = 0
    since: int = 0
    engagement: float = 50.0
    tier: int = 2


@dataclass(frozen=True)
class Score:
    """How a person stood at a moment (of local time)."""

    moment: int
    engagement: float
    tier: int


def crossing(person: Person, bar: Bar = Bar()) -> Score | None:
    """Return the first moment at which the rule holds, None if it never does.

    Someone who asks for contact passes at once, also before ``bar.since``.
    """
    if person.role not in ("decision_maker", "influencer") or not _may_fit(person):
        return None
    for score in scores(person, bar.since):
        if score.moment <= bar.after:
            continue
        asked = bar.after > 0 and _asks(person, score.moment)
        enough = score.moment >= bar.since and (score.engagement >= bar.engagement or score.tier >= bar.tier)
        if (enough or asked) and _fit(person, score.moment) >= 70:
            return score
    return None


def scores(person: Person, extra: int = 0) -> Iterator[Score]:
    """Yield the score at every moment at which it may rise."""
    state = _State()
    moments = [(moment, "", "") for moment in _changes(person) if moment >= person.captured]
    if extra > person.captured:
        moments.append((extra, "", ""))
    moments += [(moment, signal, "") for moment, signal, _ in person.signals]
    moments += [each for each in person.account.topics if each[0] >= person.captured]
    for moment, signal, topic in sorted(moments):
        state.see(utc(moment), signal, topic)
        yield Score(moment, state.engagement(utc(moment)), state.tier(utc(moment)))


def _changes(person: Person) -> list[int]:
    return [person.captured, person.flagged, *(moment for moment, _, _ in person.account.changes)]


def _may_fit(person: Person) -> bool:
    return any(_fit(person, moment) >= 70 for moment in _changes(person))


def _asks(person: Person, moment: int) -> bool:
    return any(at == moment and signal in ("demo_request", "cta_reply") for at, signal, _ in person.signals)


def _fit(person: Person, moment: int) -> float:
    known: Mapping[str, str | int | None] = {
        **person.account.fitted,
        **{name: value for at, name, value in person.account.changes if at <= moment},
    }
    points = _RANKS.get(person.seniority, 0) + sum(table.get(known[name], 0) for name, table in _FIT.items())
    size = known["employees"]
    points += 10 if isinstance(size, int) and 50 <= size <= 1000 else 0
    taken = _PENALTIES.get(person.penalty, 0) if moment >= person.flagged else 0
    return max(0.0, min(100.0, 100 * points / _ATTAINABLE + taken))


class _State:
    """The running score of one person: the recurrence of methods §1.2, one signal after the other."""

    def __init__(self) -> None:
        self.sum = 0.0
        self.last = 0
        self.clicked = 0
        self.asked: list[int] = []
        self.looks: list[tuple[int, int]] = []
        self.prices: list[tuple[int, int]] = []
        self.surges: list[tuple[int, str]] = []

    def see(self, moment: int, signal: str, topic: str) -> None:
        """Take one signal into account."""
        if signal == "topic_surge":
            self.surges.append((moment, topic))
        if signal in _POINTS:
            self._earn(moment, signal)
        if signal == "demo_request":
            self.asked.append(moment)
        if signal in _LOOKS:
            self.looks.append((moment, _visit_number(self.looks, moment)))
        if signal == "pricing_page":
            self.prices.append((moment, _visit_number(self.prices, moment)))

    def _earn(self, moment: int, signal: str) -> None:
        if signal == "email_click":
            again, self.clicked = moment - self.clicked < DAY, moment
            if again:
                return
        self.sum = self.engagement(moment) + _POINTS[signal]
        self.last = moment

    def engagement(self, moment: int) -> float:
        """Return the decayed score."""
        return self.sum * 0.9 ** ((moment - self.last) // _WEEK) if self.last else 0.0

    def tier(self, moment: int) -> int:
        """Return the tier of intent, 1 counting as none."""
        surges = {topic for at, topic in self.surges if moment - at <= _FORTNIGHT}
        if self.asked and moment - self.asked[-1] <= _FORTNIGHT:
            return 3
        if surges and _visits(self.prices, moment, _WEEK) >= 2:
            return 3
        return 2 if _visits(self.looks, moment, _FORTNIGHT) >= 2 or len(surges) >= 2 else 0


def _visit_number(seen: list[tuple[int, int]], moment: int) -> int:
    if not seen:
        return 1
    last, number = seen[-1]
    return number + 1 if moment - last >= HOUR // 2 else number


def _visits(seen: list[tuple[int, int]], moment: int, within: int) -> int:
    numbers = [number for at, number in seen if moment - at <= within]
    return numbers[-1] - numbers[0] + 1 if numbers else 0
