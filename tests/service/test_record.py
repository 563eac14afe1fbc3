"""What people state is kept, or refused with every reason at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service.recording import NOW, WAY, Desk
from tripact.errors import TripactError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def test_a_statement_becomes_a_fact_of_now(desk: Desk) -> None:
    outcome = desk.state("attribute", person="p1", name="source", value="web", actor="u1")
    assert outcome.state == "recorded" and outcome.fact is not None
    fact = outcome.fact
    assert (fact.person, fact.occurred_at, fact.precision, fact.actor) == ("p1", NOW, "instant", "u1")
    assert json.loads(fact.body) == {"name": "source", "value": "web"}
    assert desk.workspace.store.position() == 1


def test_a_day_and_a_local_time_are_read_in_the_zone_of_the_agreement(desk: Desk) -> None:
    day = desk.state("consent", person="p1", state="given", occurred_at="2026-01-05").fact
    time = desk.state("consent", person="p1", state="given", occurred_at="2026-01-05T09:00").fact
    offset = desk.state("consent", person="p1", state="given", occurred_at="2026-01-05T09:00+00:00").fact
    assert day and time and offset
    assert (day.precision, day.occurred_at) == ("day", 1767567600000)
    assert (time.occurred_at - day.occurred_at, offset.occurred_at - time.occurred_at) == (9 * 3_600_000, 3_600_000)


def test_personal_details_are_kept_apart(desk: Desk) -> None:
    fact = desk.state("identity", person="p1", identified_by="form", email="ada@example.com").fact
    assert fact is not None and "ada" not in fact.body and "ada" in str(fact.personal)


def test_the_same_id_with_the_same_content_is_known(desk: Desk) -> None:
    stated: dict[str, Any] = {"person": "p1", "name": "source", "value": "web", "id": "a-1"}
    states = [desk.state("attribute", **stated).state for _ in range(3)]
    assert states == ["recorded", "known", "known"] and desk.workspace.store.position() == 1


def test_the_same_id_with_other_content_is_refused(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web", id="a-1")
    assert desk.refused("attribute", person="p1", name="source", value="fair", id="a-1") == [("changed", "id")]
    late = {"person": "p1", "name": "source", "value": "web", "id": "a-1", "occurred_at": "2026-01-05"}
    assert desk.refused("attribute", **late) == [("changed", "id")]


def test_a_known_move_is_known_also_when_it_would_be_refused_by_now(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web", occurred_at="2026-01-05")
    assert desk.state("move", person="p1", stage="lead", id="m-1").state == "recorded"
    assert desk.state("move", person="p1", stage="lead", id="m-1").state == "known"


def test_every_fault_is_told_at_once(desk: Desk) -> None:
    refused = desk.refused("move", persn="p1", stage="leed", assumed_date="perhaps", occurred_at="2031-01-01")
    assert sorted(refused) == [
        ("future", "occurred_at"),
        ("missing", "person"),
        ("type", "assumed_date"),
        ("unknown-key", "persn"),
        ("unknown-stage", "stage"),
    ]
    (hint,) = [each.message for each in desk.state("move", person="p1", stage="leed").refused]
    assert "Did you mean 'lead'?" in hint


@pytest.mark.parametrize(
    ("kind", "raw", "fault"),
    [
        ("attempt", {"channel": "call"}, ("missing", "person")),
        ("attempt", {"person": "p1"}, ("missing", "channel")),
        ("attempt", {"person": "p1", "channel": "call", "direction": "up"}, ("unknown-direction", "direction")),
        ("attempt", {"person": "p1", "channel": "call", "seconds": "ten"}, ("type", "seconds")),
        ("answer", {"person": "p1", "question": "mood"}, ("unknown-question", "question")),
        ("answer", {"person": "p1", "question": "budget_timing"}, ("unknown-question", "question")),
        ("answer", {"person": "p1", "question": "impact", "framework": "bant"}, ("unknown-framework", "framework")),
        ("answer", {"person": "p1", "question": "impact", "met": "yes"}, ("type", "met")),
        ("handoff", {"person": "p1", "handoff": "to_moon"}, ("unknown-handoff", "handoff")),
        ("handoff", {"person": "p1", "handoff": "to_sales", "action": "lost"}, ("unknown-action", "action")),
        ("handoff", {"person": "p1", "handoff": "to_sales", "action": "returned"}, ("reason", "reason")),
        ("milestone", {"deal": "d1", "milestone": "party"}, ("unknown-milestone", "milestone")),
        ("deal", {"deal": "d1"}, ("missing", "name")),
        ("deal", {"deal": "d1", "amount": "much"}, ("type", "amount")),
        ("deal", {"deal": "d1", "amount": "1", "currency": "euro"}, ("unknown-currency", "currency")),
        ("deal", {"deal": "d1", "loss_reason": "weather"}, ("unknown-reason", "loss_reason")),
        ("deal", {"deal": "d1", "close_date": "soon"}, ("type", "close_date")),
        ("consent", {"person": "p1", "state": "maybe"}, ("unknown-state", "state")),
        ("attribute", {"person": "p1", "name": "sauce", "value": "x"}, ("unknown-attribute", "name")),
        ("attribute", {"person": "p1", "name": "role", "value": "king"}, ("unknown-value", "value")),
        ("attribute", {"person": "p1", "name": "seats", "value": "many"}, ("type", "value")),
        ("attribute", {"person": "p1", "account": "a1", "name": "source", "value": "x"}, ("subject", "person")),
        ("link", {"person": "p1", "relation": "belongs_to"}, ("missing", "other")),
        ("link", {"person": "p1", "relation": "converted", "other": "d1"}, ("missing", "deal")),
        ("link", {"person": "p1", "relation": "takes_part"}, ("missing", "deal")),
        ("link", {"person": "p1", "deal": "d1", "relation": "takes_part", "other": "p2"}, ("unknown-key", "other")),
        ("handoff", {"person": "p1", "handoff": "to_sales"}, ("missing", "action")),
        ("handoff", {"person": "p1", "handoff": "to_sales", "action": "sent", "complete": 3}, ("range", "complete")),
        ("attempt", {"person": "p1", "channel": "call", "seconds": -4}, ("range", "seconds")),
        ("deal", {"deal": "d1", "amount": "-5", "currency": "EUR"}, ("range", "amount")),
        ("deal", {"deal": "d1", "term_months": 0}, ("range", "term_months")),
        ("void", {"voided_id": "nope"}, ("unknown-fact", "voided_id")),
        ("excuse", {"person": "p1", "commitment": "x"}, ("unknown-commitment", "commitment")),
        ("revenue", {"account": "a1", "movement": "up"}, ("unknown-movement", "movement")),
        ("signal", {"person": "", "signal": "demo"}, ("type", "person")),
        ("signal", {"person": "p\ud800", "signal": "demo"}, ("type", "person")),
        ("signal", {"person": "p1", "signal": "demo", "value": float("inf")}, ("type", "value")),
    ],
)
def test_a_statement_that_cannot_be_kept_says_which_field_is_wrong(
    desk: Desk, kind: str, raw: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in desk.refused(kind, **raw)
    assert desk.workspace.store.position() == 0


def test_a_stakeholder_takes_part_in_a_deal(desk: Desk) -> None:
    assert desk.state("link", person="p1", deal="d1", relation="takes_part").state == "recorded"


@pytest.mark.parametrize("raw", [None, 1, "text", [], [{}]])
def test_what_is_no_object_is_no_statement(desk: Desk, raw: object) -> None:
    assert [each.rule for each in desk.recorder.record("move", raw).refused] == ["form"]


def test_a_kind_that_people_do_not_state_is_wrong_usage(desk: Desk) -> None:
    with pytest.raises(TripactError, match="cannot be recorded"):
        desk.state("decision", decision="promoted")


def test_a_refused_move_tells_every_reason_with_what_to_do_and_where(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web")
    desk.state("move", person="p1", stage="lead")
    outcome = desk.state("move", person="p1", stage="mql")
    assert [(each.rule, each.field) for each in outcome.refused] == [
        ("definition", "mql"),
        ("exit", "contact"),
        ("field", "industry"),
    ]
    rule, contact, industry = outcome.refused
    assert "engagement >= 30" in rule.message and "role = 'boss' cannot be told" in rule.message
    assert "tripact record identity" in contact.message and '"account": "ID"' in industry.message
    assert all("agreement.yaml:" in each.where for each in outcome.refused)


@pytest.mark.parametrize(
    ("segment", "gate", "by"),
    [
        ("smb", "1 of [need]", "'bant' of the segment 'smb': met are none; missing are need (not answered). "),
        ("public", "3 of [problem", "'hybrid', for the segment 'public' has none here: met are none; "),
        (None, "3 of [problem", "'hybrid', for the segment is not known: met are none; "),
    ],
)
def test_a_refusal_names_the_framework_and_the_segment(tmp_path: Path, segment: str | None, gate: str, by: str) -> None:
    met = '"3 of [problem, impact, process, budget_timing]"'
    text = WAY.replace(f"met: {met}", f'met: {{hybrid: {met}, bant: "1 of [need]"}}')
    text = text.replace("qualification:", "qualification:\n  bant: {segments: smb, need: {}}")
    desk = Desk(
        tmp_path, text.replace("{source: {},", "{source: {}, segment: {},") + "scope: {segments: [smb, public]}"
    )
    if segment:
        desk.state("attribute", person="p1", name="segment", value=segment, occurred_at="2026-01-05")
    refused = desk.state("move", person="p1", stage="sql", occurred_at="2026-01-06").refused
    (message,) = [each.message for each in refused if each.rule == "definition"]
    assert f"'sql' needs {gate}" in message and f"by the framework {by}" in message
    desk.close()


def test_what_is_missing_can_be_stated_and_then_the_move_passes(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web")
    desk.state("move", person="p1", stage="lead")
    assert ("definition", "sql") in desk.refused("move", person="p1", stage="sql")
    desk.state("identity", person="p1", identified_by="call", phone="+421 900 000 000")
    for question in ("problem", "impact", "budget"):
        desk.state("answer", person="p1", question=question, met=True)
    (refusal,) = desk.state("move", person="p1", stage="sql").refused
    assert (
        "met are problem, impact; missing are process (not answered), budget_timing (not answered)" in refusal.message
    )
    desk.state("answer", person="p1", question="timing", met=True)
    assert desk.state("move", person="p1", stage="sql").state == "recorded"
    desk.state("link", deal="d1", relation="converted", other="p1")
    assert desk.refused("move", deal="d1", stage="discovery") == [("definition", "close_date"), ("definition", "value")]
    desk.state("deal", deal="d1", amount=1250.5, currency="EUR", close_date="2026-12-31")
    assert desk.state("move", deal="d1", stage="discovery").state == "recorded"
    assert desk.refused("move", deal="d1", stage="won") == [("exit", "next_step")]
    assert desk.refused("move", deal="d1", stage="lost", reason="rain") == [("reason", "reason")]
    assert desk.state("move", deal="d1", stage="lost", reason="price").state == "recorded"
    assert [each for each in desk.audit() if each.state != "met"] == []


def test_a_move_is_judged_as_of_its_own_moment(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web", occurred_at="2026-03-01T10:00")
    before = {"person": "p1", "stage": "lead", "occurred_at": "2026-03-01T09:00"}
    assert desk.refused("move", **before) == [("field", "source")]
    assert desk.state("move", **{**before, "occurred_at": "2026-03-01"}).state == "recorded"


def test_nobody_is_contacted_without_a_basis_or_after_they_withdrew(desk: Desk) -> None:
    call: dict[str, Any] = {"person": "p1", "channel": "call"}
    assert desk.refused("attempt", **call) == [("lawful-basis", "person")]
    desk.state("consent", person="p1", state="given", basis="consent", occurred_at="2026-05-01T08:00")
    assert desk.state("attempt", **call, occurred_at="2026-05-01T09:00").state == "recorded"
    desk.state("consent", person="p1", state="withdrawn", occurred_at="2026-05-02T08:00")
    assert desk.refused("attempt", **call) == [("consent", "person")]
    assert desk.state("attempt", **call, occurred_at="2026-05-01T10:00").state == "recorded"
    assert desk.state("attempt", **call, direction="inbound").state == "recorded"
    desk.state("consent", person="p1", state="given", expires_at="2026-05-20", occurred_at="2026-05-03T08:00")
    assert desk.refused("attempt", **call) == [("lawful-basis", "person")]


def test_what_is_said_of_one_channel_changes_nothing_on_another(desk: Desk) -> None:
    desk.state("consent", person="p1", state="given", occurred_at="2026-03-02T09:00")
    desk.state("consent", person="p1", state="objected", channel="email", occurred_at="2026-03-02T09:30")
    desk.state("consent", person="p1", state="given", channel="sms", occurred_at="2026-03-02T09:40")
    assert desk.refused("attempt", person="p1", channel="email") == [("consent", "person")]
    for channel in ("call", "sms"):
        assert desk.state("attempt", person="p1", channel=channel).state == "recorded"


def test_a_basis_for_one_channel_is_none_for_another(desk: Desk) -> None:
    desk.state("consent", person="p1", state="given", channel="sms", occurred_at="2026-03-02T09:00")
    assert desk.refused("attempt", person="p1", channel="call") == [("lawful-basis", "person")]
    assert desk.state("attempt", person="p1", channel="sms").state == "recorded"


def test_an_objection_without_a_channel_is_to_all_channels(desk: Desk) -> None:
    desk.state("consent", person="p1", state="given", channel="sms", occurred_at="2026-03-02T09:00")
    desk.state("consent", person="p1", state="objected", occurred_at="2026-03-02T09:30")
    for channel in ("call", "sms"):
        assert desk.refused("attempt", person="p1", channel=channel) == [("consent", "person")]


def test_the_basis_of_a_deal_is_that_of_its_person(desk: Desk) -> None:
    desk.state("link", deal="d1", relation="converted", other="p1")
    assert desk.refused("attempt", deal="d1", channel="call") == [("lawful-basis", "person")]
    desk.state("consent", person="p1", state="given")
    assert desk.state("attempt", deal="d1", channel="call").state == "recorded"


def test_a_merged_person_keeps_what_they_said(desk: Desk) -> None:
    desk.state("consent", person="p2", state="given")
    desk.state("link", person="p2", relation="merged", other="p1")
    assert desk.state("attempt", person="p1", channel="call").state == "recorded"
    assert desk.state("attempt", person="p2", channel="call").state == "recorded"


def test_what_to_do_names_whom_the_move_speaks_of(desk: Desk) -> None:
    desk.state("attribute", person="p1", name="source", value="web")
    desk.state("move", person="p1", stage="lead")
    said = {each.field: each.message for each in desk.state("move", person="p1", stage="sql").refused}
    assert '{"person": "p1", "framework": "hybrid"' in said["sql"]
    assert '{"person": "p1", "identified_by"' in said["contact"]
    deal = {each.field: each.message for each in desk.state("move", deal="d1", stage="discovery").refused}
    assert '{"deal": "d1", "amount"' in deal["value"]


def test_who_is_named_by_nothing_is_told_once(desk: Desk) -> None:
    assert desk.refused("signal", person="", signal="demo") == [("type", "person")]


def test_a_reason_that_is_missing_is_asked_for_once(tmp_path: Path) -> None:
    lost = "lost: {kind: lost, of: deal}"
    desk = Desk(tmp_path, WAY.replace(lost, "lost: {kind: lost, of: deal, fields: [loss_reason, next_step]}"))
    desk.state("deal", deal="d1", amount="1", close_date="2026-12-31")
    desk.state("move", deal="d1", stage="discovery")
    refused = desk.refused("move", deal="d1", stage="lost")
    assert ("reason", "reason") in refused and ("field", "next_step") in refused
    assert "loss_reason" not in [field for _, field in refused]
    desk.close()
