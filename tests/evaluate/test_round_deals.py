"""Rounds: people and deals that hang together by others are judged together, or not at all."""

from __future__ import annotations

import pytest

from tests.evaluate.judging import agreement
from tests.evaluate.ledgers import Line
from tests.evaluate.rounds import Workbench, others

CHAIN: list[Line] = [
    ("d1", 1, "link", "converted", "p1"),
    ("d1", 1.5, "attempt", "call", {"person": "p2"}),
    ("d3", 1, "link", "converted", "p2"),
]
"""A deal of the one is told of with the other, who has a deal of their own."""
NOTED = "stages: {lead: {}, sql: {fields: [discovery_note]}, sal: {of: deal}}"
VALUED = "stages: {lead: {}, sql: {}, sal: {of: deal, fields: [amount]}}"
PACKED = """
stages: {lead: {}, sql: {}, sal: {of: deal}}
parties: {sdr: {}, ae: {}}
handoffs: {first: {from: sdr, to: ae, requires: [amount], returns: [timing]}}
commitments: {pack: {between: [sdr, ae], starts: stage sql, stops: completed first, within: 5 elapsed days}}
"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (NOTED, [("d3", 2, "answer", {"question": "problem", "met": True, "noted": True}), ("p2", 3, "move", "sql")]),
        (VALUED, [("d3", 2, "deal", {"amount": "10"}), ("d3", 2.5, "move", "sal")]),
        (
            PACKED,
            [
                ("d3", 2, "deal", {"amount": "10"}),
                ("p2", 2.5, "move", "sql"),
                ("p2", 3, "handoff", "first", "sent"),
            ],
        ),
    ],
    ids=["a field that the deal carries", "a move of the deal", "a package"],
)
def test_whoever_is_judged_is_judged_with_their_own_deals(bench: Workbench, text: str, facts: list[Line]) -> None:
    desk = agreement(text)
    bench.tell([*others(1), *CHAIN, *facts], 4)
    bench.run(desk, 4)
    bench.tell([("p1", 6.5, "attribute", "role", "x")], 7)
    assert bench.run(desk, 7).touched is not None
    kept = bench.connection.execute("select commitment, state from verdicts.commitments").fetchall()
    assert bench.kept(desk, 7) == bench.whole(desk, 7)
    assert bench.connection.execute("select commitment, state from verdicts.commitments").fetchall() == kept
