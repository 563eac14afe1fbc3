"""How complete the packages were when they were sent, and which fields they lacked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.handoffs import Handoffs
from tripact.report.proportion import Rate, rate


class Lacking(NamedTuple):
    """A required field: in how many packages it was missing, of how many."""

    field: str
    missing: int
    n: int


NONE = rate(0, 0)


@dataclass(frozen=True)
class Packages:
    """The packages of one handoff that were sent.

    Attributes:
        n: Packages sent that had to carry something.
        completeness: The mean share of required fields known at the sending; None where nothing was required or sent.
        complete: The share of packages that lacked nothing.
        overclaimed: Packages that lacked something although their sender called them complete.
        lacking: The required fields, most often missing first.
    """

    n: int = 0
    completeness: float | None = None
    complete: Rate = NONE
    overclaimed: int = 0
    lacking: tuple[Lacking, ...] = ()


class _Sent(NamedTuple):
    required: int
    known: int
    claimed_whole: int
    n: int


def handoff_packages(handoffs: Handoffs, period: dict[str, Literal]) -> dict[str, Packages]:
    """Return the packages of a period by handoff."""
    sent: dict[str, list[_Sent]] = defaultdict(list)
    lacking: dict[str, list[tuple[int, Lacking]]] = defaultdict(list)
    for kind, name, field, place, known, claimed, n in handoffs.query(
        bind(read_query("handoff_packages", "tripact.report"), period)
    ):
        counts = [int(str(each)) for each in (place, known, claimed, n)]
        if kind == "package":
            sent[str(name)].append(_Sent(*counts))
        else:
            lacking[str(name)].append((counts[0], Lacking(str(field), counts[3] - counts[1], counts[3])))
    return {name: _packages(rows, lacking[name]) for name, rows in sent.items()}


def _packages(rows: list[_Sent], lacking: list[tuple[int, Lacking]]) -> Packages:
    n = sum(row.n for row in rows)
    whole = sum(row.n for row in rows if row.known == row.required)
    ordered = sorted(lacking, key=lambda each: (-each[1].missing, each[0]))
    return Packages(
        n,
        sum(row.known / row.required * row.n for row in rows) / n,
        rate(whole, n),
        sum(row.n for row in rows if row.claimed_whole and row.known < row.required),
        tuple(each for _, each in ordered),
    )
