"""What partners say of a registration can be stated: they register, prolong and withdraw in their own name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.recording import NOW, Desk
from tripact.evaluate.deals import Deals
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.registrations import Registration, registrations
from tripact.evaluate.visible import Moment
from tripact.worktime.instant import DAY

PARTNERS = """
parties: {ae: {owner: Sales}, partner: {owner: P}}
handoffs:
  partner_to_us: {from: partner, to: ae, requires: [company], returns: [known]}
  to_sales: {from: ae, to: ae, requires: [company]}
partners: {registration: partner_to_us, protection: 10 days, extensions: 1}
stages: {lead: {}, discovery: {of: deal}, won: {of: deal, kind: won}, lost: {of: deal, kind: lost}}
"""
SAID = {"account": "X20", "handoff": "partner_to_us"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, PARTNERS)
    yield made
    made.close()


def _standing(desk: Desk) -> list[Registration]:
    evaluation = Evaluation(desk.workspace.agreement, desk.workspace.engine(), Moment(NOW, NOW))
    try:
        return list(registrations(Deals(evaluation)))
    finally:
        evaluation.close()


def test_a_partner_prolongs_a_registration_and_withdraws_it(desk: Desk) -> None:
    desk.state("handoff", **SAID, action="sent", actor="pC")
    before = _standing(desk)[0]
    assert desk.state("handoff", **SAID, action="extended", actor="pC").state == "recorded"
    after = _standing(desk)[0]
    assert (before.until, after.until, after.extensions) == (NOW + 10 * DAY, NOW + 20 * DAY, 1)
    assert desk.state("handoff", **SAID, action="withdrawn", actor="pC").state == "recorded"
    assert _standing(desk)[0].standing == "withdrawn"


@pytest.mark.parametrize("action", [None, "sent", "extended", "withdrawn"])
def test_a_registration_without_a_partner_is_refused_with_the_reason(desk: Desk, action: str | None) -> None:
    outcome = desk.state("handoff", **SAID, action=action)
    assert [(each.rule, each.field) for each in outcome.refused] == [("missing", "actor")]
    assert "held by a partner" in outcome.refused[0].message
    assert outcome.refused[0].where.endswith(tuple("0123456789"))


def test_we_decide_on_a_registration_without_a_name(desk: Desk) -> None:
    desk.state("handoff", **SAID, action="sent", actor="pC")
    assert desk.state("handoff", **SAID, action="accepted").state == "recorded"


def test_other_handoffs_are_neither_prolonged_nor_withdrawn(desk: Desk) -> None:
    stated = {"account": "X20", "handoff": "to_sales", "action": "extended", "actor": "pC"}
    assert desk.refused("handoff", **stated) == [("unknown-action", "action")]
