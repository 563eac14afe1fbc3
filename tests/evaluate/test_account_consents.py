"""An account is contacted through its people: its clocks wait, and end, when none of them may be contacted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.clocks import clocks, commitment, hour
from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import Line, day_of, instant
from tripact.evaluate.commitments import Clocks

Judge = Callable[..., Judged]

REQUIRED = "contact: {lawful_basis: required}"
WORDS = "pauses: [{from: [no_basis, opt_out], until: consent, share: consent}]"
WAITING = f"starts: signal surge, stops: attempt, cancels: opt_out, {WORDS}, within: 2 business hours"
REFUSING = WAITING.replace("[no_basis, opt_out]", "opt_out")
SURGE = ("a1", hour(10), "signal", "surge")


def joins(person: str, day: float = 0, account: str = "a1") -> Line:
    return (person, day, "link", "belongs_to", account)


def says(person: str, hours: float, state: str, **more: object) -> Line:
    return (person, hour(hours), "consent", state, dict(more))


TWO = [joins("p1"), joins("p2"), SURGE]
BOTH = [*TWO, says("p1", 9, "given"), says("p2", 9, "given")]


def state(judged: Judged) -> str:
    (clock,) = clocks(judged)
    return clock.state


def waited(judged: Judged) -> tuple[float, float]:
    """How many hours the only clock waited for consent, and how many it ran for a human."""
    (shares,) = Clocks(judged.evaluation).custody()
    return shares.consent_share / 3_600_000, shares.human_share / 3_600_000


def test_one_of_several_people_who_opts_out_ends_nothing(judge: Judge) -> None:
    facts = [*BOTH, says("p1", 11, "withdrawn")]
    for more in (REQUIRED, ""):
        assert state(judge(commitment(WAITING, more), facts, hour(16))) == "breached_open"


def test_the_last_of_several_people_who_opts_out_ends_the_clock(judge: Judge) -> None:
    facts = [*BOTH, says("p1", 10.5, "withdrawn"), says("p2", 11, "withdrawn")]
    for more in (REQUIRED, ""):
        (clock,) = clocks(judge(commitment(WAITING, more), facts, hour(16)))
        assert (clock.state, clock.stopped_at) == ("cancelled", instant(hour(11)))


def test_who_never_gave_a_basis_may_be_contacted_where_none_is_asked_for(judge: Judge) -> None:
    facts = [*TWO, says("p1", 11, "withdrawn")]
    assert state(judge(commitment(REFUSING), facts, hour(16))) == "breached_open"


def test_the_clock_waits_while_nobody_of_the_account_has_a_basis(judge: Judge) -> None:
    facts = [*TWO, says("p2", 14, "given"), ("p2", hour(15), "attempt", "call")]
    assert state(judge(commitment(WAITING, REQUIRED), facts, hour(13))) == "paused"
    judged = judge(commitment(WAITING, REQUIRED), facts)
    assert (state(judged), waited(judged)) == ("met", (4, 1))


def test_the_clock_waits_when_nobody_is_known_to_belong_to_the_account(judge: Judge) -> None:
    text = commitment(WAITING, REQUIRED)
    assert state(judge(text, [SURGE, says("p1", 9, "given")], hour(16))) == "paused"
    late = [SURGE, says("p1", 9, "given"), joins("p1", hour(15)), ("p1", hour(16), "attempt", "call")]
    assert waited(judge(text, late)) == (5, 1)


def test_the_clock_waits_from_when_the_only_person_with_a_basis_leaves_the_account(judge: Judge) -> None:
    facts = [*TWO, says("p1", 9, "given"), joins("p1", hour(11), "a2")]
    judged = judge(commitment(WAITING, REQUIRED), facts, hour(16))
    assert (state(judged), waited(judged)) == ("paused", (5, 1))


def test_the_clock_waits_from_when_the_last_basis_of_its_people_expires(judge: Judge) -> None:
    over = {"expires_at": instant(hour(11))}
    facts = [*TWO, says("p1", 9, "given", **over), says("p2", 9, "given", expires_at=instant(hour(10.5)))]
    judged = judge(commitment(WAITING, REQUIRED), facts, hour(16))
    assert (state(judged), waited(judged)) == ("paused", (5, 1))


def test_one_channel_of_one_person_is_enough(judge: Judge) -> None:
    facts = [*TWO, says("p1", 9, "given", channel="email"), says("p2", 10.5, "withdrawn")]
    assert state(judge(commitment(WAITING, REQUIRED), facts, hour(16))) == "breached_open"
    gone = [*facts, says("p1", 11, "objected", channel="email")]
    assert state(judge(commitment(WAITING, REQUIRED), gone, hour(16))) == "cancelled"


def test_an_account_whose_people_had_all_refused_is_not_owed_an_answer(judge: Judge) -> None:
    facts = [*TWO, says("p1", 9, "withdrawn"), says("p2", 9.5, "objected")]
    assert state(judge(commitment(REFUSING), facts, hour(16))) == "paused"
    assert waited(judge(commitment(REFUSING), [*facts, joins("p3", hour(11))], hour(12))) == (1, 1)


def test_people_who_are_one_person_have_one_basis(judge: Judge) -> None:
    facts = [joins("p1"), SURGE, says("p3", 9, "given"), ("p3", 20, "link", "merged", "p1")]
    assert state(judge(commitment(WAITING, REQUIRED), facts)) == "breached_open"


def test_an_opt_out_of_a_day_ends_the_clock_of_the_account_on_that_day(judge: Judge) -> None:
    facts = [joins("p1"), says("p1", 9, "given"), SURGE, ("p1", 5, "consent", "withdrawn", {"by_day": True})]
    elapsed = WAITING.replace("2 business hours", "30 elapsed hours")
    for hours in (12, 38):
        text = commitment(elapsed.replace("30 elapsed", f"{hours} elapsed"), REQUIRED)
        assert state(judge(text, facts)) == {12: "breached_open", 38: "cancelled"}[hours]


QUARTERS = st.integers(0, 100).map(lambda quarter: quarter / 4)
PEOPLE = st.sampled_from(["p1", "p2"])
linking = st.tuples(
    st.sampled_from(["p1", "p2", "p3"]), QUARTERS, st.just("link"), st.just("belongs_to"), st.sampled_from(["a1", "a2"])
)
channels = st.sampled_from([{}, {}, {"channel": "email"}, {"channel": "call"}])
refusals = st.tuples(PEOPLE, QUARTERS, st.just("consent"), st.sampled_from(["withdrawn", "objected"]), channels)
early = st.lists(refusals, max_size=4).map(lambda lines: [(who, round(day) / 4, *said) for who, day, *said in lines])
grants = st.tuples(PEOPLE, QUARTERS, st.just("consent"), st.just("given"), channels)
lapsing = st.builds(
    lambda line, days: (*line[:-1], {**line[-1], "expires_at": instant(line[1] + days)}), grants, st.integers(0, 20)
)
later = st.lists(st.one_of(linking, refusals, refusals, grants, lapsing), max_size=10)
histories = st.builds(lambda before, after: [joins("p1"), joins("p2", 0.25), *before, *after], early, later)
START, LOOK = 8.1, 31.0


class Oracle:
    """Who may be contacted when, by looking at every statement anew at every moment; all lie on quarters of days."""

    def __init__(self, facts: Sequence[Line], *, required: bool) -> None:
        self._said = sorted(facts, key=lambda line: line[1])
        self._required = required

    def people(self, day: float) -> set[str]:
        """Who belongs to the account: by what was said of each person last."""
        last = {line[0]: line[4] for line in self._said if line[2] == "link" and line[1] <= day}
        return {person for person, account in last.items() if account == "a1"}

    def _stands(self, person: str, channel: str, day: float) -> tuple[str, bool] | None:
        mine = [line for line in self._said if line[0] == person and line[2] == "consent" and line[1] <= day]
        heard = [line for line in mine if line[4].get("channel", "") in ("", channel)]
        if not heard:
            return None
        expires = heard[-1][4].get("expires_at")
        return heard[-1][3], expires is None or instant(day) < expires

    def based(self, person: str, day: float) -> bool:
        """Whether a consent is in force on any channel."""
        return any(self._stands(person, channel, day) == ("given", True) for channel in ("", "email", "call"))

    def refused(self, person: str, day: float) -> bool:
        """Whether everything was withdrawn, and nothing given since."""
        stands = [self._stands(person, channel, day) for channel in ("", "email", "call")]
        return stands[0] is not None and all(each is None or each[0] != "given" for each in stands)

    def closed(self, day: float) -> bool:
        """Whether nobody of the account may be contacted."""
        people = self.people(day)
        if self._required:
            return not any(self.based(person, day) for person in people)
        return self._refusing(day)

    def _refusing(self, day: float) -> bool:
        people = self.people(day)
        return bool(people) and all(self.refused(person, day) for person in people)

    def opts_out(self, day: float) -> bool:
        """Whether the account opts out at this moment."""
        if self._refusing(day) and not self._refusing(day - 0.01):
            return True
        refusing = {line[0] for line in self._said if line[1:3] == (day, "consent") and line[3] != "given"}
        gone = {person for person in refusing & self.people(day) if not self.based(person, day)}
        gone = gone if self._required else {person for person in gone if self.refused(person, day)}
        return bool(gone) and self.closed(day)

    def verdict(self) -> tuple[float | None, float]:
        """When the clock of the account is cancelled, and for how many days it waits."""
        moments = [n / 4 for n in range(round(LOOK * 4) + 1) if n / 4 > START]
        end = next((day for day in moments if self.opts_out(day)), None)
        cuts = [START, *(day for day in moments if end is None or day <= end)]
        waits = [until - since for since, until in pairwise(cuts) if self.closed(since)]
        return end, sum(waits)


def found(facts: Sequence[Line], text: str) -> tuple[float | None, float]:
    """When the clock was cancelled, and for how many days it waited for consent."""
    judged = duckdb_court().judge(text, [*facts, ("a1", START, "signal", "surge")], LOOK)
    (clock,) = clocks(judged)
    (shares,) = Clocks(judged.evaluation).custody()
    end = day_of(clock.stopped_at) if clock.state == "cancelled" else None
    return end, shares.consent_share / 86_400_000


@pytest.mark.parametrize("required", [True, False])
@settings(max_examples=max(6, settings().max_examples // 12), deadline=None)
@given(histories)
def test_a_clock_of_an_account_waits_and_ends_by_who_may_be_contacted_then(required: bool, facts: list[Any]) -> None:
    clause = (WAITING if required else REFUSING).replace("2 business hours", "90 days")
    end, waits = found(facts, commitment(clause, REQUIRED if required else ""))
    wanted_end, wanted = Oracle(facts, required=required).verdict()
    assert end == wanted_end
    assert waits == pytest.approx(wanted)


@settings(max_examples=max(6, settings().max_examples // 12), deadline=None)
@given(histories)
def test_a_clock_of_a_person_waits_while_they_have_no_basis(facts: list[Any]) -> None:
    clause = "starts: signal surge, stops: attempt, pauses: [{from: no_basis, until: consent, share: consent}]"
    text = commitment(f"{clause}, within: 90 days", REQUIRED)
    judged = duckdb_court().judge(text, [*facts, ("p1", START, "signal", "surge")], LOOK)
    (shares,) = Clocks(judged.evaluation).custody()
    oracle = Oracle(facts, required=True)
    cuts = [START, *(n / 4 for n in range(round(LOOK * 4) + 1) if n / 4 > START)]
    waits = [until - since for since, until in pairwise(cuts) if not oracle.based("p1", since)]
    assert shares.consent_share / 86_400_000 == pytest.approx(sum(waits))
