"""The clocks of handoffs, beside the handoffs themselves."""

from __future__ import annotations

from tests.evaluate.clocks import clocks, states
from tests.evaluate.handing import TERMS, handoff, objects
from tests.evaluate.test_handoffs import MQL, SENT, told

CLAUSE = handoff(f"{TERMS}, within: 2 elapsed hours")


def by_name(judged) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in clocks(judged):
        found.setdefault(each.commitment, []).append(each.state)
    return found


def test_the_sending_and_the_answer_each_have_a_clock(judge):
    assert by_name(judge(CLAUSE, [MQL], 4.05)) == {"pack_sent": ["running"]}
    assert by_name(judge(CLAUSE, [MQL, told(4.05, "sent")], 4.06)) == {
        "pack_sent": ["met"],
        "pack_accepted": ["running"],
    }


def test_a_return_stops_the_clock_of_the_answer_and_the_next_sending_starts_another(judge):
    facts = [MQL, SENT, told(4.4, "returned", "timing"), told(4.5, "sent")]
    assert by_name(judge(CLAUSE, facts, 30)) == {"pack_sent": ["met_late"], "pack_accepted": ["met", "breached_open"]}


def test_to_acknowledge_is_not_to_accept_so_the_clock_runs_on(judge):
    assert by_name(judge(CLAUSE, [MQL, SENT, told(4.15, "acknowledged")], 4.2))["pack_accepted"] == ["running"]


def test_a_handoff_is_missing_exactly_when_the_clock_of_its_sending_is_broken_and_open(judge):
    for day in (4.05, 4.09, 4.2):
        judged = judge(CLAUSE, [MQL], day)
        missing = [each.state == "missing" for each in objects(judged).rounds()]
        assert missing == [state == "breached_open" for state in states(judged)]
