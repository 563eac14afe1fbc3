"""How long handovers took from the first sending to the acceptance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.handoffs import Handoffs
from tripact.report.survival import aalen_johansen
from tripact.worktime.instant import SECOND

ACCEPTED = 1


@dataclass(frozen=True)
class AcceptTimes:
    """Elapsed time to the acceptance, in seconds (Aalen-Johansen; open ones censored); None where not reached."""

    n: int = 0
    median: float | None = None
    p90: float | None = None


def handoff_times(handoffs: Handoffs, period: dict[str, Literal], as_of: int) -> dict[str, AcceptTimes]:
    """Return the times of the handovers of a period by handoff."""
    query = bind(read_query("handoff_times", "tripact.report"), {**period, "as_of": as_of})
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for name, *row in handoffs.query(query):
        cause, lasted, n = (int(str(each)) for each in row)
        found[str(name)].append((cause, lasted, n))
    return {name: _times(rows) for name, rows in found.items()}


def _times(rows: list[tuple[int, int, int]]) -> AcceptTimes:
    causes, lasted, counts = zip(*rows, strict=True)
    incidence = aalen_johansen(lasted, causes, counts)
    median, p90 = (incidence.quantile(ACCEPTED, share) for share in (0.5, 0.9))
    return AcceptTimes(sum(counts), _seconds(median), _seconds(p90))


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / SECOND
