"""The templates are right, read aloud well and hold every number of the founding documents."""

import re

import pytest

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks import check_agreement
from tripact.agreement.load import parse_agreement
from tripact.agreement.names import attainable, names_of
from tripact.agreement.rules import compile_rule
from tripact.errors import TripactError
from tripact.examples import TEMPLATES, template


def agreement(name: str) -> Agreement:
    loaded = parse_agreement(template(name), f"{name}.yaml")
    assert loaded.agreement is not None
    return loaded.agreement


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_issue(name: str) -> None:
    assert check_agreement(parse_agreement(template(name), f"{name}.yaml")) == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_read_aloud(name: str) -> None:
    lines = template(name).splitlines()
    assert max(map(len, lines)) <= 125
    assert sum(line.lstrip().startswith("#") for line in lines) >= 15
    assert not any(re.search(r"\t| $", line) for line in lines)


def test_unknown_templates_are_named() -> None:
    with pytest.raises(TripactError, match="b2b, plg"):
        template("b2c")


def test_the_default_rule_of_a_marketing_qualified_lead() -> None:
    b2b = agreement("b2b")
    rule = b2b.definitions["mql"].rule
    assert rule is not None
    assert [clause.text for clause in compile_rule(rule.latest, names_of(b2b)).clauses] == [
        "fit >= 70",
        "(engagement >= 50 OR intent >= 2)",
        "role IN ('decision_maker', 'influencer')",
    ]


def test_points_of_the_founding_documents() -> None:
    b2b = agreement("b2b")
    assert b2b.engagement is not None
    assert b2b.fit is not None
    signals = {name: signal.points.latest for name, signal in b2b.engagement.signals.items()}
    given = {"pricing_page": 12, "technical_docs": 10, "blog": 3, "event": 15, "demo_request": 30}
    assert given.items() <= signals.items()
    assert (b2b.engagement.decay.rate, b2b.engagement.decay.kind) == (0.10, "idle_step")
    assert b2b.fit.attributes["seniority"].points["c_level"].latest == 12
    assert attainable(b2b.fit) == (0, 52)


CLOCKS = {
    "mql_first_contact": "2 business hours",
    "mql_touches": "12 days",
    "signal_response": "24 elapsed hours",
    "outbound_touches": "21 days",
    "referral_response": "24 elapsed hours",
    "pql_contact": "1 business day",
    "sal_decision": "1 business day",
    "discovery_booked": "7 days",
    "sqo_creation": "5 business days",
    "proposal_sent": "14 days",
    "cs_handoff": "2 business days",
    "kickoff": "5 days rolled",
    "activation": "14 days",
    "first_value": "30 days",
}


def test_every_clock_of_the_founding_documents() -> None:
    promised = agreement("b2b").commitments
    spans = {name: clock.within.latest.text for name, clock in promised.items() if clock.within and name in CLOCKS}
    assert spans == CLOCKS
    touches = promised["mql_touches"]
    assert touches.needs is not None
    assert touches.aim is not None
    assert (touches.needs.attempts, touches.aim.attempts, touches.aim.within.latest.text) == (6, 3, "48 elapsed hours")
    assert promised["nurture_rest"].sort == "prohibition"


def test_rests_lie_between_45_and_90_days() -> None:
    recycle = agreement("b2b").recycle
    assert recycle is not None
    assert {span.amount for span in recycle.rest.values()} == {45, 60, 90}
