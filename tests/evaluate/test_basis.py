"""Without a lawful basis nobody is contacted, and no clock of a response runs (DAT-3)."""

from __future__ import annotations

from collections.abc import Callable

from tests.evaluate.clocks import RESPONSE, clocks, commitment, hour
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import instant
from tripact.evaluate.commitments import Clocks

Judge = Callable[..., Judged]

WAITING = RESPONSE + ", pauses: [{from: [no_basis, opt_out], until: consent, share: consent}]"
LEAD = ("p1", hour(10), "move", "mql")


def test_the_clock_of_a_person_without_a_basis_waits(judge: Judge) -> None:
    assert [each.state for each in clocks(judge(commitment(WAITING), [LEAD]))] == ["paused"]


def test_a_basis_that_comes_later_lets_the_clock_run_from_then_on(judge: Judge) -> None:
    facts = [LEAD, ("p1", hour(14), "consent", "given"), ("p1", hour(15), "attempt", "call")]
    judged = judge(commitment(WAITING), facts)
    (clock,) = clocks(judged)
    assert (clock.state, clock.elapsed) == ("met", 3_600_000)
    (shares,) = Clocks(judged.evaluation).custody()
    assert (shares.consent_share, shares.human_share) == (4 * 3_600_000, 3_600_000)


def test_a_basis_of_the_same_instant_is_one(judge: Judge) -> None:
    facts = [LEAD, ("p1", hour(10), "consent", "given"), ("p1", hour(11), "attempt", "call")]
    assert [each.elapsed for each in clocks(judge(commitment(WAITING), facts))] == [3_600_000]


def test_an_expired_basis_pauses_the_clock(judge: Judge) -> None:
    until = instant(hour(11))
    facts = [("p1", 1, "consent", "given", {"expires_at": until}), LEAD, ("p1", hour(13), "attempt", "call")]
    assert [each.elapsed for each in clocks(judge(commitment(WAITING), facts))] == [3_600_000]


def test_where_no_clock_says_so_a_missing_basis_changes_nothing(judge: Judge) -> None:
    facts = [LEAD, ("p1", hour(11), "attempt", "call")]
    assert [each.state for each in clocks(judge(commitment(RESPONSE), facts))] == ["met"]
