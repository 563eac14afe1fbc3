"""A gate and the audit are one definition: what passes is clean, and what is refused is what would be flagged."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.recording import Desk
from tripact.ledger.facts import Subjects, make_fact
from tripact.worktime.instant import HOUR, show

START = 1_770_000_000_000
STAGES = ("lead", "mql", "sql", "discovery", "won", "lost", "nurture")

told = st.one_of(
    st.sampled_from(
        [
            ("attribute", {"name": "source", "value": "web"}),
            ("attribute", {"name": "source", "value": ""}),
            ("attribute", {"name": "role", "value": "boss"}),
            ("attribute", {"name": "role", "value": "clerk"}),
            ("identity", {"identified_by": "form"}),
            ("signal", {"signal": "demo"}),
            ("answer", {"question": "problem", "met": True}),
            ("answer", {"question": "impact", "met": True}),
            ("answer", {"question": "process", "met": False}),
            ("answer", {"question": "process", "met": True}),
        ]
    ),
    st.tuples(
        st.just("move"),
        st.fixed_dictionaries(
            {"stage": st.sampled_from(STAGES)}, optional={"reason": st.sampled_from(["timing", "x"])}
        ),
    ),
)


@settings(max_examples=4, suppress_health_check=list(HealthCheck), deadline=None)
@given(history=st.lists(told, min_size=3, max_size=9))
def test_a_gate_refuses_exactly_what_the_audit_would_flag(history: list[tuple[str, dict[str, Any]]]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        try:
            _play(desk, history)
        finally:
            desk.close()


def _play(desk: Desk, history: list[tuple[str, dict[str, Any]]]) -> None:
    """State a history one by one; what is refused is imported as an outside system would."""
    expected: dict[int, list[tuple[str, str]]] = {}
    for number, (kind, body) in enumerate(history):
        ts = START + number * HOUR
        outcome = desk.state(kind, person="p1", occurred_at=show(ts), **body)
        if outcome.state == "refused":
            assert kind == "move"
            fact = make_fact(kind, ("crm", str(number)), Subjects("p1"), ts, body)
            desk.workspace.store.append([fact], ts)
        if kind == "move":
            seq = desk.workspace.store.position()
            expected[seq] = sorted((each.rule, each.field) for each in outcome.refused)
    flagged: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for each in desk.audit():
        if each.state != "met":
            flagged[each.seq].append((each.rule, each.field))
    assert {seq: sorted(flagged[seq]) for seq in expected} == expected
