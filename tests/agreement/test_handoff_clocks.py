"""The times of handoffs are clocks like all others, each once."""

from __future__ import annotations

import pytest

from tests.agreement.test_templates import TEMPLATES
from tripact.agreement.load import parse_agreement
from tripact.examples import template

CLAUSES = """apiVersion: tripact/v1
kind: Agreement
name: small
version: 1
effective: 2026-01-01
zone: UTC
parties: {marketing: {}, sdr: {}}
calendars: {office: {zone: UTC, open: {mon-fri: "09:00-17:00"}}}
stages: {mql: {leave: {to: [nurture]}}, nurture: {kind: recycle, leave: {to: [mql]}}}
handoffs:
  pack:
    from: marketing
    to: sdr
    when: stage mql
    requires: [source]
    within: 15 elapsed minutes
    accept: 1 business day
    returns: [timing]
"""


def agreement(more: str = ""):
    loaded = parse_agreement(CLAUSES + more)
    assert loaded.agreement is not None, loaded.issues
    return loaded.agreement


def test_both_times_of_a_handoff_become_clocks():
    small = agreement()
    assert list(small.commitments) == [] and list(small.clocks) == ["pack_sent", "pack_accepted"]
    sent, accepted = small.clocks["pack_sent"], small.clocks["pack_accepted"]
    assert (list(map(str, sent.starts)), list(map(str, sent.stops))) == (["stage mql"], ["sent pack"])
    assert list(map(str, sent.cancels)) == ["stage nurture"] and sent.answers == "marketing"
    assert list(map(str, accepted.stops)) == ["accepted pack", "returned pack"] and accepted.answers == "sdr"


def test_a_clock_of_a_handoff_is_found_where_the_handoff_stands():
    small = agreement()
    assert small.where_clock("pack_sent") == small.where("handoffs", "pack")


def test_a_commitment_with_the_same_start_and_stops_stands_for_the_time_of_the_handoff():
    own = "commitments: {decision: {starts: sent pack, stops: [returned pack, accepted pack], within: 1 business day}}"
    assert list(agreement(own).clocks) == ["decision", "pack_sent"]


def test_a_commitment_of_the_same_name_stands_for_the_time_of_the_handoff():
    own = "commitments: {pack_sent: {starts: stage mql, stops: sent pack, cancels: opt_out, within: 1 elapsed hour}}"
    clocks = agreement(own).clocks
    assert list(clocks) == ["pack_sent", "pack_accepted"]
    assert list(map(str, clocks["pack_sent"].cancels)) == ["opt_out"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_promises_the_same_thing_twice(name):
    loaded = parse_agreement(template(name))
    assert loaded.agreement is not None
    moments = [
        (frozenset(each.starts), frozenset(each.stops)) for each in loaded.agreement.clocks.values() if each.within
    ]
    assert len(moments) == len(set(moments)) or _differ(loaded.agreement)


def _differ(of) -> bool:
    """Commitments of the agreement's own may differ by channel; those of handoffs never repeat one of them."""
    own = {(frozenset(each.starts), frozenset(each.stops)) for each in of.commitments.values()}
    derived = [each for name, each in of.clocks.items() if name not in of.commitments]
    return not any((frozenset(each.starts), frozenset(each.stops)) in own for each in derived)
