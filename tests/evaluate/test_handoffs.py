"""Handoffs as objects: due, sent, acknowledged, accepted, returned, sent again, missing (HND-1)."""

from __future__ import annotations

import pytest

from tests.evaluate.handing import TERMS, Handed, carried, handoff, objects, rounds, states
from tests.evaluate.ledgers import day_of

MQL = ("p1", 4, "move", "mql")
BY_DAY = {"by_day": True}


def told(day, action, *values, subject="p1", **more):
    return (subject, day, "handoff", "pack", action, *values, more)


SENT = told(4.1, "sent")


def test_a_handoff_is_due_then_sent_then_accepted(judge):
    facts = [MQL, SENT, told(4.2, "accepted")]
    assert states(judge(handoff(), facts[:1], 5)) == ["due"]
    assert states(judge(handoff(), facts[:2], 5)) == ["sent"]
    assert rounds(judge(handoff(), facts, 5)) == [Handed(1, 1, "accepted", 4, 4.1, 4.2, None)]


def test_acknowledged_is_not_yet_accepted(judge):
    judged = judge(handoff(), [MQL, SENT, told(4.15, "acknowledged")], 5)
    assert states(judged) == ["acknowledged"]
    assert [day_of(each.acknowledged_at) for each in objects(judged).rounds()] == [4.15]


def test_returned_with_a_reason_and_sent_again_is_the_next_round(judge):
    facts = [MQL, SENT, told(4.2, "returned", "timing"), told(4.3, "sent"), told(4.4, "accepted")]
    assert states(judge(handoff(), facts[:3], 5)) == ["returned"]
    assert rounds(judge(handoff(), facts, 5)) == [
        Handed(1, 1, "resent", 4, 4.1, None, 4.2),
        Handed(2, 2, "accepted", None, 4.3, 4.4, None),
    ]


def test_a_reason_that_the_agreement_does_not_list_is_flagged(judge):
    facts = [MQL, SENT, told(4.2, "returned", "timing"), told(4.3, "sent"), told(4.4, "returned", "weather"),
             told(4.5, "sent"), told(4.6, "returned")]  # fmt: skip
    found = objects(judge(handoff(), facts, 5)).rounds()
    assert [(each.reason, each.known_reason) for each in found] == [("timing", 1), ("weather", 0), (None, 0)]


def test_due_and_never_sent_is_missing_when_its_time_is_over(judge):
    clause = handoff(f"{TERMS}, within: 2 elapsed hours")
    assert states(judge(clause, [MQL], 4.05)) == ["due"]
    assert states(judge(clause, [MQL], 4.2)) == ["missing"]
    assert states(judge(clause, [MQL, SENT], 5)) == ["sent"]  # late, but sent


def test_a_pass_that_ends_before_anything_was_sent_voids_the_handoff(judge):
    clause = handoff(f"{TERMS}, within: 2 elapsed hours")
    assert states(judge(clause, [MQL, ("p1", 4.01, "move", "disqualified")], 5)) == ["void"]
    assert states(judge(clause, [MQL, ("p1", 4.2, "move", "nurture")], 5)) == ["missing"]
    again = [MQL, ("p1", 4.01, "move", "nurture"), ("p1", 30, "move", "mql"), told(30.01, "sent")]
    assert rounds(judge(clause, again, 31)) == [
        Handed(1, 1, "void", 4, None, None, None),
        Handed(2, 1, "sent", 30, 30.01, None, None),
    ]


def test_each_time_it_becomes_due_anew_is_a_handoff_of_its_own(judge):
    facts = [MQL, SENT, told(4.2, "accepted"), ("p1", 5, "move", "nurture"), ("p1", 60, "move", "mql")]
    assert states(judge(handoff(), facts, 61)) == ["accepted", "due"]
    unanswered = [MQL, SENT, ("p1", 5, "move", "nurture"), ("p1", 60, "move", "mql"), told(60.1, "sent")]
    assert states(judge(handoff(), unanswered, 61)) == ["sent", "sent"]


