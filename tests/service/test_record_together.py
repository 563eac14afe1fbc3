"""Statements recorded together have the verdicts of statements recorded one after the other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.recording import NOW, WAY, Desk
from tripact.service.record import Outcome
from tripact.worktime.instant import HOUR, show

LIMITED = WAY + 'parties: {marketing: {}, sales: {}, ae: {}}\nwip: {per: ae, limits: {"acv >= 0": 1}, kind: hard}\n'
START = NOW - 400 * HOUR
Said = tuple[str, dict[str, Any]]

people, accounts, deals = (st.sampled_from(names) for names in (["p1", "p2", "p3"], ["a1", "a2"], ["d1", "d2"]))
person = st.fixed_dictionaries({"person": people})
anybody = st.one_of(person, st.fixed_dictionaries({"deal": deals}))


def said(kind: str, about: st.SearchStrategy[dict[str, Any]], *bodies: dict[str, Any]) -> st.SearchStrategy[Said]:
    """Statements of a kind about somebody, some dated back, some with an id of their own."""
    when = st.integers(0, 9).map(lambda hour: {"occurred_at": show(START + hour * HOUR)})
    days = st.sampled_from(["2026-05-12", "2026-05-13"]).map(lambda day: {"occurred_at": day})
    more = st.one_of(st.just({}), st.just({}), when, days)
    named = st.one_of(st.just({}), st.just({}), st.just({}), st.sampled_from(["i1", "i2"]).map(lambda it: {"id": it}))
    parts = st.tuples(about, st.sampled_from(bodies), more, named)
    return parts.map(lambda each: (kind, {key: value for part in each for key, value in part.items()}))


statement = st.one_of(
    said("attribute", person, {"name": "source", "value": "web"}, {"name": "role", "value": "boss"}),
    said("attribute", st.fixed_dictionaries({"account": accounts}), {"name": "industry", "value": "steel"}),
    said("identity", person, {"identified_by": "form", "email": "a@b.sk"}),
    said("signal", person, {"signal": "demo"}),
    said("answer", person, *({"question": each, "met": True} for each in ("problem", "impact", "process"))),
    said("consent", person, {"state": "given"}, {"state": "withdrawn"}),
    said("attempt", anybody, {"channel": "call"}, {"channel": "call", "direction": "inbound"}),
    said("link", person, *({"relation": "belongs_to", "other": each} for each in ("a1", "a2"))),
    said("link", person, {"relation": "merged", "other": "p1"}),
    said(
        "link", st.fixed_dictionaries({"deal": deals}), *({"relation": "converted", "other": f"p{n}"} for n in (1, 2))
    ),
    said("deal", st.fixed_dictionaries({"deal": deals}), {"owner": "ada", "amount": "9"}, {"close_date": "2026-12-31"}),
    said(
        "move", person, {"stage": "lead"}, {"stage": "mql"}, {"stage": "sql"}, {"stage": "nurture", "reason": "timing"}
    ),
    said("move", person, {"stage": "lead"}, {"stage": "mql"}, {"stage": "lead"}),
    said("move", st.fixed_dictionaries({"deal": deals}), {"stage": "discovery"}, {"stage": "won"}, {"stage": "lost"}),
    st.sampled_from(["i1", "i2"]).map(lambda it: ("void", {"voided_id": it, "voided_source": "tripact"})),
)


@settings(max_examples=3, suppress_health_check=list(HealthCheck), deadline=None)
@given(history=st.lists(statement, min_size=6, max_size=22), limited=st.booleans())
def test_fed_one_by_one_or_at_once_the_verdicts_are_the_same(history: list[Said], limited: bool) -> None:
    clauses = LIMITED if limited else WAY
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        single, together = Desk(Path(one), clauses), Desk(Path(other), clauses)
        try:
            expected = [single.recorder.record(kind, raw) for kind, raw in history]
            found = list(together.recorder.record_all(history))
            assert [_told(each) for each in found] == [_told(each) for each in expected]
            assert _kept(together) == _kept(single)
        finally:
            single.close()
            together.close()


def _told(outcome: Outcome) -> tuple[object, ...]:
    return outcome.state, [(each.rule, each.message, each.field) for each in outcome.refused]


def _kept(desk: Desk) -> list[object]:
    """The ledger in its order, but for the ids that were made up."""
    store = desk.workspace.store
    facts = store.facts(range(1, store.position() + 1))
    return [each.fact._replace(source_id="") for each in facts]


def test_what_is_judged_sees_what_stands_before_it_and_nothing_else(tmp_path: Path) -> None:
    source, lead, call = {"name": "source", "value": "web"}, {"stage": "lead"}, {"channel": "call"}
    bodies = [("move", lead), ("attribute", source), ("move", lead), ("attempt", call), ("consent", {"state": "given"})]
    bodies += [("attempt", call), ("move", {"stage": "nurture"}), ("move", {"stage": "nurture", "reason": "timing"})]
    desk = Desk(tmp_path)
    try:
        found = desk.recorder.record_all([(kind, {"person": "p1", **body}) for kind, body in bodies])
        states = [each.state for each in found]
    finally:
        desk.close()
    assert [n for n, state in enumerate(states) if state == "refused"] == [0, 3, 6]
