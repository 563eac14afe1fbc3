"""When a handoff is complete: everything it requires is known while it is out, whatever was claimed (HND-4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tests.evaluate.clocks import clocks, lives
from tests.evaluate.handing import HEAD, carried, objects, states
from tests.evaluate.judging import Court, Judged, agreement
from tests.evaluate.ledgers import Line, day_of
from tests.evaluate.rounds import Workbench
from tests.evaluate.test_handoffs import BY_DAY, MQL, SENT, told
from tripact.evaluate.handoff_completions import STEP, completed_fields, completion_trees

Judge = Callable[..., Judged]

PACK = "from: marketing, to: sdr, when: stage mql, requires: [source, role]"
FULL = "starts: stage mql, stops: completed pack, within: 2 elapsed days"


def package(clause: str = PACK, promise: str = FULL, more: str = "") -> str:
    """An agreement with a handoff ``pack`` and a promise about its package."""
    return f"{HEAD}\nhandoffs: {{pack: {{{clause}}}{more}}}\ncommitments: {{full: {{{promise}}}}}"


def says(day: float, name: str, value: str | None = "x", subject: str = "p1", **more: object) -> Line:
    """An attribute that is stated."""
    return (subject, day, "attribute", name, value, more)


BOTH = [says(1, "source"), says(2, "role")]


def kept(judged: Judged) -> list[tuple[str, float | None]]:
    """State and end of the promises about the package, by their start."""
    return [(each.state, each.stopped) for each in lives(judged)]


def completions(judged: Judged) -> list[tuple[str, float, bool]]:
    """Of whom a package was complete, when, and whether only the day is known."""
    query = exp.select("journey", "ts", "day_precision").from_(STEP.name).order_by("ts", "journey")
    found = objects(judged).query(query)
    return [(judged.name(int(str(journey))), day_of(ts), bool(by_day)) for journey, ts, by_day in found]


def test_a_package_that_is_known_when_it_is_sent_is_complete_without_a_claim(judge: Judge) -> None:
    judged = judge(package(), [*BOTH, MQL, SENT], 20)
    assert kept(judged) == [("met", 4.1)]
    assert carried(judged) == [(1, "source", 1), (1, "role", 1)]


def test_a_claim_completes_nothing(judge: Judge) -> None:
    claimed = told(4.1, "sent", None, "ann", 1.0)
    assert kept(judge(package(), [MQL, claimed], 20)) == [("breached_open", None)]
    assert kept(judge(package(), [BOTH[0], MQL, claimed], 20)) == [("breached_open", None)]


def test_what_is_known_completes_nothing_before_it_is_sent(judge: Judge) -> None:
    assert kept(judge(package(), [*BOTH, MQL], 20)) == [("breached_open", None)]
    assert kept(judge(package(), [*BOTH, MQL, told(4.2, "acknowledged"), told(4.3, "completed")], 20)) == [
        ("breached_open", None)
    ]


def test_a_field_that_becomes_known_later_completes_what_is_out(judge: Judge) -> None:
    sent = [BOTH[0], MQL, SENT]
    assert kept(judge(package(), [*sent, says(5, "role")], 20)) == [("met", 5)]
    assert kept(judge(package(), [*sent, says(8, "role")], 20)) == [("met_late", 8)]
    assert kept(judge(package(), [*sent, told(4.5, "accepted"), says(5, "role")], 20)) == [("met", 5)]


def test_what_came_back_is_complete_when_it_is_sent_again(judge: Judge) -> None:
    facts = [BOTH[0], MQL, SENT, told(4.2, "returned", "timing"), says(4.5, "role"), told(4.8, "sent")]
    assert kept(judge(package(), facts[:5], 20)) == [("breached_open", None)]
    assert kept(judge(package(), facts, 20)) == [("met", 4.8)]


def test_what_was_sent_in_a_pass_that_is_over_is_not_completed_in_the_next(judge: Judge) -> None:
    facts = [BOTH[0], MQL, SENT, ("p1", 5, "move", "nurture"), ("p1", 60, "move", "mql"), says(60.5, "role")]
    judged = judge(package(promise=f"{FULL}, cancels: stage nurture"), facts, 90)
    assert kept(judged) == [("cancelled", 5), ("breached_open", None)]


def test_all_of_it_must_be_known_in_one_instant(judge: Judge) -> None:
    facts = [BOTH[0], MQL, SENT, says(4.3, "source", None), says(4.4, "role"), says(5, "source")]
    assert kept(judge(package(), facts, 20)) == [("met", 5)]


def test_a_handoff_that_requires_nothing_is_complete_when_it_is_sent(judge: Judge) -> None:
    bare = PACK.partition(", requires")[0]
    assert kept(judge(package(bare), [MQL, SENT], 20)) == [("met", 4.1)]


def test_each_moment_judges_by_what_was_known_by_then(judge: Judge) -> None:
    facts = [BOTH[0], says(3, "role", recorded=10), MQL, SENT]
    judged = judge(package(), facts, 20)
    assert kept(judged) == [("met", 4.1)]
    assert kept(judged.at(20, known=9)) == [("breached_open", None)]
    assert kept(judge(package(), [BOTH[0], MQL, SENT, says(5, "role")], 4.5)) == [("running", None)]


def test_what_is_known_by_its_day_completes_on_that_day(judge: Judge) -> None:
    by_day = told(4, "sent", **BY_DAY)
    assert completions(judge(package(), [*BOTH, MQL, by_day], 20)) == [("p1", 4, True)]
    assert completions(judge(package(), [BOTH[0], MQL, by_day, says(4.5, "role")], 20)) == [("p1", 4, True)]
    assert completions(judge(package(), [BOTH[0], MQL, by_day, says(6.5, "role")], 20)) == [("p1", 6.5, False)]
    assert completions(judge(package(), [BOTH[0], MQL, SENT, says(5, "role", **BY_DAY)], 20)) == [("p1", 5, True)]


def test_a_day_on_which_the_time_ends_leaves_the_verdict_open(judge: Judge) -> None:
    late = [BOTH[0], MQL, SENT, says(6, "role", **BY_DAY)]
    assert kept(judge(package(promise=FULL.replace("2 elapsed days", "50 elapsed hours")), late, 20))[0][0] == (
        "undecidable"
    )


def test_a_deal_carries_what_its_person_and_its_account_know(judge: Judge) -> None:
    clause = "from: ae, to: success, when: stage won, requires: [source, role]"
    promise = "starts: stage won, stops: completed pack, within: 2 elapsed days"
    facts = [
        ("d1", 1, "link", "converted", "p1"), ("d1", 1, "link", "belongs_to", "a1"), says(2, "role"),
        ("d1", 4, "move", "won"), told(4.1, "sent", subject="d1"), says(4.5, "source", subject="a1"),
    ]  # fmt: skip
    assert kept(judge(package(clause, promise), facts, 20)) == [("met", 4.5)]


def test_a_further_deal_has_a_package_of_its_own(judge: Judge) -> None:
    clause = "from: ae, to: success, when: stage won, requires: [role]"
    promise = "starts: stage won, stops: completed pack, within: 2 elapsed days"
    facts = [
        ("p1", 1, "move", "mql"), ("d1", 2, "link", "converted", "p1"), ("d2", 2, "link", "converted", "p1"),
        ("d1", 4, "move", "won"), ("d2", 4, "move", "won"), told(4.1, "sent", subject="d1"),
        told(4.2, "sent", subject="d2"), says(4.5, "role", subject="d2"),
    ]  # fmt: skip
    judged = judge(package(clause, promise), facts, 20)
    found = {judged.name(each.journey): each.state for each in clocks(judged)}
    assert found == {"p1": "breached_open", "d2": "met"}


def test_a_handoff_may_become_due_when_another_is_complete(judge: Judge) -> None:
    more = ", next: {from: sdr, to: ae, when: completed pack, requires: [role]}"
    judged = judge(package(more=more), [*BOTH, MQL, SENT], 20)
    assert [(each.handoff, each.due_at and day_of(each.due_at)) for each in objects(judged).rounds()] == [
        ("next", 4.1),
        ("pack", 4),
    ]


def test_nothing_is_asked_of_an_agreement_that_names_no_completion() -> None:
    plain = agreement(package(promise="starts: stage mql, stops: sent pack, within: 1 day"))
    assert completed_fields(plain) == ()
    assert list(completion_trees(plain)) == [STEP.name]
    assert completed_fields(agreement(package())) == ("source", "role")


def test_states_of_the_handoff_do_not_ask_whether_it_is_complete(judge: Judge) -> None:
    assert states(judge(package(), [MQL, SENT], 20)) == ["sent"]


@pytest.mark.parametrize("settling", [True, False])
def test_rounds_complete_a_package_by_what_is_said_of_its_deal_or_its_account(tmp_path: Path, settling: bool) -> None:
    desk = agreement(package())
    bench = Workbench(tmp_path)
    people: list[Line] = [says(1, "source", subject=f"p{n}") for n in range(20, 60)]
    sent: list[Line] = [MQL, SENT, ("p1", 1, "link", "belongs_to", "a1"), says(2, "source")]
    bench.tell([*people, *sent], 4.5)
    bench.run(desk, 4.5)
    if settling:
        bench.kept(desk, 4.5)
    bench.tell([says(5, "role", subject="a1")], 5.5)
    assert bench.run(desk, 5.5).why_whole is None
    found = bench.kept(desk, 5.5)
    assert [row[-1] for row in found["commitments"]] == ["met"]
    assert found == bench.whole(desk, 5.5)
    bench.close()


events = st.lists(
    st.tuples(
        st.integers(16, 40),
        st.one_of(
            st.tuples(st.sampled_from(["sent", "sent", "returned", "accepted"]), st.none()),
            st.tuples(st.sampled_from(["source", "role"]), st.sampled_from(["x", "x", None])),
        ),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events)
def test_completions_are_those_of_a_loop_over_the_facts(on_duckdb: Court, happened) -> None:
    ordered = sorted(happened, key=lambda each: each[0])
    lines = [
        says(slot / 4, what, value) if what in ("source", "role") else told(slot / 4, what)
        for slot, (what, value) in ordered
    ]
    judged = on_duckdb.judge(package(), lines, 50)
    assert {day for _, day, _ in completions(judged)} == brute(ordered)
    judged.evaluation.close()


def brute(ordered) -> set[float]:
    """The days on which a sending was complete first: at itself, or by what followed until its return."""
    found = set()
    for place, (sent, (what, _)) in enumerate(ordered):
        if what != "sent":
            continue
        back = next((slot for slot, (said, _) in ordered[place:] if said == "returned"), 10**6)
        slots = [sent, *sorted({slot for slot, _ in ordered if sent < slot < back})]
        whole = (slot for slot in slots if all(known(ordered, slot).get(each) for each in ("source", "role")))
        found.update(slot / 4 for slot in [next(whole, None)] if slot is not None)
    return found


def known(ordered, until: int) -> dict[str, str | None]:
    """What is known as of a time."""
    return {what: value for slot, (what, value) in ordered if slot <= until and what in ("source", "role")}