def test_sending_again_before_the_answer_is_the_same_round(judge):
    facts = [MQL, SENT, told(4.15, "sent"), told(4.2, "accepted"), told(4.3, "accepted")]
    assert rounds(judge(handoff(), facts, 5)) == [Handed(1, 1, "accepted", 4, 4.1, 4.2, None)]


def test_sent_before_it_became_due_is_one_handoff(judge):
    facts = [told(3.9, "sent"), MQL, told(4.2, "accepted")]
    assert rounds(judge(handoff(), facts, 5)) == [Handed(1, 1, "accepted", 4, 3.9, 4.2, None)]
    ended = [told(3.9, "sent"), MQL, ("p1", 5, "move", "nurture"), ("p1", 60, "move", "mql")]
    assert rounds(judge(handoff(), ended, 61)) == [
        Handed(1, 1, "sent", 4, 3.9, None, None),
        Handed(2, 1, "due", 60, None, None, None),
    ]


def test_accepted_after_a_return_without_being_sent_again_is_a_round_that_nobody_sent(judge):
    facts = [MQL, SENT, told(4.2, "returned", "timing"), told(4.4, "accepted")]
    assert rounds(judge(handoff(), facts, 5)) == [
        Handed(1, 1, "resent", 4, 4.1, None, 4.2),
        Handed(2, 2, "accepted", None, None, 4.4, None),
    ]


def test_days_without_a_time_keep_the_order_in_which_they_were_recorded(judge):
    by_day = [MQL, told(4, "sent", **BY_DAY), told(4, "returned", "timing", **BY_DAY), told(5, "sent", **BY_DAY)]
    assert states(judge(handoff(), by_day, 6)) == ["resent", "sent"]


def test_what_is_handed_over_of_a_deal_belongs_to_the_person_it_came_from(judge):
    clause = handoff("from: ae, to: success, when: stage won, requires: [role], within: 1 business day")
    facts = [("p1", 1, "attribute", "role", "boss"), ("d1", 2, "link", "converted", {"other": "p1"}),
             ("d1", 4.4, "move", "won"), told(4.5, "sent", subject="d1")]  # fmt: skip
    judged = judge(clause, facts, 6)
    (found,) = objects(judged).rounds()
    assert (judged.name(found.journey), judged.name(found.deal), found.state) == ("p1", "d1", "sent")
    assert carried(judged) == [(1, "role", 1)]


def test_a_field_counts_only_if_it_was_known_when_it_was_sent(judge):
    facts = [("p1", 1, "attribute", "source", "web"), MQL, SENT, ("p1", 4.15, "attribute", "role", "boss"),
             told(4.2, "returned", "timing"), told(4.3, "sent")]  # fmt: skip
    assert carried(judge(handoff(), facts, 5)) == [(1, "source", 1), (1, "role", 0), (2, "source", 1), (2, "role", 1)]


def test_a_field_that_was_withdrawn_is_not_known(judge):
    facts = [("p1", 1, "attribute", "role", "boss"), ("p1", 2, "attribute", "role", None), MQL, SENT]
    assert carried(judge(handoff(), facts, 5)) == [(1, "source", 0), (1, "role", 0)]


def test_what_the_sender_claims_stays_beside_what_is_known(judge):
    (found,) = objects(judge(handoff(), [MQL, told(4.1, "sent", None, "ann", 1.0)], 5)).rounds()
    assert (found.claimed, found.receiver) == (1.0, "ann")


def test_nothing_is_said_of_handoffs_that_the_agreement_does_not_have(judge):
    assert states(judge(handoff(), [("p1", 4, "handoff", "other", "sent")], 5)) == []
    assert objects(judge("stages: {lead: {}}", [SENT], 5)).rounds() == []


@pytest.mark.parametrize("day", [4.05, 4.15, 4.25, 4.35, 5])
def test_each_moment_shows_what_was_known_by_then(judge, day):
    facts = [MQL, SENT, told(4.2, "returned", "timing"), told(4.3, "sent")]
    expected = {4.05: ["due"], 4.15: ["sent"], 4.25: ["returned"], 4.35: ["resent", "sent"], 5: ["resent", "sent"]}
    assert states(judge(handoff(), facts, day)) == expected[day]
