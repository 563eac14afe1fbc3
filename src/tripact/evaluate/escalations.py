"""Warnings and escalation: when each level of each clock is reached, and whether it was (CLK-6, methods §4.1).

A level is a clock of its own: a share of the budget, from the same start, on the same calendar, with the same pauses.
So its moment comes from the one definition of business time, ``B⁻¹_right(B(start) + share · budget + paused)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.commitments import Commitment
from tripact.evaluate.business_time import clock_trees
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import composed_once, literal, rename_table, tables_of
from tripact.evaluate.parameters import Relation
from tripact.evaluate.step import Step

STEP = Step(
    "escalations",
    inputs=("clock_levels", "level_business_time_clocks", "decisions", "conversions"),
    outputs={
        "id": "bigint",
        "clock": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "percent": "bigint",
        "kind": "text",
        "told": "text",
        "reassign": "bigint",
        "fires_after": "bigint",
        "state": "text",
        "fired_at": "bigint",
    },
    says="a level of a run is reached after an instant, was reached, and was recorded as fired",
    parameters=("as_of",),
)

KEPT = ("clock_levels", "level_pauses")
"""Relations worth keeping before the rest is asked: planners do not see through two rounds of business time."""

_OWN = "level_"


class Escalation(NamedTuple):
    """One level of one run.

    Attributes:
        id: Its number in this evaluation; ``clock`` is that of the run among the commitments.
        commitment: The commitment; ``journey`` and ``run`` say which clock it is.
        started_at: When the run started, UTC milliseconds.
        percent: The share of the promised time that must be used up.
        kind: ``warn`` or ``escalate``.
        told: Who is told: parties and managers, comma-separated; empty for nobody.
        reassign: 1 where somebody else should take over.
        fires_after: The latest instant at which the share is not exceeded; None while a pause has no end, or where it
            lies beyond the expanded calendar.
        state: ``reached``; ``ahead``: the clock is open; ``spared``: it ended before; ``undecidable``.
        fired_at: When the level was recorded as fired; None where it was not.
    """

    id: int
    clock: int
    commitment: str
    journey: int
    run: int
    started_at: int
    percent: int
    kind: str
    told: str
    reassign: int
    fires_after: int | None
    state: str
    fired_at: int | None


def ladder(agreement: Agreement) -> Relation:
    """Return (commitment, kind, percent, told, reassign) of every level that the agreement names."""
    rows = [
        (each.key, *level)
        for each in promises(agreement)
        if each.grade == "promise"
        for level in _levels(each.commitment)
    ]
    return Relation(
        {"commitment": "text", "kind": "text", "percent": "bigint", "told": "text", "reassign": "bigint"}, tuple(rows)
    )


@composed_once
def level_trees(as_of: int) -> dict[str, exp.Query]:
    """Return the steps of business time over the levels as clocks: up to ``level_business_time_clocks``."""
    trees = {name: tree.copy() for name, tree in clock_trees().items()}
    for name, tree in trees.items():
        for read in {*tables_of(tree)} & {*trees, "clocks", "pauses"}:
            trees[name] = rename_table(tree, read, _OWN + read)
    until = exp.func("coalesce", exp.column("stopped_at"), literal(as_of))
    asked = exp.select("calendar", "id", "started_at as start_ts", exp.alias_(until, "stop_ts"), "amount")
    paused = exp.select("l.id", "p.from_ts", "p.until_ts").from_("clock_levels as l")
    return {
        f"{_OWN}clocks": asked.from_("clock_levels"),
        f"{_OWN}pauses": paused.join("clock_pauses as p", on="p.id = l.clock"),
        **{_OWN + name: tree for name, tree in trees.items()},
    }


def _levels(clause: Commitment) -> Iterator[tuple[str, int, str, int]]:
    """Yield (kind, percent, told, reassign); a warning goes to the party that has to act."""
    for share in clause.warn:
        yield "warn", round(100 * share), clause.answers or "", 0
    for step in clause.escalate:
        yield "escalate", round(100 * step.at), ", ".join(step.notify), int(step.reassign)
