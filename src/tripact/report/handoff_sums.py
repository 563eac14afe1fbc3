"""The rounds of each handoff, counted by how they stand."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.handoffs import Handoffs


class Sum(NamedTuple):
    """Equal rounds, counted."""

    state: str
    reason: str | None
    known_reason: int | None
    sent: int
    acknowledged: int
    n: int


def handoff_sums(handoffs: Handoffs, period: dict[str, Literal]) -> dict[str, list[Sum]]:
    """Return the counts of the rounds of a period by handoff."""
    found: dict[str, list[Sum]] = defaultdict(list)
    for name, *row in handoffs.query(bind(read_query("handoff_sums", "tripact.report"), period)):
        found[str(name)].append(Sum(*row))  # type: ignore[arg-type]
    return found
