"""Obligations to try that begin anew (methods §4.2): after their attempts were made, or after their time was over.

Whether a further start begins a run depends on when the run before it was over, and that on its calendar, its pauses
and its attempts. So all that could begin a run are judged as runs first; then it is followed, a round at a time, which
of them do. Mostly nothing ever starts an obligation again: that is asked before.
"""

from __future__ import annotations

from itertools import count

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.clock_successors import STEP as SUCCESSORS
from tripact.evaluate.compose import Trees, literal, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.reading_pauses import STEP as READING_PAUSES
from tripact.evaluate.run_readings import STEP as READINGS
from tripact.evaluate.step import Step

STEP = Step(
    "clock_renewals",
    inputs=("renewals_before", "clock_successors"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "stretch": "bigint",
        "started_at": "bigint",
        "start_by_day": "boolean",
        "renewed": "bigint",
    },
    says="an obligation to try began here; whether anew",
)

_TRIED, _BEFORE = "tried_runs", "renewals_before"


def renewable(agreement: Agreement) -> bool:
    """Whether anything but an attempt starts an obligation to try."""
    needing = [each.commitment for each in promises(agreement) if each.needs]
    return any(trigger.verb not in ("attempt", "touch") for clause in needing for trigger in clause.starts)


def no_renewals() -> exp.Query:
    """Return the step where no obligation to try has a further start."""
    return values_relation(STEP.outputs, ())


def as_tried(trees: Trees) -> dict[str, exp.Query]:
    """Return the relations of the clocks by name, with every run that could have begun instead of those that did."""
    return {**trees, "clock_runs": exp.select("*").from_(_TRIED)}


def decide_renewals(evaluation: Evaluation, tried: Trees) -> None:
    """Keep ``clock_renewals`` decided: what follows those of each round, until a round adds nothing.

    Args:
        evaluation: The evaluation.
        tried: The relations of the clocks over every run that could have begun.
    """
    # which runs there are is said by the facts as told: days are not read
    unread = {step.name: values_relation(step.outputs, ()) for step in (READINGS, READING_PAUSES)}
    trees, tables = {**tried, **unread}, evaluation.stored
    for name in (_TRIED, SUCCESSORS.name):
        tables.store(name, evaluation.whole(trees[name], trees))
    tables.store(_BEFORE, evaluation.whole(_first(), trees))
    begun = 0
    for number in count(1):
        table = tables.store(STEP.name, evaluation.whole(read_query(STEP.name), trees), number)
        tables.name(_BEFORE, table)
        found = int(str(tables.engine.rows(exp.select("count(*)").from_(table))[0][0]))
        if found == begun:
            return
        begun = found


def _first() -> exp.Select:
    """The runs that begin a stretch."""
    same = "s.commitment = t.commitment and s.journey = t.journey and s.run = t.stretch and s.started_at = t.started_at"
    columns = [f"t.{name}" for name in STEP.outputs if name != "renewed"]
    return (
        exp.select(*columns, exp.alias_(literal(0), "renewed"))
        .from_(f"{_TRIED} as t")
        .join("clock_stretches as s", on=same)
    )
