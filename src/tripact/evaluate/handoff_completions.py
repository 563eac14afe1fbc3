"""When handoffs were complete, asked of what is known: the moment ``completed HANDOFF`` (HND-4)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.triggers import Trigger
from tripact.evaluate.compose import bound_query, values_relation
from tripact.evaluate.step import Step
from tripact.ledger.kinds import ColumnType

STEP = Step(
    "handoff_completions",
    inputs=(
        "pass_facts",
        "handoffs",
        "conversions",
        "asked_packages",
        "known_fields",
        "attributes",
        "answers",
        "milestones",
        "deals",
        "identities",
        "links",
        "consents",
        "moves",
        "usage",
        "attempts",
    ),
    outputs={
        "journey": "bigint",
        "deal": "bigint",
        "handoff": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
    },
    says="a handoff was out, and everything it requires was known for the first time since it was sent",
)

_ASKED: dict[str, ColumnType] = {"handoff": "text", "field": "text"}


def completed_fields(agreement: Agreement) -> tuple[str, ...]:
    """Return the fields of the handoffs whose completion some moment of the agreement names; mostly none."""
    return tuple(dict.fromkeys(field for name in _named(agreement) for field in agreement.handoffs[name].requires))


def completion_trees(agreement: Agreement) -> dict[str, exp.Query]:
    """Return the completions by name, over ``known_fields``; nothing is computed where no moment names one."""
    named = _named(agreement)
    if not named:
        return {STEP.name: values_relation(STEP.outputs, ())}
    # a handoff that requires nothing is complete when it is sent
    rows = [(name, field) for name in named for field in agreement.handoffs[name].requires or (None,)]
    return {"asked_packages": values_relation(_ASKED, rows), STEP.name: bound_query(STEP.name, {})}


def _named(agreement: Agreement) -> tuple[str, ...]:
    names = dict.fromkeys(each.name for each in _moments(agreement) if each.verb == "completed")
    return tuple(name for name in names if name in agreement.handoffs)


def _moments(agreement: Agreement) -> Iterator[Trigger]:
    for clause in agreement.clocks.values():
        for triggers in (clause.starts, clause.stops, clause.cancels, clause.forbids, clause.lifts):
            yield from triggers
        for pause in clause.pauses:
            yield from (*pause.since, *pause.until)
    for handoff in agreement.handoffs.values():
        yield from handoff.when
