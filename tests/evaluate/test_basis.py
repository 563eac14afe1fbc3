"""Without a lawful basis nobody is contacted, and no clock of a response runs (DAT-3)."""

from __future__ import annotations

from collections.abc import Callable

from tests.evaluate.clocks import RESPONSE, clocks, commitment, hour
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import instant
from tripact.evaluate.commitments import Clocks

Judge = Callable[..., Judged]

REQUIRED = "contact: {lawful_basis: required}"
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


def said(hours: float, state: str, channel: str | None = None, **more: object) -> tuple[object, ...]:
    """A statement of a person about being contacted."""
    return ("p1", hour(hours), "consent", state, {**({"channel": channel} if channel else {}), **more})


def test_an_objection_to_one_channel_does_not_stop_the_clock(judge: Judge) -> None:
    facts = [said(9, "given"), LEAD, said(10.5, "objected", "email"), ("p1", hour(11), "attempt", "call")]
    for more in (REQUIRED, ""):
        (clock,) = clocks(judge(commitment(WAITING, more), facts))
        assert (clock.state, clock.elapsed) == ("met", 3_600_000)


def test_the_clock_waits_when_the_last_channel_is_objected_to(judge: Judge) -> None:
    facts = [said(9, "given", "sms"), said(9.1, "given", "email"), LEAD, said(10.5, "objected", "email")]
    text = commitment(WAITING, REQUIRED)
    assert [each.state for each in clocks(judge(text, facts, hour(11)))] == ["running"]
    assert [each.state for each in clocks(judge(text, [*facts, said(10.7, "withdrawn", "sms")]))] == ["paused"]
    assert [each.state for each in clocks(judge(text, [*facts, said(10.7, "objected")]))] == ["paused"]


def test_the_clock_waits_when_the_last_basis_expires(judge: Judge) -> None:
    facts = [said(9, "given", "sms", expires_at=instant(hour(11))), LEAD, ("p1", hour(13), "attempt", "email")]
    assert [each.elapsed for each in clocks(judge(commitment(WAITING), facts))] == [3_600_000]
    other = said(9, "given", "email", expires_at=instant(hour(11.5)))
    assert [each.elapsed for each in clocks(judge(commitment(WAITING), [*facts, other]))] == [5_400_000]


def test_a_basis_that_was_withdrawn_before_the_start_is_none(judge: Judge) -> None:
    lone = RESPONSE + ", pauses: [{from: no_basis, until: consent, share: consent}]"
    for more in (said(9, "withdrawn"), said(9, "objected"), said(9, "given", expires_at=instant(hour(9.5)))):
        judged = judge(commitment(lone, REQUIRED), [said(8, "given"), more, LEAD], hour(16))
        assert [each.state for each in clocks(judged)] == ["paused"]
        (shares,) = Clocks(judged.evaluation).custody()
        assert (shares.consent_share, shares.human_share) == (6 * 3_600_000, 0)


def test_a_basis_that_is_withdrawn_and_given_again_is_one(judge: Judge) -> None:
    facts = [said(8, "given"), said(9, "withdrawn"), said(9.5, "given"), LEAD]
    assert [each.state for each in clocks(judge(commitment(WAITING, REQUIRED), facts, hour(11)))] == ["running"]


def test_who_is_known_by_a_signal_alone_needs_a_basis_as_well(judge: Judge) -> None:
    text = commitment(WAITING.replace("stage mql", "signal surge"), REQUIRED)
    surge = ("p1", hour(10), "signal", "surge")
    assert [each.state for each in clocks(judge(text, [surge], hour(16)))] == ["paused"]
    assert [each.state for each in clocks(judge(text, [said(9, "withdrawn"), surge], hour(16)))] == ["paused"]
    assert [each.state for each in clocks(judge(text, [said(9, "given"), surge], hour(11)))] == ["running"]


def test_who_entered_a_stage_on_a_day_without_a_basis_is_waited_for_all_that_day(judge: Judge) -> None:
    text = commitment(WAITING.replace("2 business hours", "2 business days"), REQUIRED)
    judged = judge(text, [("p1", 4, "move", "mql", {"by_day": True})], hour(23))
    (shares,) = Clocks(judged.evaluation).custody()
    assert (shares.human_share, [each.state for each in clocks(judged)]) == (0, ["paused"])


def test_deals_wait_with_their_person(judge: Judge) -> None:
    deals = "stages: {lead: {}, offer: {of: deal}, won: {of: deal, kind: won}, lost: {of: deal, kind: lost}}"
    clause = "starts: stage offer, stops: attempt, within: 2 elapsed hours"
    text = f"{deals}\n{REQUIRED}\ncommitments: {{answer: {{{clause}, {WAITING[WAITING.index('pauses') :]}}}}}"
    came = [(deal, 1, "link", "converted", "p1") for deal in ("d1", "d2")]
    facts = [
        said(8, "given"),
        said(9, "withdrawn"),
        *came,
        *((deal, hour(10), "move", "offer") for deal in ("d1", "d2")),
    ]
    assert [each.state for each in clocks(judge(text, facts))] == ["paused", "paused"]
